//! What a person decides of a field with several values, made of the record as they see it.

use crate::{
    accept::check_decision,
    body::Body,
    fold::{Entity, Field},
};
use domain::{
    Refusal,
    entity::{self, EntityKind, Shape},
    ids::OpId,
};
use serde_json::Value;

/// A change to write, with the version it is made from.
pub type Change = (Option<OpId>, Body);

/// `value` is the field's from now on; closes the contenders and proposals that it has now.
///
/// # Errors
/// The value makes no sense in this field.
pub fn decide(
    record: &Entity,
    kind: EntityKind,
    field: &str,
    value: Value,
) -> Result<Change, Refusal> {
    let found = record.fields.get(field);
    let others = found.into_iter().flat_map(Field::others);
    let over: Vec<OpId> = others.map(|one| one.by.op).collect();
    // A merged text is not what its author sent: only the words tell what was seen.
    let long = entity::shape(kind, field) == Shape::Text;
    let from = found
        .filter(|_| long)
        .and_then(|field| field.value.as_str());
    let base = record.version(field);
    check_decision(record, kind, base, field, &value, &over)?;
    let body = Body::Resolve {
        field: field.to_owned(),
        value,
        over,
        from: from.map(str::to_owned),
    };
    Ok((base, body))
}

/// The field keeps the value it has, and `remarks` tell what else there was. To be written in one transaction; the remarks
/// come first, so that a push that is cut in the middle closes nothing that is noted nowhere.
///
/// # Errors
/// There is no such field.
pub fn keep_in_remarks(
    record: &Entity,
    kind: EntityKind,
    field: &str,
    remarks: Vec<String>,
) -> Result<Vec<Change>, Refusal> {
    let found = record.fields.get(field).ok_or(Refusal::UnknownReference)?;
    let decision = decide(record, kind, field, found.value.clone())?;
    let noted = remarks.into_iter();
    let noted = noted.map(|text| (None, Body::Comment { text }));
    Ok(noted.chain([decision]).collect())
}
