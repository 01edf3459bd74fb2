//! The server's log in memory: the real plan of a push above a list. A copy is a backup.

use domain::{
    ids::{DeviceId, OpId, PersonId},
    role::Role,
};
use std::collections::BTreeMap;
use sync::{
    Op, Scope, State, Stored,
    device::Trouble,
    plan::{Cursor, Head, Known, Pusher, Room, Stop, plan_own, plan_push},
    wire::{Page, Push, Pushed},
};

#[derive(Clone)]
pub struct Log {
    state: State,
    head: Head,
    pub ops: Vec<Stored>,
    aside: Vec<Known>,
    cursors: BTreeMap<DeviceId, Cursor>,
    pub epoch: String,
}

impl Default for Log {
    fn default() -> Self {
        Log {
            state: State::default(),
            head: Head::EMPTY,
            ops: Vec::new(),
            aside: Vec::new(),
            cursors: BTreeMap::new(),
            epoch: "first".to_owned(),
        }
    }
}

impl Log {
    /// Number of the last operation.
    pub fn head(&self) -> u64 {
        self.head.seq
    }

    /// Takes a push; `room` operations may be set aside.
    pub fn push(
        &mut self,
        person: PersonId,
        role: Role,
        room: u32,
        push: Push,
        received_at: &str,
    ) -> Result<Pushed, Trouble> {
        let pusher = Pusher {
            device: push.device,
            person,
            role,
            cursor: self.cursors.get(&push.device).copied().unwrap_or_default(),
            room: Room {
                count: room,
                bytes: 1 << 20,
            },
        };
        let mut state = self.state.clone();
        let (head, known) = (self.head.clone(), |id| self.known(id));
        let planned = plan_push(&mut state, head, pusher, push.ops, received_at, known);
        let plan = planned.map_err(|stop| match stop {
            Stop::Gap { last_cseq } => Trouble::Gap { last_cseq },
            Stop::Taken => Trouble::NumberTaken,
        })?;
        self.state = state;
        self.head = plan.head;
        self.cursors.insert(push.device, plan.cursor);
        self.ops.extend(plan.append);
        let aside = plan.quarantine.into_iter();
        self.aside
            .extend(aside.map(|(op, refusal)| Known::SetAside {
                op,
                code: refusal.code().to_owned(),
            }));
        Ok(Pushed {
            epoch: self.epoch.clone(),
            results: plan.results,
            head: self.head.seq,
            chain: String::new(),
            root: Some(self.head.root()),
            signed: None,
        })
    }

    /// Appends an operation of the server's own.
    pub fn own(&mut self, op: Op, received_at: &str) {
        let ops = vec![(op, received_at.to_owned())];
        let plan = plan_own(&mut self.state, self.head.clone(), ops);
        self.head = plan.head;
        self.ops.extend(plan.append);
    }

    /// A page of at most `limit` operations of all scopes, of which those of `scope` are told.
    pub fn pull(&self, scope: Scope, after: u64, epoch: Option<&str>, limit: usize) -> Page {
        let head = self.head.seq;
        let same = epoch.is_none_or(|epoch| epoch == self.epoch);
        let after = if same { after.min(head) } else { 0 };
        let rest = self.ops.iter().filter(|stored| stored.stamp.seq > after);
        let mut page = Page {
            epoch: self.epoch.clone(),
            ops: Vec::new(),
            next: after,
            head,
            chain: String::new(),
            root: None,
        };
        for stored in rest.take(limit) {
            page.next = stored.stamp.seq;
            if Scope::of(stored.op.entity.kind) == scope {
                page.ops.push(stored.clone());
            }
        }
        page
    }

    /// Ids of what is set aside.
    pub fn aside(&self) -> Vec<OpId> {
        let aside = self.aside.iter().filter_map(|one| match one {
            Known::SetAside { op, .. } => Some(op.id),
            Known::Logged(_) => None,
        });
        aside.collect()
    }

    fn known(&self, id: OpId) -> Vec<Known> {
        let logged = self.ops.iter().filter(|one| one.op.id == id);
        let aside = self.aside.iter();
        let aside = aside.filter(|one| matches!(one, Known::SetAside { op, .. } if op.id == id));
        let logged = logged.cloned().map(Known::Logged);
        logged.chain(aside.cloned()).collect()
    }
}
