//! This device's own operations: what became of each, and the numbers they carry.

use crate::{
    hash,
    op::{Op, Scope},
};
use domain::{
    Day,
    ids::{DeviceId, OpId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An operation made on this device. Kept for some time after the server has it, so that it can be sent again to a
/// server restored from a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outgoing {
    pub op: Op,
    pub fate: Fate,
    /// Its place among all this device made. Numbering anew does not change it; none from programs that did not know it.
    #[serde(default)]
    pub nth: Option<u64>,
    /// Day of the server's log at which it was seen received: how long it has been kept since then.
    #[serde(default, with = "domain::day::wire::maybe")]
    pub since: Option<Day>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Waiting,
    /// In the server's log, at `seq`.
    Received {
        seq: u64,
    },
    /// Not in the log; a person has to look at it.
    SetAside {
        code: String,
        /// The server keeps it; otherwise this device alone has it.
        #[serde(default)]
        held: bool,
    },
}

impl Outgoing {
    /// Place in the order in which this device made its operations.
    pub fn place(&self) -> (u64, OpId) {
        (self.nth.unwrap_or(self.op.cseq), self.op.id)
    }

    pub fn scope(&self) -> Scope {
        Scope::of(self.op.entity.kind)
    }

    /// Whether the server has it, in its log or aside.
    pub fn is_held(&self) -> bool {
        match self.fate {
            Fate::Waiting => false,
            Fate::Received { .. } => true,
            Fate::SetAside { held, .. } => held,
        }
    }

    /// Whether the server refused it, and has it nowhere.
    pub fn is_here_alone(&self) -> bool {
        matches!(self.fate, Fate::SetAside { held: false, .. })
    }

    /// Its state at the beginning of another life of the server: what the server had is found again, or sent again.
    pub fn anew(self) -> Outgoing {
        let fate = if self.is_held() {
            Fate::Waiting
        } else {
            self.fate
        };
        Outgoing { fate, ..self }
    }
}

/// Who this device is to the server, and what its next operation is numbered with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Numbering {
    pub device: DeviceId,
    pub next_cseq: u64,
    /// Hex of the hash of the operation numbered last; none before the first, also of a new id.
    pub last_hash: Option<String>,
    /// Operations made here in all, under whatever id.
    pub made: u64,
}

impl Numbering {
    pub fn new(device: DeviceId) -> Numbering {
        Numbering {
            device,
            next_cseq: 1,
            last_hash: None,
            made: 0,
        }
    }

    /// New operations, numbered and chained, in their order.
    pub fn append(&mut self, ops: Vec<Op>) -> Vec<Outgoing> {
        // From a program that did not count: never before what it made.
        self.made = self.made.max(self.next_cseq - 1);
        let mut outgoing = Vec::with_capacity(ops.len());
        for op in ops {
            self.made += 1;
            outgoing.push(Outgoing {
                op: self.number(op),
                fate: Fate::Waiting,
                nth: Some(self.made),
                since: None,
            });
        }
        outgoing
    }

    /// Takes the id `device` and numbers what waits in `outbox` from 1, in the order it was made. What the server has
    /// keeps the numbers it has there.
    pub fn renumber(&mut self, device: DeviceId, outbox: Vec<Outgoing>) -> Vec<Outgoing> {
        let made = self.made.max(self.next_cseq - 1);
        *self = Numbering {
            made,
            ..Numbering::new(device)
        };
        let mut waiting = in_order(outbox, |one| one.fate == Fate::Waiting);
        for (place, one) in &mut waiting {
            one.nth = Some(place.0);
            one.op = self.number(one.op.clone());
        }
        waiting.into_values().collect()
    }

    /// What the server refused without keeping it goes out once more: the same work, as the last this device made.
    pub fn again(&mut self, outbox: Vec<Outgoing>) -> Vec<Outgoing> {
        let refused = in_order(outbox, Outgoing::is_here_alone);
        self.append(refused.into_values().map(|one| one.op).collect())
    }

    fn number(&mut self, mut op: Op) -> Op {
        op.device = self.device;
        op.cseq = self.next_cseq;
        op.prev = self.last_hash.take();
        self.next_cseq += 1;
        self.last_hash = Some(hash::hex(&hash::operation(&op)));
        op
    }
}

/// Some of an outbox, in the order it was made.
fn in_order(
    outbox: Vec<Outgoing>,
    wanted: impl Fn(&Outgoing) -> bool,
) -> BTreeMap<(u64, OpId), Outgoing> {
    // Not collected: that would be one more sort in the page.
    let mut some = BTreeMap::new();
    let outbox = outbox.into_iter().filter(wanted);
    some.extend(outbox.map(|one| (one.place(), one)));
    some
}
