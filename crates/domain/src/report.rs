//! Reports (*signalements*) of violence, harassment or discrimination: a register of its own, read and written by
//! direction and by the persons named in each, and by nobody else.

use crate::{
    Day,
    ids::{PersonId, SessionId},
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    Violence,
    Harassment,
    Discrimination,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportStatus {
    #[default]
    Open,
    /// Somebody takes care of it.
    InHand,
    Closed,
}

impl ReportStatus {
    /// The moves the status machine allows from here.
    pub fn next(self) -> &'static [ReportStatus] {
        use ReportStatus::{Closed, InHand, Open};
        match self {
            Open => &[InHand],
            InHand => &[Closed],
            Closed => &[InHand],
        }
    }
}

/// Field names on the wire and in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Report {
    pub kind: ReportKind,
    #[serde(with = "crate::day::wire")]
    pub received: Day,
    pub session: Option<SessionId>,
    #[serde(default)]
    pub narrative: String,
    #[serde(default)]
    pub measures: String,
    pub owner: Option<PersonId>,
    /// Persons besides direction who may read and write it.
    #[serde(default)]
    pub named: Vec<PersonId>,
    #[serde(default)]
    pub status: ReportStatus,
}
