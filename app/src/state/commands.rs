//! What people do: a change is checked by the domain, written on the device, then shown. The server hears of it later.

use super::{account::Account, log::Log};
use crate::{clock, random, storage::StorageError};
use domain::{
    Refusal,
    entity::{self, EntityKind, Fields},
    ids::OpId,
    remark::remarks,
};
use leptos::prelude::*;
use serde::Serialize;
use serde_json::Value;
use sync::{
    Body, Entity, EntityRef, Field, Op,
    decide::{decide, keep_in_remarks},
    device::steps,
};
use uuid::Uuid;

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The device could not keep it. Nothing changed; what was typed stays in the form.
    #[error(transparent)]
    NotKept(#[from] StorageError),
}

/// The one way to change a record. A context: `use_commands()`.
#[derive(Clone, Copy)]
pub struct Commands {
    pub(super) account: Account,
    pub(super) log: Log,
    /// Told after each write, so that the sync driver sends it soon.
    written: Trigger,
}

pub fn use_commands() -> Commands {
    expect_context()
}

impl Commands {
    pub fn new(account: Account, log: Log) -> Commands {
        Commands {
            account,
            log,
            written: Trigger::new(),
        }
    }

    pub(crate) fn written(self) -> Trigger {
        self.written
    }

    /// Creates a record and returns its id.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn create<T: Serialize>(
        self,
        kind: EntityKind,
        record: &T,
    ) -> Result<Uuid, CommandError> {
        let at = EntityRef { kind, id: new_id() };
        self.create_all(vec![(at, entity::fields(record))]).await?;
        Ok(at.id)
    }

    /// Creates several records in one transaction, under ids the caller made (see [`new_id`]), in order: a later one may
    /// point at an earlier one.
    pub async fn create_all(self, records: Vec<(EntityRef, Fields)>) -> Result<(), CommandError> {
        let mut ops = Vec::with_capacity(records.len());
        for (at, fields) in records {
            entity::allowed(self.account.role(), at.kind)?;
            entity::check(at.kind, &fields)?;
            entity::check_past(at.kind, &fields, clock::today())?;
            ops.push(self.op(at, None, &Body::Create { fields }));
        }
        self.write(ops).await
    }

    /// Sets one field, made from the value now on the screen. Writing the same value again does nothing.
    pub async fn set(
        self,
        at: EntityRef,
        field: &str,
        value: impl Serialize,
    ) -> Result<(), CommandError> {
        let seen = self.log.entity_now(at).ok_or(Refusal::UnknownReference)?;
        let mut changes = Fields::new();
        changes.insert(field.to_owned(), json(value)?);
        self.set_all(at, &seen, changes).await
    }

    /// Sets several fields in one transaction, made from the record as `seen` when the form opened. Fields that keep
    /// their value are left alone; one that somebody else changed meanwhile keeps both values, for somebody to decide.
    pub async fn set_all(
        self,
        at: EntityRef,
        seen: &Entity,
        changes: Fields,
    ) -> Result<(), CommandError> {
        self.write(self.changes(at, seen, changes)?).await
    }

    /// Sets fields of several records in one transaction, made from the values now on the screen.
    pub async fn set_each(self, records: Vec<(EntityRef, Fields)>) -> Result<(), CommandError> {
        let mut ops = Vec::new();
        for (at, changes) in records {
            let seen = self.log.entity_now(at).ok_or(Refusal::UnknownReference)?;
            ops.extend(self.changes(at, &seen, changes)?);
        }
        self.write(ops).await
    }

    fn changes(
        self,
        at: EntityRef,
        seen: &Entity,
        changes: Fields,
    ) -> Result<Vec<Op>, CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        let mut current = seen.values();
        let mut ops = Vec::new();
        for (field, value) in ordered(at.kind, &current, changes) {
            entity::check_set(at.kind, &current, &field, &value)?;
            let base = seen.version(&field);
            let from = current.insert(field.clone(), value.clone());
            if field == "day" {
                entity::check_past(at.kind, &current, clock::today())?;
            }
            let body = edited(at, field, value, from.as_ref().and_then(Value::as_str));
            ops.push(self.op(at, base, &body));
        }
        Ok(ops)
    }

    /// Sets one field, made from the value that `base` wrote, and from the text `from`. When another value came meanwhile
    /// both are kept, for somebody to decide; long texts are merged first.
    pub async fn set_from(
        self,
        at: EntityRef,
        field: &str,
        value: Value,
        base: Option<OpId>,
        from: &str,
    ) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        let record = self.log.entity_now(at).ok_or(Refusal::UnknownReference)?;
        entity::check_set(at.kind, &record.values(), field, &value)?;
        let body = edited(at, field.to_owned(), value, Some(from));
        self.write(vec![self.op(at, base, &body)]).await
    }

    /// Sets a field of a record that is not in this device's log (an answer); `base` is the version it was read with.
    pub async fn set_remote(
        self,
        at: EntityRef,
        field: &str,
        value: impl Serialize,
        base: Option<OpId>,
    ) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        let body = Body::Set {
            field: field.to_owned(),
            value: json(value)?,
        };
        self.write(vec![self.op(at, base, &body)]).await
    }

    /// Sends once more what the server refused and did not keep.
    ///
    /// # Errors
    /// Nothing has changed.
    pub async fn retry(self) -> Result<(), CommandError> {
        steps::retry(&self.log).await?;
        self.written.notify();
        Ok(())
    }

    /// Decides between the values of a field; closes the contenders and proposals it has now.
    pub async fn resolve(
        self,
        at: EntityRef,
        field: &str,
        value: Value,
    ) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        let record = self.log.entity_now(at).ok_or(Refusal::UnknownReference)?;
        let (base, body) = decide(&record, at.kind, field, value)?;
        self.write(vec![self.op(at, base, &body)]).await
    }

    /// Leaves a field the value it has, and notes the others in remarks, in one transaction. `say` words the field as the
    /// decision finds it.
    pub async fn keep_in_remarks(
        self,
        at: EntityRef,
        field: &str,
        say: impl FnOnce(&Field) -> Vec<String>,
    ) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        let record = self.log.entity_now(at).ok_or(Refusal::UnknownReference)?;
        let found = record.fields.get(field).ok_or(Refusal::UnknownField)?;
        let noted = remarks(&say(found));
        let changes = keep_in_remarks(&record, at.kind, field, noted)?.into_iter();
        let ops = changes.map(|(base, body)| self.op(at, base, &body));
        self.write(ops.collect()).await
    }

    /// Adds an item to a set.
    pub async fn add(self, at: EntityRef, field: &str, item: String) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        let field = field.to_owned();
        let op = self.op(at, None, &Body::Add { field, item });
        self.write(vec![op]).await
    }

    /// Takes an item out of a set: the additions that are seen here. One that somebody else makes meanwhile stays.
    pub async fn remove(
        self,
        at: EntityRef,
        field: &str,
        item: String,
    ) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        let record = self.log.entity_now(at).ok_or(Refusal::UnknownReference)?;
        let set = record.fields.get(field);
        let mut additions = set.map(Field::additions).unwrap_or_default();
        let Some(adds) = additions.remove(&item) else {
            return Ok(());
        };
        let field = field.to_owned();
        let op = self.op(at, None, &Body::Remove { field, item, adds });
        self.write(vec![op]).await
    }

    /// Adds a remark under a record.
    pub async fn comment(self, at: EntityRef, text: String) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        if text.trim().is_empty() {
            return Err(Refusal::Required.into());
        }
        if text.chars().count() > entity::NOTE_MAX {
            return Err(Refusal::TooLong.into());
        }
        let op = self.op(at, None, &Body::Comment { text });
        self.write(vec![op]).await
    }

    /// Operations this person made on another device: they go out under this one's numbers.
    pub(super) async fn adopt(self, ops: Vec<Op>) -> Result<(), CommandError> {
        self.write(ops).await
    }

    pub(super) async fn write(self, ops: Vec<Op>) -> Result<(), CommandError> {
        if !ops.is_empty() {
            steps::append(&self.log, ops).await?;
            self.written.notify();
        }
        Ok(())
    }

    pub(super) fn op(self, entity: EntityRef, base: Option<OpId>, body: &Body) -> Op {
        let (id, actor) = (OpId(new_id()), self.account.person());
        Op::made(
            id,
            actor,
            entity,
            base,
            body,
            clock::now_ms(),
            random::bytes(),
        )
    }
}

