//! Whether an operation is taken into the log: who may write it, its bounds, and whether it makes sense against the
//! records as they are. The device asks the same of `domain` before it writes.

use crate::{
    body::Body,
    fold::{Entity, State},
    op::{BODY_BYTES_MAX, EntityRef, Op, SALT_BYTES},
    plan::Pusher,
};
use domain::{
    Day, Refusal,
    campaign::Campaign,
    day,
    entity::{self, EntityKind, Fields, LINE_MAX, MANY_MAX, NOTE_MAX, Shape, shape},
    ids::OpId,
    questionnaire::{Questionnaire, compatible},
    role::Permission,
};
use serde_json::Value;

/// `latest` is the last day that anybody can call today; none when somebody decides that it may be taken.
pub(crate) fn accept(
    state: &State,
    pusher: Pusher,
    op: &Op,
    latest: Option<Day>,
) -> Result<(), Refusal> {
    if op.body.len() > BODY_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    if op.salt.len() != SALT_BYTES {
        return Err(Refusal::Malformed);
    }
    // Work done under one sign-in is never taken as another person's, nor one device's as another's.
    if op.actor != pusher.person || op.device != pusher.device {
        return Err(Refusal::Forbidden);
    }
    if pusher.withdrawn {
        return Err(Refusal::AccessWithdrawn);
    }
    let record = state.get(op.entity);
    let named =
        record.is_some_and(|record| entity::names(op.entity.kind, &record.values(), pusher.person));
    if !named {
        entity::allowed(pusher.role, op.entity.kind)?;
    }
    let body = match Body::decode(op) {
        Ok(body) => body,
        // From a newer program: kept and passed on.
        Err(Refusal::UnknownKind) => return Ok(()),
        Err(refusal) => return Err(refusal),
    };
    if let Body::Create { fields } = &body {
        check_new(state, op.entity, fields)?;
        return latest.map_or(Ok(()), |day| {
            entity::check_past(op.entity.kind, fields, day)
        });
    }
    let record = record.ok_or(Refusal::UnknownReference)?;
    if let (Body::Set { field, value }, Some(latest)) = (&body, latest)
        && field == "day"
    {
        let mut next = record.values();
        next.insert(field.clone(), value.clone());
        entity::check_past(op.entity.kind, &next, latest)?;
    }
    if named && decides_on_readers(&body) && !pusher.role.may(Permission::Reports) {
        return Err(Refusal::Forbidden);
    }
    check_change(record, op, &body)
}

/// The last day that anybody can call today at this moment, RFC 3339: zones are up to fourteen hours ahead.
pub(crate) fn latest(received_at: &str) -> Option<Day> {
    let day = day::read(received_at.get(..10)?)?;
    day.tomorrow().ok()
}

fn check_new(state: &State, at: EntityRef, fields: &Fields) -> Result<(), Refusal> {
    if at.kind == EntityKind::Answer {
        return Err(Refusal::Forbidden);
    }
    if state.get(at).is_some() {
        return Err(Refusal::AlreadyExists);
    }
    entity::check(at.kind, fields)?;
    if at.kind == EntityKind::Questionnaire {
        return check_version(state, fields);
    }
    check_references(state, at.kind, fields)?;
    if at.kind == EntityKind::Campaign {
        return check_privacy(state, fields);
    }
    Ok(())
}

/// Whoever is named in a report writes it, but does not choose who else reads it or whether it stays.
fn decides_on_readers(body: &Body) -> bool {
    match body {
        Body::Set { field, .. }
        | Body::Resolve { field, .. }
        | Body::Text { field, .. }
        | Body::Add { field, .. }
        | Body::Remove { field, .. } => field == "named",
        Body::Delete | Body::Restore => true,
        Body::Create { .. } | Body::Comment { .. } | Body::Event { .. } => false,
    }
}

fn check_change(record: &Entity, op: &Op, body: &Body) -> Result<(), Refusal> {
    let kind = op.entity.kind;
    match body {
        Body::Create { .. } => Err(Refusal::AlreadyExists),
        Body::Set { field, value } => {
            let seen = as_seen(record, op.base, field);
            as_proposal(entity::check_set(kind, &seen, field, value))
        }
        Body::Resolve {
            field, value, over, ..
        } => as_proposal(check_decision(record, kind, op.base, field, value, over)),
        Body::Text { field, value, from } => {
            of_shape(kind, field, Shape::Text)?;
            fits(from, NOTE_MAX)?;
            let value = Value::String(value.clone());
            entity::check_set(kind, &record.values(), field, &value)
        }
        Body::Add { field, item } => check_add(record, kind, field, item),
        Body::Remove { field, item, adds } => {
            of_shape(kind, field, Shape::Set)?;
            fits(item, LINE_MAX)?;
            fits_many(adds.len())
        }
        Body::Comment { text } => filled(text).and_then(|()| fits(text, NOTE_MAX)),
        Body::Event { fields } => {
            fits_many(record.events.len() + 1)?;
            entity::check_event(kind, fields)
        }
        Body::Delete if op.base.is_none() => Err(Refusal::Malformed),
        Body::Delete | Body::Restore => {
            let deletable = entity::deletable(kind);
            deletable.then_some(()).ok_or(Refusal::Frozen)
        }
    }
}

/// A move that the status machine does not know is kept beside the value.
fn as_proposal(checked: Result<(), Refusal>) -> Result<(), Refusal> {
    match checked {
        Err(Refusal::IllegalMove) => Ok(()),
        checked => checked,
    }
}

