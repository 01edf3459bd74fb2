//! Sessions from a table.

use super::{Mapped, Table};
use crate::{Day, service::ServiceKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fields a column can feed, in the order they are offered.
pub const SESSION_FIELDS: [&str; 12] = [
    "service",
    "kind",
    "title",
    "starts",
    "ends",
    "site",
    "trainer",
    "company",
    "funder",
    "subcontracted_for",
    "headcount",
    "absent",
];

/// Field name to column number.
pub type SessionMapping = BTreeMap<String, u32>;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ImportedSession {
    /// Title of the service; created when no service of that title and kind exists.
    pub service: String,
    pub kind: ServiceKind,
    pub title: String,
    pub starts: Day,
    pub ends: Day,
    pub site: String,
    pub trainer: String,
    pub company: String,
    pub funder: String,
    pub subcontracted_for: String,
    pub headcount: u32,
    pub absent: u32,
}

/// The mapping a person would most likely choose, from the wording of headers.
pub fn guess_sessions(_table: &Table) -> SessionMapping {
    SessionMapping::new()
}

/// Reads every row. A row with one bad cell is not taken; it is named with the cell.
pub fn map_sessions(_table: &Table, _mapping: &SessionMapping) -> Mapped<ImportedSession> {
    Mapped {
        good: Vec::new(),
        bad: Vec::new(),
    }
}
