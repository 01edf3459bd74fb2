//! Records of the log: what kinds there are, and whether a set of fields or one new value makes sense for a kind.
//! The device asks before it writes; the server asks again before it stores.

mod kind;
mod shape;
#[cfg(test)]
mod tests;

pub use kind::{EntityKind, OtherKind};
pub use shape::{Shape, may_move, shape};

use crate::{
    Day, Refusal,
    action::Action,
    answer::ReleasedAnswer,
    calendar::cadence::Calendar,
    campaign::{Campaign, Privacy},
    case::{Case, CaseEvent},
    day,
    draft::Draft,
    feedback::Feedback,
    ids::PersonId,
    questionnaire::{Published, problems, writing::is_key},
    report::Report,
    role::Role,
    service::Service,
    session::Session,
    solicitation::Solicitation,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// Fields of a record by name, as on the wire.
pub type Fields = Map<String, Value>;

/// Longest one-line text field, in characters.
pub const LINE_MAX: usize = 300;
/// Longest text field, in characters.
pub const NOTE_MAX: usize = 8_000;
/// Most items of a set, and most events of a record.
pub const MANY_MAX: usize = 200;
/// Most reminders of a campaign.
const REMINDERS_MAX: usize = 20;

/// The typed view of a record.
///
/// # Errors
/// `Malformed` when a field is missing or of the wrong type.
pub fn read<T: DeserializeOwned>(fields: &Fields) -> Result<T, Refusal> {
    serde_json::from_value(Value::Object(fields.clone())).map_err(|_| Refusal::Malformed)
}

/// The wire fields of a typed record.
pub fn fields<T: Serialize>(record: &T) -> Fields {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        // Records are plain structs with string keys: they always serialise to an object.
        _ => Fields::new(),
    }
}

/// Whether `fields` make a whole record of `kind`.
pub fn check(kind: EntityKind, fields: &Fields) -> Result<(), Refusal> {
    check_lengths(kind, fields)?;
    match kind {
        EntityKind::Service => {
            let service: Service = read(fields)?;
            filled(&service.title)
        }
        EntityKind::Session => read::<Session>(fields)?.check(),
        EntityKind::Questionnaire => {
            let version: Published = read(fields)?;
            let fits = version.questionnaire.fits();
            fits.then_some(()).ok_or(Refusal::TooLong)?;
            // Keys of templates have points: an own one is never taken for one of them.
            let named = is_key(&version.questionnaire.key);
            let sound = named && problems(&version.questionnaire).is_empty();
            sound.then_some(()).ok_or(Refusal::Malformed)
        }
        EntityKind::Draft => read::<Draft>(fields)?.check(),
        EntityKind::Campaign => {
            let campaign: Campaign = read(fields)?;
            day::check(campaign.opens)?;
            day::check(campaign.closes)?;
            if campaign.closes < campaign.opens {
                return Err(Refusal::DatesReversed);
            }
            if campaign.privacy == Privacy::Nominatif {
                filled(&campaign.privacy_reason)?;
            }
            if campaign.reminders.len() > REMINDERS_MAX {
                return Err(Refusal::TooLong);
            }
            filled(&campaign.link)
        }
        EntityKind::Action => {
            let action: Action = read(fields)?;
            filled(&action.title)?;
            action.due.map_or(Ok(()), day::check)?;
            if action.can_be(action.status) {
                Ok(())
            } else {
                Err(Refusal::CriterionNeeded)
            }
        }
        EntityKind::Answer => {
            let answer: ReleasedAnswer = read(fields)?;
            answer.excluded.map_or(Ok(()), |excluded| {
                filled(&excluded.reason)?;
                fits(&excluded.reason, LINE_MAX)
            })
        }
        EntityKind::Case => filled(&read::<Case>(fields)?.title),
        EntityKind::Report => read::<Report>(fields).map(|_| ()),
        EntityKind::Calendar => read::<Calendar>(fields)?.check(),
        EntityKind::Solicitation => read::<Solicitation>(fields)?.check(),
        EntityKind::Feedback => {
            let feedback: Feedback = read(fields)?;
            day::check(feedback.day)?;
            filled(&feedback.summary)
        }
        // Nobody writes one.
        EntityKind::Erasure | EntityKind::Other(_) => Err(Refusal::UnknownKind),
    }
}