fn check_add(record: &Entity, kind: EntityKind, field: &str, item: &str) -> Result<(), Refusal> {
    of_shape(kind, field, Shape::Set)?;
    filled(item)?;
    fits(item, LINE_MAX)?;
    let found = record.fields.get(field);
    let mut items = found.map(|found| found.additions()).unwrap_or_default();
    let adds = items.entry(item.to_owned()).or_default();
    fits_many(adds.len() + 1)?;
    let whole = items.into_keys().map(Value::String).collect();
    entity::check_set(kind, &record.values(), field, &whole)
}

/// The record's values, with the field as its author saw it: a move that was legal from there contends with what came
/// in between, it is not refused for it.
fn as_seen(record: &Entity, base: Option<OpId>, field: &str) -> Fields {
    let mut values = record.values();
    let seen = base.and_then(|base| record.value_after(field, base));
    if let Some(value) = seen {
        values.insert(field.to_owned(), value.clone());
    }
    values
}

/// Whether `value` may settle a field: the server asks, and the device before it writes. `base` and `over` name what was
/// to choose between; each of those was legal where it was written, so any of them may be kept, whatever was decided or
/// changed meanwhile. A proposal, and any other value, must be legal from the accepted one.
pub fn check_decision(
    record: &Entity,
    kind: EntityKind,
    base: Option<OpId>,
    field: &str,
    value: &Value,
    over: &[OpId],
) -> Result<(), Refusal> {
    if record.was_offered(base, field, value, over) {
        return Ok(());
    }
    entity::check_set(kind, &as_seen(record, base, field), field, value)
}

/// One version of a questionnaire is published once, its answers can be counted with those to the others, and no campaign
/// that asks it already is kept from asking it.
fn check_version(state: &State, fields: &Fields) -> Result<(), Refusal> {
    let new: Questionnaire = entity::read(fields)?;
    // By its field before anything is read: an organisation may have many, and each is long.
    let key = fields.get("key");
    let same = state.entities.iter().filter(|(at, record)| {
        let known = record.fields.get("key").map(|field| &field.value);
        at.kind == EntityKind::Questionnaire && known == key
    });
    let mut same = same.filter_map(|(_, record)| entity::read(&record.values()).ok());
    same.try_for_each(|known: Questionnaire| {
        if known.version == new.version {
            return Err(Refusal::AlreadyExists);
        }
        let comparable = compatible(&known, &new).is_empty();
        comparable.then_some(()).ok_or(Refusal::Frozen)
    })?;
    check_askers(state, &new)
}

/// Whether every campaign that names a version may ask what it asks: one may have come before it.
fn check_askers(state: &State, version: &Questionnaire) -> Result<(), Refusal> {
    if !version.asks_to_sign() {
        return Ok(());
    }
    let reference = serde_json::json!(version.reference());
    let asking = state.entities.iter().filter(|(at, record)| {
        let asked = record.fields.get("questionnaire").map(|field| &field.value);
        at.kind == EntityKind::Campaign && asked == Some(&reference)
    });
    let mut asking = asking.filter_map(|(_, record)| entity::read(&record.values()).ok());
    asking.try_for_each(|campaign: Campaign| campaign.may_ask(version))
}

/// Whether a campaign may ask what its questionnaire asks. Those that come with the program ask nobody to sign.
fn check_privacy(state: &State, fields: &Fields) -> Result<(), Refusal> {
    let campaign: Campaign = entity::read(fields)?;
    let asked = serde_json::json!(campaign.questionnaire);
    let same = |record: &Entity| {
        let value = |field| record.fields.get(field).map(|known| &known.value);
        value("key") == asked.get("key") && value("version") == asked.get("version")
    };
    let mut all = state.entities.iter();
    let found = all.find(|(at, record)| at.kind == EntityKind::Questionnaire && same(record));
    let questionnaire = found.and_then(|(_, record)| entity::read(&record.values()).ok());
    questionnaire.map_or(Ok(()), |asked: Questionnaire| campaign.may_ask(&asked))
}

/// Whether the records that a new one points at exist.
fn check_references(state: &State, kind: EntityKind, fields: &Fields) -> Result<(), Refusal> {
    let (parent, field) = match kind {
        EntityKind::Session => (EntityKind::Service, "service"),
        EntityKind::Campaign | EntityKind::Case | EntityKind::Report | EntityKind::Feedback => {
            (EntityKind::Session, "session")
        }
        EntityKind::Solicitation => (EntityKind::Campaign, "campaign"),
        _ => return Ok(()),
    };
    let id = match fields.get(field) {
        // Only cases, reports and feedback read as a whole without one.
        None | Some(Value::Null) => return Ok(()),
        Some(id) => id.as_str().and_then(|id| id.parse().ok()),
    };
    let id = id.ok_or(Refusal::Malformed)?;
    let found = state.get(EntityRef { kind: parent, id }).is_some();
    found.then_some(()).ok_or(Refusal::UnknownReference)
}

fn of_shape(kind: EntityKind, field: &str, wanted: Shape) -> Result<(), Refusal> {
    let fits = shape(kind, field) == wanted;
    fits.then_some(()).ok_or(Refusal::UnknownField)
}

fn filled(text: &str) -> Result<(), Refusal> {
    let filled = !text.trim().is_empty();
    filled.then_some(()).ok_or(Refusal::Required)
}

fn fits(text: &str, max: usize) -> Result<(), Refusal> {
    let fits = text.chars().count() <= max;
    fits.then_some(()).ok_or(Refusal::TooLong)
}

fn fits_many(count: usize) -> Result<(), Refusal> {
    (count <= MANY_MAX).then_some(()).ok_or(Refusal::TooLong)
}
