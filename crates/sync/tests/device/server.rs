//! The server in memory: the real plan of a push above a list.

use domain::{
    entity::EntityKind,
    ids::{DeviceId, OpId, PersonId},
    role::Role,
};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};
use sync::{
    Body, EntityRef, Op, Scope, State, Stored,
    device::Trouble,
    plan::{Cursor, Head, Known, Pusher, Room, Stop, plan_own, plan_push},
    wire::{Page, Push, Pushed},
};
use testkit::id;

/// All the server has of an organisation. A copy is a backup.
#[derive(Clone)]
pub(crate) struct Log {
    state: State,
    head: Head,
    pub(crate) ops: Vec<Stored>,
    aside: Vec<Known>,
    cursors: BTreeMap<DeviceId, Cursor>,
    pub(crate) epoch: String,
}

pub(crate) struct Server {
    pub(crate) log: RefCell<Log>,
    /// The day it stamps with.
    pub(crate) today: Cell<&'static str>,
    /// Whether answers may be read.
    pub(crate) answers: Cell<bool>,
    /// Operations in one page.
    pub(crate) page: Cell<usize>,
    /// Room to set operations aside.
    pub(crate) room: Cell<u32>,
    pub(crate) pushes: Cell<u32>,
    /// What it answers to every push, whatever comes.
    pub(crate) stubborn: RefCell<Option<Trouble>>,
}

impl Server {
    pub(crate) fn new() -> Rc<Server> {
        Rc::new(Server {
            log: RefCell::new(Log {
                state: State::default(),
                head: Head::EMPTY,
                ops: Vec::new(),
                aside: Vec::new(),
                cursors: BTreeMap::new(),
                epoch: "first".to_owned(),
            }),
            today: Cell::new("2026-11-21"),
            answers: Cell::new(true),
            page: Cell::new(2),
            room: Cell::new(1_000),
            pushes: Cell::new(0),
            stubborn: RefCell::default(),
        })
    }

    pub(crate) fn backup(&self) -> Log {
        self.log.borrow().clone()
    }

    /// A restored backup that says so.
    pub(crate) fn restore(&self, mut backup: Log) {
        let epoch = format!("{}+", self.log.borrow().epoch);
        backup.epoch = epoch;
        self.log.replace(backup);
    }

    /// Files put back by hand: another life that does not say so.
    pub(crate) fn roll_back(&self, backup: Log) {
        self.log.replace(backup);
    }

    /// Ids in the log, in its order.
    pub(crate) fn ids(&self) -> Vec<OpId> {
        let log = self.log.borrow();
        log.ops.iter().map(|stored| stored.op.id).collect()
    }

    /// Ids of what is set aside.
    pub(crate) fn aside(&self) -> Vec<OpId> {
        let log = self.log.borrow();
        let aside = log.aside.iter().filter_map(|one| match one {
            Known::SetAside { op, .. } => Some(op.id),
            Known::Logged(_) => None,
        });
        aside.collect()
    }

    /// An answer comes in from a tablet.
    pub(crate) fn answer(&self) {
        let mut log = self.log.borrow_mut();
        let number = 0x9000 + log.ops.len() as u128;
        let body = Body::Create {
            fields: domain::entity::Fields::new(),
        };
        let (kind, v) = body.kind();
        let op = Op {
            id: OpId(id(number)),
            device: DeviceId(id(0x9000)),
            cseq: 0,
            actor: PersonId(id(0x9000)),
            kind: kind.to_owned(),
            v,
            entity: EntityRef {
                kind: EntityKind::Answer,
                id: id(number),
            },
            base: None,
            wall_ms: 0,
            body: body.encode(),
            salt: vec![7; 16],
            alg: None,
            kid: None,
            sig: None,
            prev: None,
        };
        let head = log.head.clone();
        let plan = plan_own(
            &mut log.state,
            head,
            vec![(op, self.today.get().to_owned())],
        );
        log.head = plan.head;
        log.ops.extend(plan.append);
    }

    pub(crate) fn push(&self, person: PersonId, role: Role, push: Push) -> Result<Pushed, Trouble> {
        self.pushes.set(self.pushes.get() + 1);
        if let Some(trouble) = self.stubborn.borrow().clone() {
            return Err(trouble);
        }
        let mut log = self.log.borrow_mut();
        let room = self.room.get();
        let received_at = format!("{}T10:00:00Z", self.today.get());
        log.push(person, role, room, push, &received_at)
    }

    pub(crate) fn pull(
        &self,
        scope: Scope,
        after: u64,
        epoch: Option<String>,
    ) -> Result<Page, Trouble> {
        if scope != Scope::Team && !self.answers.get() {
            return Err(Trouble::ScopeGone);
        }
        let log = self.log.borrow();
        let head = log.ops.len() as u64;
        let same = epoch.is_none_or(|epoch| epoch == log.epoch);
        let after = if same { after.min(head) } else { 0 };
        let rest = &log.ops[after as usize..];
        let mut page = Page {
            epoch: log.epoch.clone(),
            ops: Vec::new(),
            next: after,
            head,
            chain: String::new(),
            root: None,
        };
        for stored in rest.iter().take(self.page.get()) {
            page.next = stored.stamp.seq;
            if Scope::of(stored.op.entity.kind) == scope {
                page.ops.push(stored.clone());
            }
        }
        Ok(page)
    }
}

impl Log {
    fn push(
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
        let known = |id: OpId| self.known(id);
        let planned = plan_push(
            &mut state,
            self.head.clone(),
            pusher,
            push.ops,
            received_at,
            known,
        );
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
            root: None,
            signed: None,
        })
    }

    fn known(&self, id: OpId) -> Vec<Known> {
        let logged = self.ops.iter().filter(|one| one.op.id == id);
        let aside = self.aside.iter();
        let aside = aside.filter(|one| matches!(one, Known::SetAside { op, .. } if op.id == id));
        let logged = logged.cloned().map(Known::Logged);
        logged.chain(aside.cloned()).collect()
    }
}