/// Whether what a record tells of has happened by `today`, where that is what it must do.
///
/// # Errors
/// `DayToCome`; `Malformed` for fields that make no record.
pub fn check_past(kind: EntityKind, fields: &Fields, today: Day) -> Result<(), Refusal> {
    match kind {
        EntityKind::Feedback => read::<Feedback>(fields)?.check_heard(today),
        _ => Ok(()),
    }
}

/// Whether `fields` make a line of what happened to a record of `kind`.
pub fn check_event(kind: EntityKind, fields: &Fields) -> Result<(), Refusal> {
    if !matches!(kind, EntityKind::Case | EntityKind::Report) {
        return Err(Refusal::UnknownField);
    }
    fits(&read::<CaseEvent>(fields)?.text, NOTE_MAX)
}

/// Whether one field of a record may take `value`. `current` are the record's fields before the change. A record that
/// decisions of several people left at odds with itself (an end before its start) stays open to every other change.
pub fn check_set(
    kind: EntityKind,
    current: &Fields,
    field: &str,
    value: &Value,
) -> Result<(), Refusal> {
    if frozen(kind, field) {
        return Err(Refusal::Frozen);
    }
    let mut next = current.clone();
    next.insert(field.to_owned(), value.clone());
    let from = current.get(field).unwrap_or(&Value::Null);
    if !may_move(kind, field, from, value) {
        return Err(Refusal::IllegalMove);
    }
    match check(kind, &next) {
        Err(refusal) if refusal != Refusal::Malformed && check(kind, current) == Err(refusal) => {
            Ok(())
        }
        checked => checked,
    }
}

/// Whether a record of this kind can be deleted: nothing else points at it.
pub fn deletable(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Action
            | EntityKind::Case
            | EntityKind::Report
            | EntityKind::Draft
            | EntityKind::Feedback
    )
}

/// Whether a record names this person, who may then read and write it whatever their role.
pub fn names(kind: EntityKind, fields: &Fields, person: PersonId) -> bool {
    let named = || read::<Report>(fields).is_ok_and(|report| report.named.contains(&person));
    kind == EntityKind::Report && named()
}

/// Whether `role` may make this change at all.
pub fn allowed(role: Role, kind: EntityKind) -> Result<(), Refusal> {
    match kind.permission() {
        Some(permission) if role.may(permission) => Ok(()),
        Some(_) => Err(Refusal::Forbidden),
        None => Err(Refusal::UnknownKind),
    }
}

/// Fields that never change once written.
fn frozen(kind: EntityKind, field: &str) -> bool {
    match kind {
        EntityKind::Questionnaire | EntityKind::Solicitation | EntityKind::Erasure => true,
        EntityKind::Answer => field != "excluded",
        EntityKind::Campaign => !matches!(
            field,
            "status" | "called_off" | "opens" | "reminders" | "closes"
        ),
        EntityKind::Calendar => field == "kind",
        EntityKind::Action => matches!(field, "source" | "opened"),
        EntityKind::Session => field == "service",
        EntityKind::Case | EntityKind::Report => field == "received",
        EntityKind::Draft => field == "base",
        EntityKind::Service | EntityKind::Feedback | EntityKind::Other(_) => false,
    }
}

fn filled(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        Err(Refusal::Required)
    } else {
        Ok(())
    }
}

fn check_lengths(kind: EntityKind, fields: &Fields) -> Result<(), Refusal> {
    for (name, value) in fields {
        let long = shape(kind, name) == Shape::Text || name == "privacy_reason" || name == "note";
        let max = if long { NOTE_MAX } else { LINE_MAX };
        value.as_str().map_or(Ok(()), |text| fits(text, max))?;
        let items = value.as_array().map_or(0, Vec::len);
        if shape(kind, name) == Shape::Set && items > MANY_MAX {
            return Err(Refusal::TooLong);
        }
    }
    Ok(())
}

fn fits(text: &str, max: usize) -> Result<(), Refusal> {
    if text.chars().count() > max {
        Err(Refusal::TooLong)
    } else {
        Ok(())
    }
}
