//! I5: nothing accepted is overwritten unseen. Judged from the log's operations and the records they make, by rules of its
//! own: what was written is there, or stands beside what is, or was before the eyes of whoever replaced it.

use crate::{
    checks::{Breaches, fold},
    invent::{SET, TEXT, text_of},
    shelf::Tables,
};
use domain::ids::OpId;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use sync::{Body, Entity, EntityRef, Op, fold::Field};

pub(crate) fn silent_overwrites(tables: &Tables) -> Breaches {
    let state = fold(&tables.ops);
    let mut by_record: BTreeMap<EntityRef, Vec<(&Op, Body)>> = BTreeMap::new();
    for stored in &tables.ops {
        if let Ok(body) = Body::decode(&stored.op) {
            let of_record = by_record.entry(stored.op.entity).or_default();
            of_record.push((&stored.op, body));
        }
    }
    let mut breaches = Vec::new();
    for (at, ops) in by_record {
        let Some(record) = state.get(at) else {
            continue;
        };
        breaches.extend(values(record, &ops));
        breaches.extend(texts(record, &ops));
        breaches.extend(items(record, &ops));
        breaches.extend(remarks(record, &ops));
        breaches.extend(deletions(record, &ops));
    }
    breaches
}

/// One write of a field: what it was made from, and what it knowingly closes.
struct Write<'a> {
    op: OpId,
    base: Option<OpId>,
    over: &'a [OpId],
    value: &'a Value,
}

fn values(record: &Entity, ops: &[(&Op, Body)]) -> Breaches {
    let mut writes: BTreeMap<&str, Vec<Write<'_>>> = BTreeMap::new();
    for (op, body) in ops {
        let mut add = |field, value, over| {
            let (op, base) = (op.id, op.base);
            let of_field = writes.entry(field).or_default();
            of_field.push(Write {
                op,
                base,
                over,
                value,
            });
        };
        match body {
            Body::Create { fields } => fields
                .iter()
                .for_each(|(field, value)| add(field, value, &[])),
            Body::Set { field, value } => add(field, value, &[]),
            Body::Resolve {
                field, value, over, ..
            } => add(field, value, over),
            _ => {}
        }
    }
    // Long texts and sets are merged, and judged below.
    writes.retain(|name, _| ![TEXT, SET].contains(name));
    let mut breaches = Vec::new();
    for (name, writes) in writes {
        let Some(field) = record.fields.get(name) else {
            continue;
        };
        let shown = |write: &Write<'_>| {
            field.value == *write.value || beside(field).any(|value| value == write.value)
        };
        let value_of = |op: OpId| {
            writes
                .iter()
                .find(|write| write.op == op)
                .map(|write| write.value)
        };
        let seen = |write: &Write<'_>| {
            writes.iter().any(|later| {
                later.over.contains(&write.op) || later.base.and_then(value_of) == Some(write.value)
            })
        };
        for write in writes.iter().filter(|write| !shown(write) && !seen(write)) {
            breaches.push(format!(
                "I5 {} of {name} was overwritten by somebody who had not seen it",
                write.op
            ));
        }
    }
    breaches
}

fn beside(field: &Field) -> impl Iterator<Item = &Value> {
    field.others().map(|other| &other.value)
}

/// Every sentence that somebody wrote.
fn texts(record: &Entity, ops: &[(&Op, Body)]) -> Breaches {
    let Some(field) = record.fields.get(TEXT) else {
        return Vec::new();
    };
    let mut shown = text_of(field);
    for other in beside(field) {
        shown.push_str(other.as_str().unwrap_or_default());
    }
    // What anybody had before them when they wrote, and what they decided over.
    let mut seen = String::new();
    let mut over: BTreeSet<OpId> = BTreeSet::new();
    for (_, body) in ops {
        match body {
            Body::Text { from, .. } => seen.push_str(from),
            Body::Resolve {
                from, over: ids, ..
            } => {
                seen.push_str(from.as_deref().unwrap_or_default());
                over.extend(ids);
            }
            _ => {}
        }
    }
    let mut breaches = Vec::new();
    for (op, body) in ops {
        let Body::Text { value, from, .. } = body else {
            continue;
        };
        let new = value
            .split_inclusive(". ")
            .filter(|one| !from.contains(one));
        for sentence in new {
            if !shown.contains(sentence) && !seen.contains(sentence) && !over.contains(&op.id) {
                breaches.push(format!(
                    "I5 {} wrote “{sentence}”, which nobody has seen",
                    op.id
                ));
            }
        }
    }
    breaches
}

/// An item stays while one of its additions was not named by a removal.
fn items(record: &Entity, ops: &[(&Op, Body)]) -> Breaches {
    let removed: BTreeSet<OpId> = ops
        .iter()
        .filter_map(|(_, body)| match body {
            Body::Remove { adds, .. } => Some(adds),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    let held = record.fields.get(SET).map(Field::additions);
    let held = held.unwrap_or_default();
    let added = ops.iter().filter_map(|(op, body)| match body {
        Body::Add { item, .. } => Some((op.id, item)),
        _ => None,
    });
    added
        .filter(|(id, item)| !removed.contains(id) && !held.contains_key(*item))
        .map(|(id, _)| format!("I5 {id} added an item that nobody removed, and it is gone"))
        .collect()
}

/// Comments and events are only ever added, once.
fn remarks(record: &Entity, ops: &[(&Op, Body)]) -> Breaches {
    let said = ops
        .iter()
        .filter(|(_, body)| matches!(body, Body::Comment { .. } | Body::Event { .. }));
    let shown = |id: OpId| {
        let comments = record.comments.iter().map(|comment| comment.by.op);
        let events = record.events.iter().map(|event| event.by.op);
        comments.chain(events).filter(|op| *op == id).count()
    };
    said.filter(|(op, _)| shown(op.id) != 1)
        .map(|(op, _)| {
            format!(
                "I5 {} was said once and is shown {} times",
                op.id,
                shown(op.id)
            )
        })
        .collect()
}

/// A record is deleted when that came last, and then tells what its deletion had not seen.
fn deletions(record: &Entity, ops: &[(&Op, Body)]) -> Breaches {
    let mut deleted = false;
    let mut unseen: Vec<OpId> = Vec::new();
    for (op, body) in ops {
        match body {
            Body::Delete => deleted = true,
            Body::Restore => {
                deleted = false;
                unseen.clear();
            }
            Body::Create { .. } => {}
            _ if deleted => unseen.push(op.id),
            _ => {}
        }
    }
    let told: BTreeSet<OpId> = record
        .deleted
        .iter()
        .flat_map(|deletion| &deletion.later)
        .map(|by| by.op)
        .collect();
    let mut breaches = Vec::new();
    if deleted != record.deleted.is_some() {
        breaches
            .push("I5 a record is deleted that should not be, or the other way round".to_owned());
    }
    if let Some(op) = unseen.iter().find(|op| !told.contains(op)) {
        breaches.push(format!(
            "I5 {op} came after a deletion, which does not tell of it"
        ));
    }
    breaches
}
