//! Operations of the log that were reduced: the body that made an answer is replaced by one without what somebody said, and
//! its salt by [`hash::content`] of what was there. Number, leaf, chain and Merkle root stay as they are, and so does the
//! proof of everything but the body; of the body, a later operation of the server's says what stands now.

use crate::{
    body::Body,
    hash::{self, Hash},
    op::{Op, Stored},
};
use domain::{
    entity::{self, EntityKind},
    erasure::Erasure,
    ids::DeviceId,
};
use std::collections::BTreeMap;

impl Op {
    /// What the body had for content before it was reduced; none of a whole one.
    pub fn was(&self) -> Option<Hash> {
        let answer = self.entity.kind == EntityKind::Answer && self.kind == "create";
        let was: Option<Hash> = self.salt.as_slice().try_into().ok();
        was.filter(|_| answer)
    }

    /// With another body in place of its own. A body that was reduced before is not what its leaf is of.
    #[must_use]
    pub fn reduced(&self, body: &Body) -> Op {
        let was = self.was().unwrap_or_else(|| hash::content(self));
        Op {
            body: body.encode(),
            salt: was.to_vec(),
            ..self.clone()
        }
    }
}

impl Stored {
    /// Its leaf, if that is the one it says: computed from all of it, or from all but the body when it was reduced.
    pub fn proven_leaf(&self) -> Option<Hash> {
        let leaf = match self.op.was() {
            Some(was) => hash::leaf_over(&self.op, &self.stamp, &was),
            None => hash::leaf(&self.op, &self.stamp),
        };
        (hash::hex(&leaf) == self.leaf).then_some(leaf)
    }
}

/// What the log holds of reduced operations against what it says of them. Give it every operation, in any order; one that is
/// read again counts as it is read last.
#[derive(Default)]
pub struct Erasures {
    /// Hashes of bodies that stand in the place of others.
    stand: BTreeMap<u64, Hash>,
    /// The same as the server's last record names them, and the number of that record.
    named: BTreeMap<u64, (Hash, u64)>,
}

/// An operation whose body is not what the log says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, thiserror::Error)]
pub enum Unproved {
    #[error("no operation after it says that it was reduced")]
    Unsaid(u64),
    #[error("op:{by} says that it was reduced, and it is not what was left of it")]
    Otherwise { seq: u64, by: u64 },
}

impl Unproved {
    pub fn seq(self) -> u64 {
        match self {
            Unproved::Unsaid(seq) | Unproved::Otherwise { seq, .. } => seq,
        }
    }
}

impl Erasures {
    pub fn take(&mut self, stored: &Stored) {
        let (op, seq) = (&stored.op, stored.stamp.seq);
        match op.was() {
            Some(_) => _ = self.stand.insert(seq, hash::bytes(&op.body)),
            None => _ = self.stand.remove(&seq),
        }
        let Some(erasure) = erasure(op) else {
            return;
        };
        // Nothing is said of what comes later.
        for row in erasure.rows.0.iter().filter(|row| row.seq < seq) {
            let named = self.named.entry(row.seq).or_insert((row.sha256.0, seq));
            if named.1 <= seq {
                *named = (row.sha256.0, seq);
            }
        }
    }

    /// Whose bodies are not what the log says, by number.
    pub fn unproved(&self) -> Vec<Unproved> {
        let unsaid = self.stand.keys();
        let unsaid = unsaid.filter(|seq| !self.named.contains_key(seq));
        let unsaid = unsaid.map(|seq| Unproved::Unsaid(*seq));
        let otherwise = self.named.iter();
        let otherwise = otherwise.filter(|(seq, (sha, _))| self.stand.get(seq) != Some(sha));
        let otherwise = otherwise.map(|(seq, (_, by))| Unproved::Otherwise { seq: *seq, by: *by });
        let mut all: Vec<_> = unsaid.chain(otherwise).collect();
        all.sort_by_key(|one| one.seq());
        all
    }
}

/// What the server says it reduced.
fn erasure(op: &Op) -> Option<Erasure> {
    if op.entity.kind != EntityKind::Erasure || op.device != DeviceId::SERVER {
        return None;
    }
    match Body::decode(op) {
        Ok(Body::Create { fields }) => entity::read(&fields).ok(),
        _ => None,
    }
}
