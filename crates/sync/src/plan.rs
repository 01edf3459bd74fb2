//! What a push does to the log, decided without touching storage: `plan_push(state, batch) -> plan`. The server commits
//! the plan with compare-and-commit on the head; the simulator does the same on memory.

pub use crate::accept::check_decision;

use crate::{
    accept::{self, accept},
    fold::{Effect, State},
    hash::{self, Hash},
    incoming::{Sent, Unreadable},
    merkle::Frontier,
    op::{Op, Stamp, Stored},
    wire::{OpResult, OpStatus},
};
use domain::{
    Refusal,
    ids::{DeviceId, OpId, PersonId},
    role::Role,
};
use std::collections::BTreeSet;

/// The end of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    pub seq: u64,
    pub chain: Hash,
    /// Of the Merkle tree over all leaves.
    pub frontier: Frontier,
}

impl Head {
    pub const EMPTY: Head = Head {
        seq: 0,
        chain: hash::GENESIS,
        frontier: Frontier::EMPTY,
    };

    /// The end of the log once `next` follows; none when it does not: another number, or a leaf that is not its own. Of a
    /// reduced one what stands there is proved apart ([`crate::erasure::Erasures`]).
    pub fn after(self, next: &Stored) -> Option<Head> {
        let leaf = next.proven_leaf()?;
        (next.stamp.seq == self.seq + 1).then(|| self.with(&leaf))
    }

    /// The end of the log with one more leaf.
    #[must_use]
    pub fn with(mut self, leaf: &Hash) -> Head {
        self.frontier.push(leaf);
        Head {
            seq: self.seq + 1,
            chain: hash::chain(&self.chain, leaf),
            frontier: self.frontier,
        }
    }

    /// Hex of the Merkle root.
    pub fn root(&self) -> String {
        hash::hex(&self.frontier.root())
    }
}

/// Who pushes.
#[derive(Clone, Copy, Debug)]
pub struct Pusher {
    pub device: DeviceId,
    pub person: PersonId,
    pub role: Role,
    /// The access was withdrawn: everything is set aside.
    pub withdrawn: bool,
    pub cursor: Cursor,
    pub room: Room,
}

/// The last operation the server has of a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cursor {
    /// 0 when it has none.
    pub cseq: u64,
    /// [`hash::operation`] of it; none from before it was kept, and where it could not be read.
    pub hash: Option<Hash>,
}

impl Cursor {
    /// Moves on to `op`, unless the numbers are already there.
    fn pass(&mut self, op: &Op) {
        if op.cseq > self.cseq {
            self.cseq = op.cseq;
            self.hash = Some(hash::operation(op));
        }
    }

    /// Moves past what cannot be read, which has no hash.
    fn pass_over(&mut self, it: Unreadable) {
        if it.cseq > self.cseq {
            self.cseq = it.cseq;
            self.hash = None;
        }
    }

    /// Whether `op` was made right after this one, as far as it says.
    fn precedes(&self, op: &Op) -> bool {
        match (&op.prev, self.hash) {
            (None, _) => true,
            (Some(prev), Some(held)) => *prev == hash::hex(&held),
            (Some(_), None) => self.cseq > 0,
        }
    }
}

/// Why nothing of a push is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// The batch leaves a hole after what the server has of the device.
    Gap { last_cseq: u64 },
    /// Another profile has used these numbers: this one is a copy, or was rolled back. It needs a new device id.
    Taken,
}

/// What may still be set aside: refused material is kept, not without bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    pub count: u32,
    pub bytes: u64,
}

impl Room {
    /// Takes the place of one thing; false, and nothing taken, when it does not fit.
    pub fn take(&mut self, bytes: u64) -> bool {
        let fits = self.count > 0 && self.bytes >= bytes;
        if fits {
            self.count -= 1;
            self.bytes -= bytes;
        }
        fits
    }
}

