//! `fold(log)`: operations into records. One pure function for server and devices. Values that lose a race are kept as
//! contenders beside the accepted one until somebody resolves them.

use crate::op::{Body, EntityRef, Op, Stamp};
use domain::{
    entity::Fields,
    ids::{OpId, PersonId},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// All records, and how far the log was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    pub entities: BTreeMap<EntityRef, Entity>,
    pub seq: u64,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entity {
    pub fields: BTreeMap<String, Field>,
    pub comments: Vec<Remark>,
    /// Every accepted or contending write, oldest first.
    pub history: Vec<Change>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    pub value: Value,
    pub by: Author,
    /// Values written from the same base by others; empty when nobody disagrees.
    pub contenders: Vec<Contender>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Contender {
    pub value: Value,
    pub by: Author,
}

/// Who wrote a value, with which operation, when. `received_at` is none while the operation waits on this device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Author {
    pub op: OpId,
    pub actor: PersonId,
    pub received_at: Option<String>,
    pub wall_ms: u64,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Remark {
    pub text: String,
    pub by: Author,
}

/// One line of a record's history. `field` is none for its creation.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    pub field: Option<String>,
    pub before: Option<Value>,
    pub after: Value,
    pub by: Author,
}

/// What applying an operation did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    Applied,
    /// Kept as a contender: someone else's value was there first.
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
        };
        match Body::decode(op) {
            Ok(Body::Create { fields }) => self.create(op.entity, fields, by),
            Ok(Body::Set { field, value }) => self.set(op, &field, value, by),
            Ok(Body::Resolve { field, value, over }) => self.resolve(op, &field, value, &over, by),
            Ok(Body::Comment { text }) => match self.entities.get_mut(&op.entity) {
                Some(entity) => {
                    entity.comments.push(Remark { text, by });
                    Effect::Applied
                }
                None => Effect::Inert,
            },
            Err(_) => Effect::Inert,
        }
    }

    pub fn get(&self, entity: EntityRef) -> Option<&Entity> {
        self.entities.get(&entity)
    }

    fn create(&mut self, at: EntityRef, fields: Fields, by: Author) -> Effect {
        // Ids are random: a second creation is a replay of another log, never a newer record.
        if self.entities.contains_key(&at) {
            return Effect::Inert;
        }
        let mut entity = Entity::default();
        entity.history.push(Change {
            field: None,
            before: None,
            after: Value::Object(fields.clone()),
            by: by.clone(),
        });
        for (name, value) in fields {
            entity.fields.insert(
                name,
                Field {
                    value,
                    by: by.clone(),
                    contenders: Vec::new(),
                },
            );
        }
        self.entities.insert(at, entity);
        Effect::Applied
    }

    fn set(&mut self, op: &Op, name: &str, value: Value, by: Author) -> Effect {
        let Some(entity) = self.entities.get_mut(&op.entity) else {
            return Effect::Inert;
        };
        entity.set(name, value, op.base, by)
    }

    fn resolve(&mut self, op: &Op, name: &str, value: Value, over: &[OpId], by: Author) -> Effect {
        let Some(entity) = self.entities.get_mut(&op.entity) else {
            return Effect::Inert;
        };
        // The decision covers what its author saw: that value and those contenders. A newer value stays in contention.
        let effect = entity.set(name, value, op.base, by);
        if let Some(field) = entity.fields.get_mut(name) {
            field
                .contenders
                .retain(|contender| !over.contains(&contender.by.op));
        }
        effect
    }
}

impl Entity {
    /// Accepted values as a plain record.
    pub fn values(&self) -> Fields {
        self.fields
            .iter()
            .map(|(name, field)| (name.clone(), field.value.clone()))
            .collect()
    }

    /// The operation that wrote a field's value: the `base` of the next edit.
    pub fn version(&self, name: &str) -> Option<OpId> {
        self.fields.get(name).map(|field| field.by.op)
    }

    pub fn in_conflict(&self) -> bool {
        self.fields
            .values()
            .any(|field| !field.contenders.is_empty())
    }

    fn set(&mut self, name: &str, value: Value, base: Option<OpId>, by: Author) -> Effect {
        let Some(field) = self.fields.get_mut(name) else {
            self.remember(name, None, &value, &by);
            self.fields.insert(
                name.to_owned(),
                Field {
                    value,
                    by,
                    contenders: Vec::new(),
                },
            );
            return Effect::Applied;
        };
        let before = field.value.clone();
        // Two people who wrote the same thing agree.
        let clean = base == Some(field.by.op) || field.value == value;
        if clean {
            field.value = value.clone();
            field.by = by.clone();
        } else {
            // A further edit by the author of a contender replaces it: it was made from that value.
            field
                .contenders
                .retain(|contender| base != Some(contender.by.op));
            field.contenders.push(Contender {
                value: value.clone(),
                by: by.clone(),
            });
        }
        self.remember(name, Some(before), &value, &by);
        if clean {
            Effect::Applied
        } else {
            Effect::Contended
        }
    }

    fn remember(&mut self, name: &str, before: Option<Value>, after: &Value, by: &Author) {
        self.history.push(Change {
            field: Some(name.to_owned()),
            before,
            after: after.clone(),
            by: by.clone(),
        });
    }
}
