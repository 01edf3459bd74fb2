//! A question as it is read: one flat object. Written out, since `flatten` and `tag` would first put every field aside
//! in a form of their own, which is a second reader to send before the first question.

use super::{Choice, Constraint, Question, QuestionKind, Wording};
use crate::Text;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Flat {
    key: String,
    #[serde(rename = "type")]
    kind: Kind,
    options: Option<Vec<Choice>>,
    min: Option<u32>,
    max: Option<u32>,
    places: Option<u32>,
    value: Option<String>,
    text: Text,
    help: Option<Text>,
    easy: Option<Wording>,
    #[serde(default)]
    may_not_concern: bool,
    section: Option<String>,
    relevant: Option<String>,
    required: Option<String>,
    constraint: Option<Constraint>,
    filter: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Likert4,
    Likert5,
    Nps,
    Ease3,
    Yesno,
    Consent,
    Single,
    Multi,
    Rank,
    Number,
    Decimal,
    Date,
    Short,
    Long,
    Signature,
    Photo,
    Note,
    Calculated,
}

impl TryFrom<Flat> for Question {
    /// The field that its type asks for.
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Question, Self::Error> {
        let options = flat.options.ok_or("options");
        let kind = match flat.kind {
            Kind::Likert4 => QuestionKind::Likert4,
            Kind::Likert5 => QuestionKind::Likert5,
            Kind::Nps => QuestionKind::Nps,
            Kind::Ease3 => QuestionKind::Ease3,
            Kind::Yesno => QuestionKind::Yesno,
            Kind::Consent => QuestionKind::Consent,
            Kind::Single => QuestionKind::Single { options: options? },
            Kind::Multi => QuestionKind::Multi { options: options? },
            Kind::Rank => QuestionKind::Rank { options: options? },
            Kind::Number => QuestionKind::Number {
                min: flat.min.ok_or("min")?,
                max: flat.max.ok_or("max")?,
            },
            Kind::Decimal => QuestionKind::Decimal {
                places: flat.places.ok_or("places")?,
            },
            Kind::Date => QuestionKind::Date,
            Kind::Short => QuestionKind::Short,
            Kind::Long => QuestionKind::Long,
            Kind::Signature => QuestionKind::Signature,
            Kind::Photo => QuestionKind::Photo,
            Kind::Note => QuestionKind::Note,
            Kind::Calculated => QuestionKind::Calculated {
                value: flat.value.ok_or("value")?,
            },
        };
        Ok(Question {
            key: flat.key,
            kind,
            text: flat.text,
            help: flat.help,
            easy: flat.easy,
            may_not_concern: flat.may_not_concern,
            section: flat.section,
            relevant: flat.relevant,
            required: flat.required,
            constraint: flat.constraint,
            filter: flat.filter,
        })
    }
}