/// How a field is changed: a long text with what it was edited from, so that others' changes are merged with it.
fn edited(at: EntityRef, field: String, value: Value, from: Option<&str>) -> Body {
    match value {
        Value::String(value) if entity::shape(at.kind, &field) == entity::Shape::Text => {
            let from = from.unwrap_or_default().to_owned();
            Body::Text { field, value, from }
        }
        value => Body::Set { field, value },
    }
}

/// A fresh time-ordered id.
pub fn new_id() -> Uuid {
    domain::ids::ordered_id(clock::now_ms(), random::bytes())
}

fn json(value: impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(value).map_err(|_| Refusal::Malformed)
}

/// The real changes, in an order in which each step is a sensible record too: whichever of the others' order passes.
fn ordered(kind: EntityKind, current: &Fields, changes: Fields) -> Vec<(String, Value)> {
    let mut left: Vec<(String, Value)> = changes
        .into_iter()
        .filter(|(field, value)| current.get(field) != Some(value))
        .collect();
    let mut now = current.clone();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let next = left
            .iter()
            .position(|(field, value)| entity::check_set(kind, &now, field, value).is_ok())
            .unwrap_or(0);
        let (field, value) = left.remove(next);
        now.insert(field.clone(), value.clone());
        order.push((field, value));
    }
    order
}
