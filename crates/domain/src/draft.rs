//! Drafts: questionnaires being written. What can be asked is a published version, a record of its own.

use crate::{
    Refusal,
    campaign::QuestionnaireRef,
    questionnaire::{Audience, Questionnaire},
};
use serde::{Deserialize, Serialize};

/// Field names on the wire and in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// Of the content as it was last kept, for lists and histories.
    pub title: String,
    /// All of it; it may have any of the problems that keep it from being published.
    pub content: Questionnaire,
    /// The published version that it continues.
    #[serde(default)]
    pub base: Option<QuestionnaireRef>,
    #[serde(default)]
    pub audience: Audience,
}

impl Draft {
    /// Whether the log takes it.
    ///
    /// # Errors
    /// `TooLong`.
    pub fn check(&self) -> Result<(), Refusal> {
        self.content.fits().then_some(()).ok_or(Refusal::TooLong)
    }
}