/// Bytes an operation takes when it is set aside: all of it, as JSON.
pub fn weight(op: &Op) -> u64 {
    serde_json::to_vec(op).map_or(u64::MAX, |json| json.len() as u64)
}

/// What to commit in one transaction, and what to answer once it is durable.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    pub append: Vec<Stored>,
    pub quarantine: Vec<(Op, Refusal)>,
    pub head: Head,
    pub cursor: Cursor,
    pub results: Vec<OpResult>,
}

/// What the server already holds under an operation's id.
#[derive(Clone, PartialEq, Debug)]
pub enum Known {
    Logged(Stored),
    SetAside { op: Op, code: String },
}

/// Plans one push. `state` is folded up to `head` and is left folded up to the plan's head: give a clone, or fold again
/// when the commit fails. `known` answers all the server holds of an id, in the log and set aside.
///
/// # Errors
/// [`Stop`], with `state` as it was.
pub fn plan_push(
    state: &mut State,
    head: Head,
    pusher: Pusher,
    ops: Vec<impl Into<Sent>>,
    received_at: &str,
    known: impl Fn(OpId) -> Vec<Known>,
) -> Result<Plan, Stop> {
    let ops: Vec<Sent> = ops.into_iter().map(Into::into).collect();
    check_numbers(pusher.cursor, &ops, &known)?;
    let mut room = pusher.room;
    let mut plan = Plan {
        append: Vec::new(),
        quarantine: Vec::new(),
        head,
        cursor: pusher.cursor,
        results: Vec::with_capacity(ops.len()),
    };
    for op in ops {
        let op = match op {
            Sent::Op(op) => op,
            Sent::Unreadable(it) => {
                plan.cursor.pass_over(it);
                plan.results.push(it.result());
                continue;
            }
        };
        let mut held = known(op.id);
        held.extend(plan.known(op.id));
        plan.cursor.pass(&op);
        if let Some(answer) = held.iter().find_map(|held| answer_again(held, &op)) {
            plan.results.push(answer);
            continue;
        }
        // An id that already stands for other work: both are kept.
        let accepted = if held.is_empty() {
            accept(state, pusher, &op, accept::latest(received_at))
        } else {
            Err(Refusal::AlreadyExists)
        };
        match accepted {
            Ok(()) => plan.append(state, op, received_at),
            Err(refusal) => plan.set_aside(op, refusal, &mut room),
        }
    }
    Ok(plan)
}

/// Whether the batch goes on from the last operation the server has: no holes, no number used for other work, each made
/// after the one before it. What is known by its id may come again under a number already passed, as may what cannot be read.
fn check_numbers(
    mut cursor: Cursor,
    ops: &[Sent],
    known: impl Fn(OpId) -> Vec<Known>,
) -> Result<(), Stop> {
    let last_cseq = cursor.cseq;
    let mut ids = BTreeSet::new();
    for op in ops {
        let op = match op {
            Sent::Op(op) => op,
            Sent::Unreadable(it) if it.cseq > cursor.cseq + 1 => {
                return Err(Stop::Gap { last_cseq });
            }
            Sent::Unreadable(it) => {
                cursor.pass_over(*it);
                continue;
            }
        };
        if op.cseq > cursor.cseq + 1 {
            return Err(Stop::Gap { last_cseq });
        }
        let next = op.cseq > cursor.cseq;
        let again = !ids.insert(op.id) || !known(op.id).is_empty();
        if (next && !cursor.precedes(op)) || (!next && !again) {
            return Err(Stop::Taken);
        }
        cursor.pass(op);
    }
    Ok(())
}

/// The first answer once more, when `op` is the work the server holds: byte for byte, or numbered anew by its device.
fn answer_again(held: &Known, op: &Op) -> Option<OpResult> {
    match held {
        Known::Logged(stored) if stored.op.is_same_work(op) => {
            let receipt = (stored.stamp.seq, stored.leaf.clone());
            Some(result(op, OpStatus::Duplicate, None, Some(receipt)))
        }
        Known::SetAside { op: kept, code } if kept.is_same_work(op) => {
            Some(result(op, OpStatus::Quarantined, Some(code), None))
        }
        _ => None,
    }
}

