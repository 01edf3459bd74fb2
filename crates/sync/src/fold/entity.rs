//! One record: its fields, what was said and done about it, and its whole history.

use super::{Author, Effect, Field};
use crate::{body::Body, op::Op};
use domain::{
    entity::{self, Fields},
    ids::OpId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Entity {
    pub fields: BTreeMap<String, Field>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Remark>,
    /// What happened to a case or a report, only ever added to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deletion>,
    /// Every accepted, contending or proposed write, oldest first.
    pub history: Vec<Change>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Remark {
    pub text: String,
    pub by: Author,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// As written; a newer program may have put more into it than this one reads.
    pub fields: Fields,
    pub by: Author,
}

/// A deleted record keeps everything and can be restored.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Deletion {
    pub by: Author,
    /// Who wrote what the deletion had not seen, before it or after: "deleted with later edits".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Author>,
}

/// One line of a record's history.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Change {
    pub what: What,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    pub after: Value,
    /// What the author sent, where `after` is that merged with other people's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrote: Option<Value>,
    /// Whether `after` was put beside the field's value, for somebody to decide, and `before` stayed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
    pub by: Author,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Created,
    Field(String),
    Deleted,
    Restored,
}

impl Change {
    pub(super) fn new(what: What, before: Option<Value>, after: Value, by: Author) -> Change {
        Change {
            what,
            before,
            after,
            wrote: None,
            beside: false,
            by,
        }
    }
}

impl Entity {
    pub(super) fn apply(&mut self, op: &Op, body: Body, by: Author) -> Effect {
        if let (false, Some(deletion)) = (
            matches!(body, Body::Delete | Body::Restore),
            &mut self.deleted,
        ) {
            deletion.later.push(by.clone());
        }
        match body {
            // `State` creates.
            Body::Create { .. } => Effect::Inert,
            Body::Set { field, value } => self.set(op, &field, value, by),
            Body::Resolve {
                field,
                value,
                over,
                from,
            } => {
                let known = self.was_offered(op.base, &field, &value, &over);
                if !known && !self.may_move(op, &field, &value) {
                    // Nothing is decided by it: what was to choose between stays too.
                    return self.write(&field, value, by, Field::propose);
                }
                // The decision covers what its author saw: that value and those contenders. A newer one stays, and so does
                // what another decision kept meanwhile.
                let field_now = self.fields.get(&field);
                let decided = field_now.is_some_and(|field| field.was_decided(&over));
                let seen = match from {
                    _ if decided => Seen::Version(None),
                    Some(text) => Seen::Text(text, op.base),
                    None => Seen::Version(op.base),
                };
                let effect = self.write(&field, value, by, |field, value, by| {
                    field.set(value, &seen, by)
                });
                if let Some(field) = self.fields.get_mut(&field) {
                    field.drop_decided(&over);
                }
                effect
            }
            Body::Text { field, value, from } => {
                self.write(&field, Value::String(value), by, |field, value, by| {
                    field.merge(value, &from, op.base, by)
                })
            }
            Body::Add { field, item } => {
                self.change_set(&field, by, |field, by| field.add(&item, by))
            }
            Body::Remove { field, item, adds } => {
                self.change_set(&field, by, |field, by| field.remove(&item, &adds, by))
            }
            Body::Comment { text } => {
                self.comments.push(Remark { text, by });
                Effect::Applied
            }
            Body::Event { fields } => {
                self.events.push(Event { fields, by });
                Effect::Applied
            }
            Body::Delete => self.delete(op.base, by),
            Body::Restore => self.restore(by),
        }
    }

    /// Its creation has written these fields and no others; what was written later stays.
    pub(super) fn reduce(&mut self, op: &Op, fields: Fields) {
        let created = self.history.iter_mut().find(|change| change.by.op == op.id);
        let Some(created) = created.filter(|change| change.what == What::Created) else {
            return;
        };
        self.fields
            .retain(|name, field| field.by.op != op.id || fields.contains_key(name));
        for (name, value) in &fields {
            match self.fields.get_mut(name) {
                Some(field) if field.by.op == op.id => field.value = value.clone(),
                Some(_) => {}
                None => {
                    let field = Field::new(value.clone(), created.by.clone());
                    self.fields.insert(name.clone(), field);
                }
            }
        }
        created.after = Value::Object(fields);
    }

    /// Accepted values as a plain record.
    pub fn values(&self) -> Fields {
        let fields = self.fields.iter();
        fields
            .map(|(name, field)| (name.clone(), field.value.clone()))
            .collect()
    }

    /// The operation that wrote a field's value: the `base` of the next edit.
    pub fn version(&self, name: &str) -> Option<OpId> {
        self.fields.get(name).map(|field| field.by.op)
    }

    /// The last change of the record: the `base` of a deletion that saw it as it is.
    pub fn last_change(&self) -> Option<OpId> {
        self.history.last().map(|change| change.by.op)
    }

