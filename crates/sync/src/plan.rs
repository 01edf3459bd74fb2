//! What a push does to the log, decided without touching storage: `plan_push(state, batch) -> plan`. The server commits
//! the plan with compare-and-commit on the head; the simulator does the same on memory.

use crate::{
    fold::{Effect, State},
    hash::{self, Hash},
    op::{BODY_BYTES_MAX, Body, EntityRef, Op, Stamp, Stored},
    wire::{OpResult, OpStatus},
};
use domain::{
    Refusal,
    entity::{self, EntityKind},
    ids::{OpId, PersonId},
    role::Role,
};

/// The end of the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    pub seq: u64,
    pub chain: Hash,
}

impl Head {
    pub const EMPTY: Head = Head {
        seq: 0,
        chain: hash::GENESIS,
    };
}

/// Who pushes.
#[derive(Clone, Copy, Debug)]
pub struct Pusher {
    pub person: PersonId,
    pub role: Role,
    /// Last `cseq` the server has of the device.
    pub last_cseq: u64,
}

/// What to commit in one transaction, and what to answer once it is durable.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    pub append: Vec<Stored>,
    pub quarantine: Vec<(Op, Refusal)>,
    pub head: Head,
    pub last_cseq: u64,
    pub results: Vec<OpResult>,
}

/// Plans one push. `state` is folded up to `head` and is left folded up to the plan's head: give a clone, or fold again
/// when the commit fails. `seen` answers what the log already holds of an id.
///
/// # Errors
/// The last `cseq` the server has, when the batch leaves a hole after it.
pub fn plan_push(
    state: &mut State,
    head: Head,
    pusher: Pusher,
    ops: Vec<Op>,
    received_at: &str,
    seen: impl Fn(OpId) -> Option<(u64, String)>,
) -> Result<Plan, u64> {
    let mut plan = Plan {
        append: Vec::new(),
        quarantine: Vec::new(),
        head,
        last_cseq: pusher.last_cseq,
        results: Vec::with_capacity(ops.len()),
    };
    for op in ops {
        if let Some((seq, leaf)) = seen(op.id) {
            plan.results
                .push(result(&op, OpStatus::Duplicate, None, Some((seq, leaf))));
            continue;
        }
        if op.cseq > plan.last_cseq + 1 {
            return Err(pusher.last_cseq);
        }
        // A number the server already passed belongs to an operation it set aside, or to a cloned profile.
        if op.cseq <= plan.last_cseq {
            plan.set_aside(op, Refusal::AlreadyExists);
            continue;
        }
        plan.last_cseq = op.cseq;
        match accept(state, pusher, &op) {
            Ok(()) => plan.append(state, op, received_at),
            Err(refusal) => plan.set_aside(op, refusal),
        }
    }
    Ok(plan)
}

/// Appends operations the server itself makes (released answers, imports, corrections from tablets).
pub fn plan_own(state: &mut State, head: Head, ops: Vec<(Op, String)>) -> Plan {
    let mut plan = Plan {
        append: Vec::new(),
        quarantine: Vec::new(),
        head,
        last_cseq: 0,
        results: Vec::new(),
    };
    for (op, received_at) in ops {
        plan.append(state, op, &received_at);
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
        self.head = Head {
            seq: stamp.seq,
            chain: hash::chain(&self.head.chain, &leaf),
        };
        let status = match state.apply(&op, Some(&stamp)) {
            Effect::Contended => OpStatus::Conflict,
            Effect::Applied | Effect::Inert => OpStatus::Stored,
        };
        let leaf = hash::hex(&leaf);
        self.results
            .push(result(&op, status, None, Some((stamp.seq, leaf.clone()))));
        self.append.push(Stored { op, stamp, leaf });
    }

    fn set_aside(&mut self, op: Op, refusal: Refusal) {
        self.results
            .push(result(&op, OpStatus::Quarantined, Some(refusal), None));
        self.quarantine.push((op, refusal));
    }
}

/// Whether the pusher may write this, and whether it makes sense against the records as they are.
fn accept(state: &State, pusher: Pusher, op: &Op) -> Result<(), Refusal> {
    if op.body.len() > BODY_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    // Work done under one sign-in is never taken as another person's.
    if op.actor != pusher.person {
        return Err(Refusal::Forbidden);
    }
    entity::allowed(pusher.role, op.entity.kind)?;
    let body = match Body::decode(op) {
        Ok(body) => body,
        // From a newer program: kept and passed on.
        Err(Refusal::UnknownKind) => return Ok(()),
        Err(refusal) => return Err(refusal),
    };
    if let Body::Create { fields } = &body {
        if op.entity.kind == EntityKind::Answer {
            return Err(Refusal::Forbidden);
        }
        if state.get(op.entity).is_some() {
            return Err(Refusal::AlreadyExists);
        }
        entity::check(op.entity.kind, fields)?;
        return check_references(state, op.entity.kind, fields);
    }
    let record = state.get(op.entity).ok_or(Refusal::UnknownReference)?;
    match &body {
        Body::Set { field, value } | Body::Resolve { field, value, .. } => {
            entity::check_set(op.entity.kind, &record.values(), field, value)
        }
        Body::Comment { text } if text.trim().is_empty() => Err(Refusal::Required),
        Body::Comment { text } if text.chars().count() > entity::NOTE_MAX => Err(Refusal::TooLong),
        Body::Comment { .. } | Body::Create { .. } => Ok(()),
    }
}

/// Whether the records that a new one points at exist.
fn check_references(
    state: &State,
    kind: EntityKind,
    fields: &entity::Fields,
) -> Result<(), Refusal> {
    let parent = match kind {
        EntityKind::Session => (EntityKind::Service, "service"),
        EntityKind::Campaign => (EntityKind::Session, "session"),
        _ => return Ok(()),
    };
    let id = fields
        .get(parent.1)
        .and_then(|value| value.as_str())
        .and_then(|id| id.parse().ok());
    let id = id.ok_or(Refusal::Malformed)?;
    let found = state.get(EntityRef { kind: parent.0, id }).is_some();
    if found {
        Ok(())
    } else {
        Err(Refusal::UnknownReference)
    }
}

fn result(
    op: &Op,
    status: OpStatus,
    refusal: Option<Refusal>,
    receipt: Option<(u64, String)>,
) -> OpResult {
    let (seq, leaf) = receipt.unzip();
    OpResult {
        id: op.id,
        status,
        code: refusal.map(|r| r.code().to_owned()),
        seq,
        leaf,
    }
}
