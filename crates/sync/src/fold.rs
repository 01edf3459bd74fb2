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
    /// Later operations that wrote this very value: who edits from one of these edits from what is there.
    pub agreed: Vec<OpId>,
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
            Ok(Body::Create { fields }) => self.create(op.entity, fields, &by),
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

    fn create(&mut self, at: EntityRef, fields: Fields, by: &Author) -> Effect {
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
            entity.fields.insert(name, Field::new(value, by.clone()));
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

    /// What a field held right after operation `op` wrote it.
    pub fn value_after(&self, name: &str, op: OpId) -> Option<&Value> {
        let change = self.history.iter().find(|change| {
            change.by.op == op && change.field.as_deref().is_none_or(|field| field == name)
        })?;
        match change.field {
            Some(_) => Some(&change.after),
            None => change.after.get(name),
        }
    }

    fn set(&mut self, name: &str, value: Value, base: Option<OpId>, by: Author) -> Effect {
        let before = self.fields.get(name).map(|field| field.value.clone());
        self.remember(name, before, &value, &by);
        match self.fields.get_mut(name) {
            Some(field) => field.set(value, base, by),
            None => {
                self.fields.insert(name.to_owned(), Field::new(value, by));
                Effect::Applied
            }
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

impl Field {
    fn new(value: Value, by: Author) -> Field {
        Field {
            value,
            by,
            agreed: Vec::new(),
            contenders: Vec::new(),
        }
    }

    fn set(&mut self, value: Value, base: Option<OpId>, by: Author) -> Effect {
        let from_here = base.is_some_and(|base| base == self.by.op || self.agreed.contains(&base));
        // A further edit by the author of a contender replaces it: it was made from that value.
        self.contenders
            .retain(|contender| base != Some(contender.by.op));
        let effect = if value == self.value {
            // Two people who wrote the same thing agree.
            self.agreed.push(by.op);
            Effect::Applied
        } else if from_here {
            self.value = value;
            self.by = by;
            self.agreed.clear();
            Effect::Applied
        } else {
            self.contenders.push(Contender { value, by });
            Effect::Contended
        };
        // Nothing is left to decide between equal values.
        let (agreeing, contenders): (Vec<_>, Vec<_>) = std::mem::take(&mut self.contenders)
            .into_iter()
            .partition(|contender| contender.value == self.value);
        self.agreed
            .extend(agreeing.into_iter().map(|contender| contender.by.op));
        self.contenders = contenders;
        effect
    }
}
