//! Questionnaires: published versions never change. Built-in ones are data files under `questionnaires/`.

mod builtin;
mod check;
#[cfg(test)]
mod tests;
mod wire;

pub use builtin::{builtin, builtins};
pub use check::{TEXT_MAX, check_answer, check_answers};

use crate::{Text, campaign::QuestionnaireRef};
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Questionnaire {
    /// For example `af.hot`.
    pub key: String,
    pub version: u32,
    pub title: Text,
    /// How long it takes, told on the first screen.
    pub minutes: u32,
    pub questions: Vec<Question>,
}

impl Questionnaire {
    pub fn reference(&self) -> QuestionnaireRef {
        QuestionnaireRef {
            key: self.key.clone(),
            version: self.version,
        }
    }

    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "wire::Flat")]
pub struct Question {
    /// Stable: added, never renamed once answers exist.
    pub key: String,
    #[serde(flatten)]
    pub kind: QuestionKind,
    pub text: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Whether "not concerned" is offered.
    #[serde(default)]
    pub may_not_concern: bool,
}

/// The type of a question decides how it is asked, checked and counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum QuestionKind {
    /// 1 (not at all) to 4 (fully), no middle.
    Likert4,
    /// 1 to 5.
    Likert5,
    /// Likelihood to recommend, 0 to 10.
    Nps,
    /// Three faces with words; never pooled with `likert4`.
    Ease3,
    /// Choices `yes` and `no`.
    Yesno,
    Single {
        options: Vec<Choice>,
    },
    Multi {
        options: Vec<Choice>,
    },
    Number {
        min: u32,
        max: u32,
    },
    Date,
    /// One line of text.
    Short,
    /// Free text.
    Long,
}

impl QuestionKind {
    /// Lowest and highest step of a scale question.
    pub fn scale(&self) -> Option<(u32, u32)> {
        match self {
            QuestionKind::Likert4 => Some((1, 4)),
            QuestionKind::Likert5 => Some((1, 5)),
            QuestionKind::Nps => Some((0, 10)),
            QuestionKind::Ease3 => Some((1, 3)),
            _ => None,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Choice {
    pub key: String,
    pub text: Text,
}