/// Appends operations the server itself makes (released answers, imports, corrections from tablets).
pub fn plan_own(state: &mut State, head: Head, ops: Vec<(Op, String)>) -> Plan {
    let mut plan = Plan {
        append: Vec::new(),
        quarantine: Vec::new(),
        head,
        cursor: Cursor::default(),
        results: Vec::new(),
    };
    for (op, received_at) in ops {
        plan.append(state, op, &received_at);
    }
    plan
}

/// Whether an operation that was set aside makes sense now. Its author is whom it names; `role` is that of whoever says
/// that it may be taken.
///
/// # Errors
/// Why it cannot be.
pub fn check_return(state: &State, op: &Op, role: Role) -> Result<(), Refusal> {
    let author = Pusher {
        device: op.device,
        person: op.actor,
        role,
        withdrawn: false,
        cursor: Cursor::default(),
        room: Room { count: 0, bytes: 0 },
    };
    accept(state, author, op, None)
}

/// Takes back, in order, those of the operations set aside that make sense now, by the role of whoever says so: what came
/// before its record is not lost for it. The others stay where they are.
pub fn plan_return(
    state: &mut State,
    head: Head,
    ops: &[Op],
    role: Role,
    received_at: &str,
) -> Plan {
    let mut plan = Plan {
        append: Vec::new(),
        quarantine: Vec::new(),
        head,
        cursor: Cursor::default(),
        results: Vec::new(),
    };
    for op in ops {
        if check_return(state, op, role).is_ok() {
            plan.append(state, op.clone(), received_at);
        }
    }
    plan
}

impl Plan {
    fn append(&mut self, state: &mut State, op: Op, received_at: &str) {
        let stamp = Stamp {
            seq: self.head.seq + 1,
            received_at: received_at.to_owned(),
        };
        let leaf = hash::leaf(&op, &stamp);
        self.head = std::mem::replace(&mut self.head, Head::EMPTY).with(&leaf);
        let status = match state.apply(&op, Some(&stamp)) {
            Effect::Contended => OpStatus::Conflict,
            Effect::Applied | Effect::Inert => OpStatus::Stored,
        };
        let leaf = hash::hex(&leaf);
        self.results
            .push(result(&op, status, None, Some((stamp.seq, leaf.clone()))));
        self.append.push(Stored { op, stamp, leaf });
    }

    fn set_aside(&mut self, op: Op, refusal: Refusal, room: &mut Room) {
        if !room.take(weight(&op)) {
            let code = Some(Refusal::QuarantineFull.code());
            self.results
                .push(result(&op, OpStatus::Rejected, code, None));
            return;
        }
        let code = Some(refusal.code());
        self.results
            .push(result(&op, OpStatus::Quarantined, code, None));
        self.quarantine.push((op, refusal));
    }

    /// What this very batch holds of an id.
    fn known(&self, id: OpId) -> impl Iterator<Item = Known> {
        let logged = self.append.iter().filter(move |stored| stored.op.id == id);
        let aside = self.quarantine.iter().filter(move |(op, _)| op.id == id);
        let aside = aside.map(|(op, refusal)| Known::SetAside {
            op: op.clone(),
            code: refusal.code().to_owned(),
        });
        logged.cloned().map(Known::Logged).chain(aside)
    }
}

fn result(
    op: &Op,
    status: OpStatus,
    code: Option<&str>,
    receipt: Option<(u64, String)>,
) -> OpResult {
    let (seq, leaf) = receipt.unzip();
    OpResult {
        id: op.id,
        status,
        code: code.map(str::to_owned),
        seq,
        leaf,
    }
}
