//! Improvement actions: lines of the plan, each with its source, owner, due date, expected result and criterion.

use crate::{
    Day,
    ids::{AnswerId, CampaignId, FeedbackId, PersonId},
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionType {
    /// Removes the cause of something that went wrong.
    Corrective,
    Preventive,
    Improvement,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    #[default]
    Proposed,
    Approved,
    InProgress,
    /// Done; whether it worked is not known yet (*efficacité à vérifier*).
    Done,
    Effective,
    Ineffective,
    Abandoned,
}

impl ActionStatus {
    pub const ALL: [ActionStatus; 7] = [
        ActionStatus::Proposed,
        ActionStatus::Approved,
        ActionStatus::InProgress,
        ActionStatus::Done,
        ActionStatus::Effective,
        ActionStatus::Ineffective,
        ActionStatus::Abandoned,
    ];

    /// Whether it says that the action worked or did not.
    pub fn is_verdict(self) -> bool {
        matches!(self, ActionStatus::Effective | ActionStatus::Ineffective)
    }

    /// The moves the status machine allows from here.
    pub fn next(self) -> &'static [ActionStatus] {
        use ActionStatus::{
            Abandoned, Approved, Done, Effective, InProgress, Ineffective, Proposed,
        };
        match self {
            Proposed => &[Approved, InProgress, Abandoned],
            Approved => &[InProgress, Abandoned],
            InProgress => &[Done, Abandoned],
            Done => &[Effective, Ineffective, InProgress],
            // Not effective reopens: new cause, new try.
            Ineffective => &[InProgress, Abandoned],
            Effective => &[InProgress],
            Abandoned => &[Proposed],
        }
    }
}

/// Where an action comes from. The quoted words are kept with it, so that the source is still readable when the answer
/// has been erased.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Source {
    /// A comment of an answer. `campaign` is absent when the comment was pooled with other small groups.
    Comment {
        answer: AnswerId,
        campaign: Option<CampaignId>,
        question: String,
        quote: String,
        /// What the reader sees as its place: session title, or service and quarter when pooled.
        place: String,
    },
    /// A passage of what somebody said outside of any survey.
    Feedback {
        feedback: FeedbackId,
        quote: String,
        /// Who said it, and where.
        place: String,
    },
    /// An idea of the team, without a record behind it.
    Idea,
}

/// Field names on the wire and in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Action {
    pub title: String,
    #[serde(rename = "type")]
    pub kind: ActionType,
    #[serde(default)]
    pub description: String,
    pub owner: Option<PersonId>,
    #[serde(default, with = "crate::day::wire::maybe")]
    pub due: Option<Day>,
    #[serde(default)]
    pub expected_result: String,
    /// How one will see that it worked, set before it starts.
    #[serde(default)]
    pub criterion: String,
    #[serde(default)]
    pub status: ActionStatus,
    pub source: Source,
    #[serde(with = "crate::day::wire")]
    pub opened: Day,
}

impl Action {
    /// Whether the action may have this status with its criterion as it is: a verdict without one measures nothing.
    pub fn can_be(&self, status: ActionStatus) -> bool {
        !status.is_verdict() || !self.criterion.trim().is_empty()
    }
}
