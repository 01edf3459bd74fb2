//! The register of indicator 31: complaints, difficulties and unforeseen events, one record each. Who complains is told
//! by role only; what was done about it is a list of dated events that is only ever added to.

use crate::{
    Day,
    ids::{ActionId, PersonId, SessionId},
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// *Réclamation*: a right asserted or a thing due claimed, in writing or transcribed.
    Complaint,
    /// *Difficulté*: what hinders the service.
    Difficulty,
    /// *Aléa*: an unforeseeable event from outside that disturbs it.
    Contingency,
}

/// How it came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseChannel {
    Form,
    Mail,
    Letter,
    /// Transcribed by whoever took the call.
    Phone,
    Meeting,
    /// Made from a comment of a survey.
    Survey,
}

/// Whose case it is: a role, never a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concerned {
    Beneficiary,
    Funder,
    Team,
    Company,
    /// *Donneur d'ordres*.
    Principal,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Teaching,
    Trainer,
    Organisation,
    Billing,
    Technical,
    Accessibility,
    Relations,
    PersonalData,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    #[default]
    Low,
    Medium,
    High,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    #[default]
    Received,
    Acknowledged,
    /// Its cause is looked for, the case is being put right.
    InProgress,
    Answered,
    Closed,
}

impl CaseStatus {
    /// The moves the status machine allows from here.
    pub fn next(self) -> &'static [CaseStatus] {
        use CaseStatus::{Acknowledged, Answered, Closed, InProgress, Received};
        match self {
            Received => &[Acknowledged, InProgress],
            Acknowledged => &[InProgress, Answered],
            InProgress => &[Answered],
            // The answer did not settle it.
            Answered => &[Closed, InProgress],
            Closed => &[InProgress],
        }
    }
}

/// Field names on the wire and in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Case {
    pub title: String,
    pub kind: CaseKind,
    #[serde(with = "crate::day::wire")]
    pub received: Day,
    pub channel: CaseChannel,
    pub concerned: Concerned,
    pub session: Option<SessionId>,
    pub category: Category,
    #[serde(default)]
    pub severity: Severity,
    #[serde(default)]
    pub description: String,
    pub owner: Option<PersonId>,
    #[serde(default)]
    pub cause: String,
    /// What was done for this case; removing the cause is an action.
    #[serde(default)]
    pub correction: String,
    #[serde(default)]
    pub reply: String,
    #[serde(default)]
    pub lesson: String,
    /// Actions that came out of it.
    #[serde(default)]
    pub actions: Vec<ActionId>,
    #[serde(default)]
    pub status: CaseStatus,
}

/// One line of what happened to a case or a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CaseEvent {
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// The day it happened, as told.
    #[serde(with = "crate::day::wire")]
    pub on: Day,
    #[serde(default)]
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Acknowledged,
    Contacted,
    Corrected,
    Replied,
    Mediated,
    Closed,
    Note,
}
