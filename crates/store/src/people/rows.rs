//! Row shapes of people and mail, and their conversion by hand.

use super::contact::{Known, Membership};
use crate::{
    StoreError,
    rows::{damaged, name_of, named, uuid_id, uuid_of},
};
use domain::{
    contact::Contact,
    day,
    ids::{ContactId, SessionId},
};
use std::ops::Bound;
use surrealdb::types::{
    Array, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Uuid as RowUuid, Value,
};
use uuid::Uuid;

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
    refused_on: Option<String>,
    minor: bool,
    sessions: Vec<MembershipRow>,
}

impl ContactRow {
    pub(super) fn of(known: &Known) -> Self {
        let contact = &known.contact;
        Self {
            id: uuid_id("contact", known.id.0),
            name: contact.name.clone(),
            email: contact.email.clone(),
            lang: name_of(&contact.lang),
            stakeholder: name_of(&contact.stakeholder),
            party: contact.party.clone(),
            opted_out: contact.opted_out,
            bounced: contact.bounced,
            refused_on: contact.refused_on.map(day::text),
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
            id: ContactId(uuid_of(&self.id)?),
            sessions: sessions.collect(),
            contact: Contact {
                name: self.name,
                email: self.email,
                lang: named(&self.lang)?,
                stakeholder: named(&self.stakeholder)?,
                party: self.party,
                opted_out: self.opted_out,
                bounced: self.bounced,
                refused_on: self.refused_on.as_deref().and_then(day::read),
                minor: self.minor,
            },
        })
    }
}
