//! `fold(log)`: operations into records. One pure function for server and devices. Values that lose a race are kept as
//! contenders beside the accepted one until somebody resolves them.
//!
//! What a released version makes of an operation never changes: old logs must give the same records everywhere. A new
//! rule is a new version of a kind.

mod entity;
mod field;
mod set;
mod text;

pub use entity::{Change, Deletion, Entity, Event, Remark, What};
pub use field::{Author, Contender, Field};

use crate::{
    body::Body,
    op::{EntityRef, Op, Stamp},
};
use domain::{
    entity::Fields,
    ids::{DeviceId, PersonId},
};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

/// All records, and how far the log was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    /// Shared with copies of the state until one of them changes a record: a device shows its own work on a copy.
    pub entities: BTreeMap<EntityRef, Arc<Entity>>,
    pub seq: u64,
}

/// What applying an operation did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    Applied,
    /// Kept, and somebody has to decide: another value was there first, a move the status machine does not know, or a
    /// deletion that did not see the last edits.
    Contended,
    /// Stored and passed on, without meaning to this version or without a record to act on.
    Inert,
}

impl State {
    /// Applies the next operation of the log, or (without a stamp) one of this device's own pending ones.
    pub fn apply(&mut self, op: &Op, stamp: Option<&Stamp>) -> Effect {
        if let Some(stamp) = stamp {
            self.seq = stamp.seq;
        }
        let by = Author {
            op: op.id,
            actor: op.actor,
            received_at: stamp.map(|stamp| stamp.received_at.clone()),
            wall_ms: op.wall_ms,
            tablet: (op.actor == PersonId::SERVER && op.device != DeviceId::SERVER)
                .then_some(op.device),
        };
        let Ok(body) = Body::decode(op) else {
            return Effect::Inert;
        };
        if let Body::Create { fields } = body {
            return self.create(op.entity, fields, by);
        }
        match self.entities.get_mut(&op.entity) {
            Some(entity) => Arc::make_mut(entity).apply(op, body, by),
            None => Effect::Inert,
        }
    }

    /// The operation that made a record was reduced to `op`: what it wrote is from here on what it would have written so.
    pub fn reduce(&mut self, op: &Op) {
        if let (Ok(Body::Create { fields }), Some(entity)) =
            (Body::decode(op), self.entities.get_mut(&op.entity))
        {
            Arc::make_mut(entity).reduce(op, fields);
        }
    }

    pub fn get(&self, entity: EntityRef) -> Option<&Entity> {
        self.entities.get(&entity).map(AsRef::as_ref)
    }

    fn create(&mut self, at: EntityRef, fields: Fields, by: Author) -> Effect {
        // Ids are random: a second creation is a replay of another log, never a newer record.
        if self.entities.contains_key(&at) {
            return Effect::Inert;
        }
        let mut entity = Entity::default();
        for (name, value) in &fields {
            let field = Field::new(value.clone(), by.clone());
            entity.fields.insert(name.clone(), field);
        }
        let created = Change::new(What::Created, None, Value::Object(fields), by);
        entity.history.push(created);
        self.entities.insert(at, Arc::new(entity));
        Effect::Applied
    }
}
