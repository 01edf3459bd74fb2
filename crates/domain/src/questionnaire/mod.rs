//! Questionnaires: published versions never change. Built-in ones are data files under `questionnaires/`.
//!
//! Conditions and what is worked out are kept as they are written, in the language of [`crate::expression`]; [`Rules`]
//! reads them once for as many answer sheets as are wanted.

mod builtin;
mod check;
mod compatible;
mod library;
mod overlooked;
pub mod paper;
mod problems;
mod rules;
mod said;
#[cfg(test)]
mod tests;
mod wire;
pub mod writing;

pub use builtin::{builtin, builtins, hot};
pub use check::{TEXT_MAX, check_answer, check_answers};
pub use compatible::{Clash, Difference, compatible, together};
pub use library::{Audience, Published, TEMPLATES, find, newest, template_key, templates};
pub use overlooked::{Oversight, overlooked};
pub use problems::{
    OPTIONS_MAX, PHOTOS_MAX, Part, Problem, ProblemAt, QUESTIONS_MAX, WORDING_MAX, answer_type,
    answer_types, problems,
};
pub use rules::{Lack, Rules, Sheet};
pub use said::{Said, said};

use crate::{Lang, Text, campaign::QuestionnaireRef};
use serde::{Deserialize, Serialize};

/// Largest questionnaire that the log takes, in bytes.
pub const BYTES_MAX: usize = 200 * 1024;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Questionnaire {
    /// For example `af.hot`.
    pub key: String,
    pub version: u32,
    pub title: Text,
    /// What it asks, of whom and when, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Text>,
    /// How long it takes, told on the first screen.
    pub minutes: u32,
    /// In the order of their questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    pub questions: Vec<Question>,
}

impl Questionnaire {
    pub fn reference(&self) -> QuestionnaireRef {
        QuestionnaireRef {
            key: self.key.clone(),
            version: self.version,
        }
    }

    /// Whether it is small enough for the log.
    pub fn fits(&self) -> bool {
        serde_json::to_vec(self).is_ok_and(|bytes| bytes.len() <= BYTES_MAX)
    }

    /// Whether somebody is asked to sign: no such question goes with anonymous answers.
    pub fn asks_to_sign(&self) -> bool {
        self.asks(&QuestionKind::Signature)
    }

    /// Whether somebody is asked for a photo, in which people may be recognised.
    pub fn asks_for_photos(&self) -> bool {
        self.asks(&QuestionKind::Photo)
    }

    fn asks(&self, kind: &QuestionKind) -> bool {
        self.questions.iter().any(|question| question.kind == *kind)
    }

    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }

    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// Whether its title and every question that is asked are written in a language.
    pub fn is_written_in(&self, lang: Lang) -> bool {
        let written = |text: &Text| match lang {
            Lang::Fr => !text.fr.is_empty(),
            Lang::En => !text.en.is_empty(),
        };
        let mut read = self
            .questions
            .iter()
            .filter(|question| question.kind.is_shown());
        written(&self.title) && read.all(|question| written(&question.text))
    }

    /// Whether every question that is asked can be read in easy words.
    pub fn has_easy(&self) -> bool {
        let mut read = self
            .questions
            .iter()
            .filter(|question| question.kind.is_shown());
        read.all(|question| question.easy.is_some())
    }
}

/// Questions that belong together, one behind the other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Section {
    pub key: String,
    pub title: Text,
    /// Whether its questions, all of one type, are printed as the rows of one table (*matrix*). Screens ask them one by
    /// one: a table is too wide for a phone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub table: bool,
    /// When its questions are asked; always without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
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
    /// The same question in easy words (*FALC*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub easy: Option<Wording>,
    /// Whether "not concerned" is offered.
    #[serde(default)]
    pub may_not_concern: bool,
    /// The key of its section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// When it is asked; always without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// When it must be answered; never without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<Constraint>,
    /// Which of its options are offered; all without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
}

impl Question {
    /// Asked always, of everybody, in one wording.
    pub fn new(key: &str, kind: QuestionKind, text: Text) -> Question {
        Question {
            key: key.to_owned(),
            kind,
            text,
            help: None,
            easy: None,
            may_not_concern: false,
            section: None,
            relevant: None,
            required: None,
            constraint: None,
            filter: None,
        }
    }

    /// Its wording and help, in easy words where they are wanted and there are some.
    pub fn wording(&self, lang: Lang, easy: bool) -> (&str, Option<&str>) {
        match self.easy.as_ref().filter(|_| easy) {
            Some(easy) => (
                easy.text.get(lang),
                easy.help.as_ref().map(|help| help.get(lang)),
            ),
            None => (
                self.text.get(lang),
                self.help.as_ref().map(|help| help.get(lang)),
            ),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wording {
    pub text: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
}

/// What an answer must meet, and what is said when it does not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Constraint {
    /// `it` is the answer.
    pub test: String,
    pub message: Text,
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
    /// An agreement that may be refused: choices `yes` and `no`.
    Consent,
    Single {
        options: Vec<Choice>,
    },
    Multi {
        options: Vec<Choice>,
    },
    /// Options in the order of preference, the first ones at least.
    Rank {
        options: Vec<Choice>,
    },
    /// A whole number.
    Number {
        min: u32,
        max: u32,
    },
    /// A number with so many places behind the point.
    Decimal {
        places: u32,
    },
    Date,
    /// One line of text.
    Short,
    /// Free text.
    Long,
    /// Drawn, or a name typed instead.
    Signature,
    /// Taken, or chosen on the device.
    Photo,
    /// A sentence to read: takes no answer.
    Note,
    /// Never shown: worked out from other answers.
    Calculated {
        value: String,
    },
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

    pub fn options(&self) -> &[Choice] {
        match self {
            QuestionKind::Single { options }
            | QuestionKind::Multi { options }
            | QuestionKind::Rank { options } => options,
            _ => &[],
        }
    }

    /// Whether a person sees it.
    pub fn is_shown(&self) -> bool {
        !matches!(self, QuestionKind::Calculated { .. })
    }

    /// Whether a person answers it.
    pub fn is_asked(&self) -> bool {
        self.is_shown() && *self != QuestionKind::Note
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Choice {
    pub key: String,
    pub text: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub easy: Option<Text>,
    /// What a filter can ask about it, by name: `option.region`. Pairs, since another map is another 2 kB on the way to
    /// the first question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<(String, String)>,
}

impl Choice {
    pub fn new(key: &str, text: Text) -> Choice {
        Choice {
            key: key.to_owned(),
            text,
            easy: None,
            columns: Vec::new(),
        }
    }

    pub fn wording(&self, lang: Lang, easy: bool) -> &str {
        let easy = self.easy.as_ref().filter(|_| easy);
        easy.unwrap_or(&self.text).get(lang)
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape serde asks for"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}
