//! Row shapes of people and mail, and their conversion by hand.

use super::contact::{Known, Membership};
use crate::StoreError;
use domain::{
    contact::Contact,
    ids::{ContactId, SessionId},
};
use serde::{Serialize, de::DeserializeOwned};
use std::ops::Bound;
use surrealdb::types::{
    Array, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Uuid as RowUuid, Value,
};
use uuid::Uuid;

pub(super) fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(what.to_owned())
}

pub(super) fn contact_id(id: ContactId) -> RecordId {
    RecordId::new("contact", RowUuid::from(id.0))
}

pub(super) fn key_of(id: &RecordId) -> Result<Uuid, StoreError> {
    match &id.key {
        RecordIdKey::Uuid(uuid) => Ok((*uuid).into()),
        _ => Err(damaged("a record key is not a UUID")),
    }
}

/// The first two ids that a key is made of.
pub(super) fn pair_of(id: &RecordId) -> Result<(Uuid, Uuid), StoreError> {
    let parts = match &id.key {
        RecordIdKey::Array(parts) => (parts.first(), parts.get(1)),
        _ => (None, None),
    };
    match parts {
        (Some(Value::Uuid(one)), Some(Value::Uuid(other))) => Ok(((*one).into(), (*other).into())),
        _ => Err(damaged("a record key is not two UUIDs")),
    }
}

pub(super) fn pair_id(table: &str, one: Uuid, other: Uuid) -> RecordId {
    let key = Array::from(vec![Value::Uuid(one.into()), Value::Uuid(other.into())]);
    RecordId::new(table, key)
}

/// All rows of a table whose key begins with this id.
pub(super) fn range_of(table: &str, one: Uuid) -> RecordId {
    let first = Value::Uuid(one.into());
    let key = |parts: Vec<Value>| RecordIdKey::Array(Array::from(parts));
    let range = RecordIdKeyRange {
        start: Bound::Included(key(vec![first.clone()])),
        // A list is greater than any id or text.
        end: Bound::Excluded(key(vec![first, Value::Array(Array::default())])),
    };
    RecordId::new(table, range)
}

/// The name of a unit variant, as on the wire.
pub(super) fn name_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        // A unit variant serialises to its name.
        _ => String::new(),
    }
}

pub(super) fn named<T: DeserializeOwned>(name: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|_| StoreError::Damaged(format!("unknown name {name}")))
}

#[derive(SurrealValue)]
pub(super) struct MembershipRow {
    session: RowUuid,
    import: Option<RowUuid>,
}

impl MembershipRow {
    pub(super) fn of(of: &Membership) -> Self {
        Self {
            session: of.session.0.into(),
            import: of.import.map(RowUuid::from),
        }
    }
}

#[derive(SurrealValue)]
pub(super) struct ContactRow {
    id: RecordId,
    name: String,
    email: String,
    lang: String,
    stakeholder: String,
    party: String,
    opted_out: bool,
    bounced: bool,
    minor: bool,
    sessions: Vec<MembershipRow>,
}

impl ContactRow {
    pub(super) fn of(known: &Known) -> Self {
        let contact = &known.contact;
        Self {
            id: contact_id(known.id),
            name: contact.name.clone(),
            email: contact.email.clone(),
            lang: name_of(&contact.lang),
            stakeholder: name_of(&contact.stakeholder),
            party: contact.party.clone(),
            opted_out: contact.opted_out,
            bounced: contact.bounced,
            minor: contact.minor,
            sessions: known.sessions.iter().map(MembershipRow::of).collect(),
        }
    }

    pub(super) fn read(self) -> Result<Known, StoreError> {
        let sessions = self.sessions.into_iter().map(|row| Membership {
            session: SessionId(row.session.into()),
            import: row.import.map(Uuid::from),
        });
        Ok(Known {
            id: ContactId(key_of(&self.id)?),
            sessions: sessions.collect(),
            contact: Contact {
                name: self.name,
                email: self.email,
                lang: named(&self.lang)?,
                stakeholder: named(&self.stakeholder)?,
                party: self.party,
                opted_out: self.opted_out,
                bounced: self.bounced,
                minor: self.minor,
            },
        })
    }
}
