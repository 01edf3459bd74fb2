//! The answers of our own scales as lists of options, and sentences that a form leaves unsaid. Programs that know
//! nothing of *boucle* show them as written here; the import knows a list by its name and keys.

use domain::{Text, questionnaire::QuestionKind};

type Steps = &'static [(&'static str, &'static str, &'static str)];

const LIKERT4: Steps = &[
    ("1", "Pas du tout", "Not at all"),
    ("2", "Plutôt pas", "Rather not"),
    ("3", "Plutôt oui", "Rather yes"),
    ("4", "Tout à fait", "Fully"),
];
const LIKERT5: Steps = &[
    ("1", "1 : le plus bas", "1: lowest"),
    ("2", "2", "2"),
    ("3", "3", "3"),
    ("4", "4", "4"),
    ("5", "5 : le plus haut", "5: highest"),
];
const NPS: Steps = &[
    ("0", "0 : pas du tout probable", "0: not at all likely"),
    ("1", "1", "1"),
    ("2", "2", "2"),
    ("3", "3", "3"),
    ("4", "4", "4"),
    ("5", "5", "5"),
    ("6", "6", "6"),
    ("7", "7", "7"),
    ("8", "8", "8"),
    ("9", "9", "9"),
    ("10", "10 : très probable", "10: very likely"),
];
const EASE3: Steps = &[
    ("1", "Difficile", "Difficult"),
    ("2", "Moyen", "So-so"),
    ("3", "Facile", "Easy"),
];
const YES_NO: Steps = &[("yes", "Oui", "Yes"), ("no", "Non", "No")];

/// The list of a kind whose options are not the author's, by its name.
const LISTS: &[(&str, QuestionKind, Steps)] = &[
    ("boucle_likert4", QuestionKind::Likert4, LIKERT4),
    ("boucle_likert5", QuestionKind::Likert5, LIKERT5),
    ("boucle_nps", QuestionKind::Nps, NPS),
    ("boucle_ease3", QuestionKind::Ease3, EASE3),
    ("boucle_yesno", QuestionKind::Yesno, YES_NO),
    ("boucle_consent", QuestionKind::Consent, YES_NO),
];

/// The list that stands for a kind.
pub(crate) fn list_of(kind: &QuestionKind) -> Option<(&'static str, Steps)> {
    let mut lists = LISTS.iter();
    lists.find_map(|(name, known, steps)| (known == kind).then_some((*name, *steps)))
}

/// The kind that a list stands for, when it has just its keys.
pub(crate) fn kind_of<'a>(list: &str, keys: impl Iterator<Item = &'a str>) -> Option<QuestionKind> {
    let (_, kind, steps) = LISTS.iter().find(|(name, ..)| *name == list)?;
    let same = keys.eq(steps.iter().map(|(key, ..)| *key));
    same.then(|| kind.clone())
}

fn text(fr: &str, en: &str) -> Text {
    Text {
        fr: fr.to_owned(),
        en: en.to_owned(),
    }
}

pub(crate) fn not_possible() -> Text {
    text(
        "Cette réponse n’est pas possible.",
        "This answer is not possible.",
    )
}

pub(crate) fn between(least: &str, most: &str) -> Text {
    text(
        &format!("Un nombre entre {least} et {most}."),
        &format!("A number between {least} and {most}."),
    )
}

pub(crate) fn another() -> Text {
    text("Y en a-t-il encore un\u{a0}?", "Is there another one?")
}

/// The title of one round of a repeat.
pub(crate) fn numbered(title: &Text, number: u32) -> Text {
    let numbered = |title: &str| match title {
        "" => String::new(),
        title => format!("{title} ({number})"),
    };
    text(&numbered(&title.fr), &numbered(&title.en))
}

pub(crate) fn other() -> Text {
    text("Autre", "Other")
}

pub(crate) fn specify_other() -> Text {
    text("Précisez.", "Specify other.")
}