    pub fn in_conflict(&self) -> bool {
        self.fields.values().any(Field::is_contested)
    }

    /// What a field held right after operation `op` wrote it.
    pub fn value_after(&self, name: &str, op: OpId) -> Option<&Value> {
        self.history.iter().find_map(|change| match &change.what {
            _ if change.by.op != op => None,
            What::Created => change.after.get(name),
            What::Field(field) if field == name => Some(&change.after),
            _ => None,
        })
    }

    /// Whether a decision keeps a value that was there to choose from, and so legal where it was written. Proposals were
    /// not.
    pub(crate) fn was_offered(
        &self,
        base: Option<OpId>,
        name: &str,
        value: &Value,
        over: &[OpId],
    ) -> bool {
        let proposals = self.fields.get(name).map(|field| &field.proposals);
        let proposed =
            |op: &OpId| proposals.is_some_and(|all| all.iter().any(|one| one.by.op == *op));
        let mut offered = base.iter().chain(over).filter(|op| !proposed(op));
        offered.any(|op| self.value_after(name, *op) == Some(value))
    }

    fn set(&mut self, op: &Op, name: &str, value: Value, by: Author) -> Effect {
        let proposed = !self.may_move(op, name, &value);
        self.write(name, value, by, |field, value, by| {
            if proposed {
                field.propose(value, by)
            } else {
                field.set(value, &Seen::Version(op.base), by)
            }
        })
    }

    /// Whether the status machine knows the way from what the author saw.
    fn may_move(&self, op: &Op, name: &str, value: &Value) -> bool {
        let seen = op.base.and_then(|base| self.value_after(name, base));
        let seen = seen.or_else(|| self.fields.get(name).map(|field| &field.value));
        seen.is_none_or(|seen| entity::may_move(op.entity.kind, name, seen, value))
    }

    /// Lets `change` write a field, or makes it with its first value, and remembers what came of it.
    fn write(
        &mut self,
        name: &str,
        value: Value,
        by: Author,
        change: impl FnOnce(&mut Field, Value, Author) -> Effect,
    ) -> Effect {
        let Some(field) = self.fields.get_mut(name) else {
            self.remember(name, None, value.clone(), by.clone());
            self.fields.insert(name.to_owned(), Field::new(value, by));
            return Effect::Applied;
        };
        let before = field.value.clone();
        let effect = change(field, value.clone(), by.clone());
        let merged = field.by == by && field.value != value;
        let (after, wrote) = if merged {
            (field.value.clone(), Some(value))
        } else {
            (value, None)
        };
        let change = self.remember(name, Some(before), after, by);
        change.wrote = wrote;
        change.beside = effect == Effect::Contended;
        effect
    }

    fn change_set(
        &mut self,
        name: &str,
        by: Author,
        change: impl FnOnce(&mut Field, Author),
    ) -> Effect {
        let field = self
            .fields
            .entry(name.to_owned())
            .or_insert_with(|| Field::new(Value::Array(Vec::new()), by.clone()));
        let before = field.value.clone();
        change(field, by.clone());
        let after = field.value.clone();
        self.remember(name, Some(before), after, by);
        Effect::Applied
    }

    fn delete(&mut self, base: Option<OpId>, by: Author) -> Effect {
        // Two who delete agree.
        if self.deleted.is_none() {
            let seen = self
                .history
                .iter()
                .rposition(|change| Some(change.by.op) == base);
            let unseen = self.history.iter().skip(seen.map_or(1, |seen| seen + 1));
            let later = unseen.map(|change| change.by.clone()).collect();
            let by = by.clone();
            self.deleted = Some(Deletion { by, later });
        }
        self.happened(What::Deleted, by);
        match &self.deleted {
            Some(deletion) if !deletion.later.is_empty() => Effect::Contended,
            _ => Effect::Applied,
        }
    }

    fn restore(&mut self, by: Author) -> Effect {
        self.deleted = None;
        self.happened(What::Restored, by);
        Effect::Applied
    }

    fn happened(&mut self, what: What, by: Author) {
        self.history.push(Change::new(what, None, Value::Null, by));
    }

    fn remember(
        &mut self,
        name: &str,
        before: Option<Value>,
        after: Value,
        by: Author,
    ) -> &mut Change {
        let what = What::Field(name.to_owned());
        let change = Change::new(what, before, after, by);
        self.history.push_mut(change)
    }
}

/// What the author of a write had before them.
pub(super) enum Seen {
    /// The value that this operation wrote, as far as is known.
    Version(Option<OpId>),
    /// This very text, written by that operation.
    Text(String, Option<OpId>),
}

impl Seen {
    pub(super) fn base(&self) -> Option<OpId> {
        match self {
            Seen::Version(base) | Seen::Text(_, base) => *base,
        }
    }
}
