//! The types of question by name, and turning a question into one of another type.

use super::{propose, text};
use crate::questionnaire::{Choice, QuestionKind};

/// In the order in which they are offered.
pub const KINDS: [&str; 18] = [
    "likert4",
    "single",
    "multi",
    "long",
    "short",
    "yesno",
    "nps",
    "likert5",
    "ease3",
    "rank",
    "number",
    "decimal",
    "date",
    "consent",
    "signature",
    "photo",
    "note",
    "calculated",
];

/// Its name on the wire.
pub fn kind_name(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Likert4 => "likert4",
        QuestionKind::Likert5 => "likert5",
        QuestionKind::Nps => "nps",
        QuestionKind::Ease3 => "ease3",
        QuestionKind::Yesno => "yesno",
        QuestionKind::Consent => "consent",
        QuestionKind::Single { .. } => "single",
        QuestionKind::Multi { .. } => "multi",
        QuestionKind::Rank { .. } => "rank",
        QuestionKind::Number { .. } => "number",
        QuestionKind::Decimal { .. } => "decimal",
        QuestionKind::Date => "date",
        QuestionKind::Short => "short",
        QuestionKind::Long => "long",
        QuestionKind::Signature => "signature",
        QuestionKind::Photo => "photo",
        QuestionKind::Note => "note",
        QuestionKind::Calculated { .. } => "calculated",
    }
}

/// The type of that name, with what `before` has that fits it; none for a name that is no type's.
pub fn kind_named(name: &str, before: &QuestionKind) -> Option<QuestionKind> {
    let options = || match before.options() {
        [] => vec![fresh_option(&[]), fresh_option(&[fresh_option(&[])])],
        options => options.to_vec(),
    };
    if name == kind_name(before) {
        return Some(before.clone());
    }
    Some(match name {
        "likert4" => QuestionKind::Likert4,
        "likert5" => QuestionKind::Likert5,
        "nps" => QuestionKind::Nps,
        "ease3" => QuestionKind::Ease3,
        "yesno" => QuestionKind::Yesno,
        "consent" => QuestionKind::Consent,
        "single" => QuestionKind::Single { options: options() },
        "multi" => QuestionKind::Multi { options: options() },
        "rank" => QuestionKind::Rank { options: options() },
        "number" => QuestionKind::Number { min: 0, max: 100 },
        "decimal" => QuestionKind::Decimal { places: 2 },
        "date" => QuestionKind::Date,
        "short" => QuestionKind::Short,
        "long" => QuestionKind::Long,
        "signature" => QuestionKind::Signature,
        "photo" => QuestionKind::Photo,
        "note" => QuestionKind::Note,
        "calculated" => QuestionKind::Calculated {
            value: String::new(),
        },
        _ => return None,
    })
}

/// An option with nothing written yet, under a key of its own.
pub fn fresh_option(others: &[Choice]) -> Choice {
    let taken = |key: &str| others.iter().any(|other| other.key == key);
    Choice::new(&propose("option", taken), text(String::new()))
}

/// The options of a question that has some, to be changed.
pub fn options_mut(kind: &mut QuestionKind) -> Option<&mut Vec<Choice>> {
    match kind {
        QuestionKind::Single { options }
        | QuestionKind::Multi { options }
        | QuestionKind::Rank { options } => Some(options),
        _ => None,
    }
}
