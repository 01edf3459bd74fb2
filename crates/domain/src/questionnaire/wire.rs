//! A question as it is read: one flat object. Written out, since `flatten` and `tag` would first put every field aside
//! in a form of their own, which is a second reader to send before the first question.

use super::{Choice, Question, QuestionKind};
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
    text: Text,
    help: Option<Text>,
    #[serde(default)]
    may_not_concern: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Likert4,
    Likert5,
    Nps,
    Ease3,
    Yesno,
    Single,
    Multi,
    Number,
    Date,
    Short,
    Long,
}

impl TryFrom<Flat> for Question {
    /// The field that its type asks for.
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Question, Self::Error> {
        let kind = match flat.kind {
            Kind::Likert4 => QuestionKind::Likert4,
            Kind::Likert5 => QuestionKind::Likert5,
            Kind::Nps => QuestionKind::Nps,
            Kind::Ease3 => QuestionKind::Ease3,
            Kind::Yesno => QuestionKind::Yesno,
            Kind::Single => QuestionKind::Single {
                options: flat.options.ok_or("options")?,
            },
            Kind::Multi => QuestionKind::Multi {
                options: flat.options.ok_or("options")?,
            },
            Kind::Number => QuestionKind::Number {
                min: flat.min.ok_or("min")?,
                max: flat.max.ok_or("max")?,
            },
            Kind::Date => QuestionKind::Date,
            Kind::Short => QuestionKind::Short,
            Kind::Long => QuestionKind::Long,
        };
        Ok(Question {
            key: flat.key,
            kind,
            text: flat.text,
            help: flat.help,
            may_not_concern: flat.may_not_concern,
        })
    }
}
