//! One field: its accepted value, who wrote it, and the values that wait beside it.

use super::{Effect, entity::Seen, text};
use domain::{
    entity::NOTE_MAX,
    ids::{DeviceId, OpId, PersonId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Field {
    pub value: Value,
    pub by: Author,
    /// Later operations that wrote this very value: who edits from one of these edits from what is there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<OpId>,
    /// Values written from the same base by others; empty when nobody disagrees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contenders: Vec<Contender>,
    /// Moves that the status machine did not know from where they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Contender>,
    /// What decisions that kept the value have closed: another decision over one of these has not seen them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    closed: Vec<OpId>,
    /// Whose texts the value was merged from, besides its author's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Author>,
    /// Of a set: the operations that added each item. Empty until somebody adds or removes one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) adds: BTreeMap<String, Vec<OpId>>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Contender {
    pub value: Value,
    pub by: Author,
}

/// Who wrote a value, with which operation, when. `received_at` is none while the operation waits on this device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Author {
    pub op: OpId,
    pub actor: PersonId,
    pub received_at: Option<String>,
    pub wall_ms: u64,
    /// The tablet on which a trainer said so; the server wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablet: Option<DeviceId>,
}

impl Field {
    pub(super) fn new(value: Value, by: Author) -> Field {
        Field {
            value,
            by,
            agreed: Vec::new(),
            contenders: Vec::new(),
            proposals: Vec::new(),
            closed: Vec::new(),
            merged: Vec::new(),
            adds: BTreeMap::new(),
        }
    }

    /// What waits beside the value: contenders, then proposals.
    pub fn others(&self) -> impl Iterator<Item = &Contender> {
        self.contenders.iter().chain(&self.proposals)
    }

    /// Whether somebody has something to decide.
    pub fn is_contested(&self) -> bool {
        self.others().next().is_some()
    }

    pub(super) fn set(&mut self, value: Value, seen: &Seen, by: Author) -> Effect {
        let from_here = self.is_what_was_seen(seen, by.actor);
        // A further edit by the author of a contender replaces it: it was made from that value.
        self.take_contender(seen.base());
        self.place(value, by, from_here)
    }

    /// A long text edited from `from`: both people's changes when they touch different sentences, else a contender.
    pub(super) fn merge(
        &mut self,
        value: Value,
        from: &str,
        base: Option<OpId>,
        by: Author,
    ) -> Effect {
        // Written on from a contender: that one changes, not the value it contends with.
        if self.take_contender(base) {
            return self.place(value, by, false);
        }
        let (Some(here), Some(mine)) = (text_of(&self.value), value.as_str()) else {
            return self.place(value, by, false);
        };
        if here == from || here == mine {
            return self.place(value, by, true);
        }
        match text::merge(from, here, mine) {
            Some(text) if text.chars().count() <= NOTE_MAX => {
                let mut merged = std::mem::take(&mut self.merged);
                merged.push(self.by.clone());
                let effect = self.place(Value::String(text), by.clone(), true);
                // Also when both made the same change: its author has not seen the rest.
                (self.by, self.merged) = (by, merged);
                self.agreed.clear();
                effect
            }
            _ => self.place(value, by, false),
        }
    }

    pub(super) fn propose(&mut self, value: Value, by: Author) -> Effect {
        // Who proposes anew has changed their mind.
        self.proposals
            .retain(|proposal| proposal.by.actor != by.actor);
        self.proposals.push(Contender { value, by });
        Effect::Contended
    }

    /// Somebody decided between the value and these.
    pub(super) fn drop_decided(&mut self, over: &[OpId]) {
        let mut closed = std::mem::take(&mut self.closed);
        let mut stays_open = |other: &Contender| {
            let decided = over.contains(&other.by.op);
            closed.extend(decided.then_some(other.by.op));
            !decided
        };
        self.contenders.retain(&mut stays_open);
        self.proposals.retain(stays_open);
        self.closed = closed;
    }

    /// Whether somebody else has decided over one of these meanwhile, and kept the value.
    pub(super) fn was_decided(&self, over: &[OpId]) -> bool {
        self.closed.iter().any(|closed| over.contains(closed))
    }

    fn is_what_was_seen(&self, seen: &Seen, actor: PersonId) -> bool {
        let written_last = |base: OpId| base == self.by.op || self.agreed.contains(&base);
        match seen {
            Seen::Text(text, _) => text_of(&self.value) == Some(text),
            // Whoever wrote a text that was merged on its way may go on from their own words, not from the merged ones.
            Seen::Version(base) => {
                let unseen = !self.merged.is_empty() && actor == self.by.actor;
                !unseen && base.is_some_and(written_last)
            }
        }
    }

    fn take_contender(&mut self, base: Option<OpId>) -> bool {
        let before = self.contenders.len();
        self.contenders
            .retain(|contender| base != Some(contender.by.op));
        self.contenders.len() != before
    }

    fn place(&mut self, value: Value, by: Author, from_here: bool) -> Effect {
        let effect = if value == self.value {
            // Two people who wrote the same thing agree.
            self.agreed.push(by.op);
            Effect::Applied
        } else if from_here {
            self.value = value;
            self.by = by;
            self.agreed.clear();
            self.closed.clear();
            self.merged.clear();
            self.adds.clear();
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
        self.proposals
            .retain(|proposal| proposal.value != self.value);
        effect
    }
}

/// The text of a value; a field that was cleared or never filled has an empty one.
fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Null => Some(""),
        other => other.as_str(),
    }
}
