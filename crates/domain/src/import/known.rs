//! What other tools and other people call things: scale labels, "not concerned", time stamps.

use super::words::label;
use std::{collections::HashMap, sync::LazyLock};

/// Labels of a four-step scale, from 1 to 4. Compared as [`label`]s.
const LIKERT4: [&[&str]; 4] = [
    &[
        "Pas du tout",
        "Non, pas du tout",
        "Pas du tout satisfait",
        "Pas du tout d’accord",
        "Très insatisfait",
        "Not at all",
        "Very dissatisfied",
        "Strongly disagree",
    ],
    &[
        "Plutôt non",
        "Non, plutôt pas",
        "Plutôt pas",
        "Pas vraiment",
        "Peu satisfait",
        "Plutôt insatisfait",
        "Plutôt pas satisfait",
        "Plutôt pas d’accord",
        "Insatisfait",
        "Rather not",
        "Rather no",
        "Mostly no",
        "Not really",
        "Dissatisfied",
        "Disagree",
    ],
    &[
        "Plutôt oui",
        "Oui, plutôt",
        "Plutôt",
        "Satisfait",
        "Plutôt satisfait",
        "Plutôt d’accord",
        "D’accord",
        "Rather yes",
        "Mostly yes",
        "Mostly",
        "Satisfied",
        "Agree",
    ],
    &[
        "Tout à fait",
        "Oui, tout à fait",
        "Très satisfait",
        "Tout à fait satisfait",
        "Tout à fait d’accord",
        "Totalement",
        "Completely",
        "Fully",
        "Yes, fully",
        "Very satisfied",
        "Strongly agree",
    ],
];

/// The middle of a five-step scale: no step of ours.
const MIDDLE: &[&str] = &[
    "Neutre",
    "Ni satisfait ni insatisfait",
    "Ni d’accord ni pas d’accord",
    "Moyennement satisfait",
    "Neutral",
    "Neither satisfied nor dissatisfied",
    "Neither agree nor disagree",
];

const NOT_CONCERNED: &[&str] = &[
    "N/A",
    "NA",
    "NC",
    "NSP",
    "Sans objet",
    "Non concerné",
    "Pas concerné",
    "Non applicable",
    "Ne se prononce pas",
    "Ne sait pas",
    "Not applicable",
    "Not concerned",
    "Does not apply",
];

/// What a label stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meaning {
    Step(u32),
    Middle,
    NotConcerned,
}

static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let steps = (1..)
        .zip(LIKERT4)
        .flat_map(|(step, labels)| labels.iter().map(move |text| (text, Meaning::Step(step))));
    let middle = MIDDLE.iter().map(|text| (text, Meaning::Middle));
    let none = NOT_CONCERNED
        .iter()
        .map(|text| (text, Meaning::NotConcerned));
    let all = steps.chain(middle).chain(none);
    all.map(|(text, meaning)| (label(text), meaning)).collect()
});

/// Longest text that can be a label, in bytes.
const LABEL_MAX: usize = 80;

fn meaning(text: &str) -> Option<Meaning> {
    if text.len() > LABEL_MAX {
        return None;
    }
    MEANINGS.get(&label(text)).copied()
}

pub(super) fn likert4_step(text: &str) -> Option<u32> {
    match meaning(text) {
        Some(Meaning::Step(step)) => Some(step),
        _ => None,
    }
}

pub(super) fn is_middle(text: &str) -> bool {
    meaning(text) == Some(Meaning::Middle)
}

pub(super) fn is_not_concerned(text: &str) -> bool {
    meaning(text) == Some(Meaning::NotConcerned)
}

/// Time stamps of Google Forms, LimeSurvey and Microsoft Forms; the first that is found is taken.
pub(super) const DAY_HEADERS: [&str; 16] = [
    "submitdate",
    "Horodateur",
    "Horodatage",
    "Timestamp",
    "Date de soumission",
    "Date submitted",
    "Heure de fin",
    "Completion time",
    "datestamp",
    "Date de la dernière action",
    "Heure de début",
    "Start time",
    "Date de réponse",
    "Date de la réponse",
    "Date",
    "Jour",
];
