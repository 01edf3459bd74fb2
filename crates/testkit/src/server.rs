//! The server's log in memory: the real plan of a push above a list. A copy is a backup.

use domain::{
    ids::{DeviceId, OpId, OrgId, PersonId},
    role::Role,
};
use std::collections::BTreeMap;
use sync::{
    Op, Scope, State, Stored,
    device::Trouble,
    hash,
    plan::{Cursor, Head, Known, Pusher, Room, Stop, plan_own, plan_push},
    wire::{Key, Keys, Page, Push, Pushed, SIGN_ALG, SignedHead},
};

#[derive(Clone)]
pub struct Log {
    state: State,
    head: Head,
    pub ops: Vec<Stored>,
    aside: Vec<Known>,
    cursors: BTreeMap<DeviceId, Cursor>,
    pub epoch: String,
    /// What it signs with: a name, and whether the signature is good. See [`signature`].
    pub signs: Option<(String, bool)>,
    /// Whoever pushes has no access any more.
    pub withdrawn: bool,
}

/// What stands for a signature: everybody can make one, nobody by mistake.
pub fn signature(public: &[u8], text: &str) -> Vec<u8> {
    [public, text.as_bytes()].concat()
}

/// The public half of the key of this name.
pub fn public(kid: &str) -> Vec<u8> {
    kid.as_bytes().to_vec()
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
            signs: Some(("s1".to_owned(), true)),
            withdrawn: false,
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
            withdrawn: self.withdrawn,
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
            chain: hash::hex(&self.head.chain),
            root: Some(self.head.root()),
            signed: self.signed(),
        })
    }

    /// Appends an operation of the server's own.
    pub fn own(&mut self, op: Op, received_at: &str) {
        let ops = vec![(op, received_at.to_owned())];
        let plan = plan_own(&mut self.state, self.head.clone(), ops);
        self.head = plan.head;
        self.ops.extend(plan.append);
    }

    fn signed(&self) -> Option<SignedHead> {
        let (kid, good) = self.signs.clone()?;
        let mut head = SignedHead {
            org: OrgId(crate::id(1)),
            epoch: self.epoch.clone(),
            seq: self.head.seq,
            root: self.head.root(),
            chain: hash::hex(&self.head.chain),
            at: "2026-11-21T10:00:00Z".to_owned(),
            sig: Vec::new(),
            kid,
        };
        if good {
            head.sig = signature(&public(&head.kid), &head.text());
        }
        Some(head)
    }

    pub fn keys(&self) -> Keys {
        let key = |(kid, _): &(String, bool)| Key {
            kid: kid.clone(),
            alg: SIGN_ALG.to_owned(),
            public: public(kid),
        };
        Keys {
            keys: self.signs.iter().map(key).collect(),
        }
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
            chain: hash::hex(&self.head.chain),
            root: Some(self.head.root()),
            signed: self.signed(),
            part: None,
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
