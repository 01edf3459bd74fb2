//! What this device knows, pure: the server's log folded, and the device's own operations, those still under way
//! replayed on top. Storage and screen follow it; it asks neither.

use super::disk::Loaded;
use crate::{
    fold::State,
    op::{Op, Stored},
};
use domain::{
    entity::EntityKind,
    ids::{DeviceId, OpId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the log was read, and which life of the server's database it belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Position {
    pub epoch: Option<String>,
    /// Cursor of the next pull.
    pub next: u64,
}

/// An operation made on this device. Kept for some time after the server has it, so that it can be sent again to a
/// server restored from a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outgoing {
    pub op: Op,
    pub fate: Fate,
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
    },
}

#[derive(Clone, Debug)]
pub struct Replica {
    device: DeviceId,
    server: State,
    /// In the order they were made. What was set aside keeps its number when this device gets a new id.
    outgoing: BTreeMap<(u64, OpId), Outgoing>,
    position: Position,
    view: State,
}

impl Replica {
    pub fn new(loaded: Loaded) -> Replica {
        let mut replica = Replica {
            device: loaded.device,
            server: State::default(),
            outgoing: BTreeMap::new(),
            position: loaded.position,
            view: State::default(),
        };
        for stored in &loaded.log {
            replica.server.apply(&stored.op, Some(&stored.stamp));
        }
        replica.put_outgoing(loaded.outgoing);
        replica
    }

    /// Records as the screen shows them.
    pub fn view(&self) -> &State {
        &self.view
    }

    pub fn device(&self) -> DeviceId {
        self.device
    }

    pub fn position(&self) -> &Position {
        &self.position
    }

    /// Number of the last operation of the log held here.
    pub fn last_seq(&self) -> u64 {
        self.server.seq
    }

    /// This device's operations, oldest first.
    pub fn outgoing(&self) -> impl Iterator<Item = &Outgoing> {
        self.outgoing.values()
    }

    pub fn waiting(&self) -> impl Iterator<Item = &Op> {
        self.outgoing()
            .filter(|outgoing| outgoing.fate == Fate::Waiting)
            .map(|outgoing| &outgoing.op)
    }

    /// What to send when the server has this device's operations up to `last_cseq`: everything after, also what it had
    /// once acknowledged and lost. None when this device no longer has the next one.
    pub fn after(&self, last_cseq: u64) -> Option<Vec<Op>> {
        let ops: Vec<Op> = self
            .outgoing()
            .map(|outgoing| &outgoing.op)
            .filter(|op| op.device == self.device && op.cseq > last_cseq)
            .cloned()
            .collect();
        (ops.first()?.cseq == last_cseq + 1).then_some(ops)
    }

    /// The next page of the server's log.
    pub fn take_page(&mut self, page: &[Stored], position: Position) {
        // Another tab of this browser may have brought some of them already.
        let known = self.server.seq;
        for stored in page.iter().filter(|stored| stored.stamp.seq > known) {
            self.server.apply(&stored.op, Some(&stored.stamp));
        }
        self.position = position;
        self.replay();
    }

    /// New operations of this device, or new fates of known ones.
    pub fn put_outgoing(&mut self, outgoing: Vec<Outgoing>) {
        for one in outgoing {
            self.outgoing.insert((one.op.cseq, one.op.id), one);
        }
        self.replay();
    }

    /// An operation just made. Cheaper than a replay: it goes on top of what is shown.
    pub fn append(&mut self, op: Op) {
        self.view.apply(&op, None);
        let fate = Fate::Waiting;
        self.outgoing
            .insert((op.cseq, op.id), Outgoing { op, fate });
    }

    /// Operations on single answers that the results from the server may not count yet. Answers are not in this
    /// device's log: their records live in the results.
    pub fn on_answers(&self, results_seq: u64) -> impl Iterator<Item = &Op> {
        self.outgoing()
            .filter(move |outgoing| {
                outgoing.op.entity.kind == EntityKind::Answer
                    && match outgoing.fate {
                        Fate::Waiting => true,
                        Fate::Received { seq } => seq > results_seq,
                        Fate::SetAside { .. } => false,
                    }
            })
            .map(|outgoing| &outgoing.op)
    }

    fn replay(&mut self) {
        self.view = self.server.clone();
        let next = self.position.next;
        for outgoing in self.outgoing.values() {
            // An acknowledged operation stays on top until the pull has brought it.
            let on_top = match outgoing.fate {
                Fate::Waiting => true,
                Fate::Received { seq } => seq > next,
                Fate::SetAside { .. } => false,
            };
            if on_top {
                self.view.apply(&outgoing.op, None);
            }
        }
    }
}
