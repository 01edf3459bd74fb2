//! What kind of value a field holds, and so by which operations people change it together.

use super::EntityKind;
use crate::{
    action::ActionStatus, attachment::Attachment, campaign::CampaignStatus, case::CaseStatus,
    report::ReportStatus,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// One value: the later author decides, or both contend.
    Value,
    /// A long text, merged sentence by sentence.
    Text,
    /// A set of short texts, added and removed one by one.
    Set,
    /// Moved by a status machine.
    Status,
}

/// The one table. A field it does not name is a value.
pub fn shape(kind: EntityKind, field: &str) -> Shape {
    match (kind, field) {
        (
            EntityKind::Action | EntityKind::Campaign | EntityKind::Case | EntityKind::Report,
            "status",
        ) => Shape::Status,
        (EntityKind::Action, "description" | "expected_result" | "criterion")
        | (EntityKind::Case, "description" | "cause" | "correction" | "reply" | "lesson")
        | (EntityKind::Report, "narrative" | "measures")
        | (EntityKind::Feedback, "summary") => Shape::Text,
        (EntityKind::Action | EntityKind::Feedback, Attachment::FIELD)
        | (EntityKind::Case, "actions")
        | (EntityKind::Report, "named") => Shape::Set,
        _ => Shape::Value,
    }
}

/// Whether the status machine knows the way from one value of a field to another. True for fields without one, and for
/// what is no status at all. The fold asks it: a way once known stays known.
pub fn may_move(kind: EntityKind, field: &str, from: &Value, to: &Value) -> bool {
    if shape(kind, field) != Shape::Status {
        return true;
    }
    match kind {
        EntityKind::Action => knows(from, to, ActionStatus::next),
        EntityKind::Case => knows(from, to, CaseStatus::next),
        EntityKind::Report => knows(from, to, ReportStatus::next),
        EntityKind::Campaign => knows(from, to, CampaignStatus::next),
        _ => true,
    }
}

fn knows<S: DeserializeOwned + Copy + PartialEq + 'static>(
    from: &Value,
    to: &Value,
    next: fn(S) -> &'static [S],
) -> bool {
    let read = |value: &Value| S::deserialize(value).ok();
    match (read(from), read(to)) {
        (Some(from), Some(to)) => from == to || next(from).contains(&to),
        _ => true,
    }
}
