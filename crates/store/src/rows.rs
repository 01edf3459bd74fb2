//! What all rows have: keys of one id or two, names of unit variants, and what is said of damage.

use crate::StoreError;
use serde::{Serialize, de::DeserializeOwned};
use surrealdb::types::{Array, RecordId, RecordIdKey, Uuid as RowUuid, Value};
use uuid::Uuid;

pub(crate) fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(what.to_owned())
}

pub(crate) fn uuid_id(table: &str, id: Uuid) -> RecordId {
    RecordId::new(table, RowUuid::from(id))
}

pub(crate) fn uuid_of(id: &RecordId) -> Result<Uuid, StoreError> {
    match &id.key {
        RecordIdKey::Uuid(uuid) => Ok((*uuid).into()),
        _ => Err(damaged("a record key is not a UUID")),
    }
}

pub(crate) fn pair_id(table: &str, one: Uuid, other: Uuid) -> RecordId {
    let key = Array::from(vec![Value::Uuid(one.into()), Value::Uuid(other.into())]);
    RecordId::new(table, key)
}

/// The name of a unit variant, as on the wire.
pub(crate) fn name_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        // A unit variant serialises to its name.
        _ => String::new(),
    }
}

pub(crate) fn named<T: DeserializeOwned>(name: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|_| StoreError::Damaged(format!("unknown name {name}")))
}
