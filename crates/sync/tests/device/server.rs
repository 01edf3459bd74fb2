//! The server in memory: the real plan of a push above a list.

use domain::{
    entity::EntityKind,
    ids::{DeviceId, OpId, PersonId},
    role::Role,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use sync::{
    Body, EntityRef, Op, Scope,
    device::Trouble,
    op::SALT_BYTES,
    wire::{Page, Push, Pushed},
};
use testkit::{id, server::Log};

/// The answer that `op` created.
pub(crate) fn answer(op: OpId) -> EntityRef {
    EntityRef {
        kind: EntityKind::Answer,
        id: op.0,
    }
}

pub(crate) struct Server {
    pub(crate) log: RefCell<Log>,
    /// The day it stamps with.
    pub(crate) today: Cell<&'static str>,
    /// Whether answers may be read.
    pub(crate) answers: Cell<bool>,
    /// The part of them that is shown, by name; none: all.
    pub(crate) part: RefCell<Option<&'static str>>,
    /// Operations in one page.
    pub(crate) page: Cell<usize>,
    /// Room to set operations aside.
    pub(crate) room: Cell<u32>,
    pub(crate) pushes: Cell<u32>,
    /// How often its keys were asked for.
    pub(crate) asked_keys: Cell<u32>,
    /// What it answers to every push, whatever comes.
    pub(crate) stubborn: RefCell<Option<Trouble>>,
}

impl Server {
    pub(crate) fn new() -> Rc<Server> {
        Rc::new(Server {
            log: RefCell::default(),
            today: Cell::new("2026-11-21"),
            answers: Cell::new(true),
            part: RefCell::default(),
            page: Cell::new(2),
            room: Cell::new(1_000),
            pushes: Cell::new(0),
            asked_keys: Cell::new(0),
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
        self.log.borrow().aside()
    }

    /// An answer comes in from a tablet.
    pub(crate) fn answer(&self) {
        let mut log = self.log.borrow_mut();
        let number = 0x9000 + log.ops.len() as u128;
        let body = Body::Create {
            fields: domain::entity::Fields::new(),
        };
        let (of, actor) = (OpId(id(number)), PersonId(id(0x9000)));
        let op = Op {
            device: DeviceId(id(0x9000)),
            ..Op::made(of, actor, answer(of), None, &body, 0, [7; SALT_BYTES])
        };
        log.own(op, self.today.get());
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
        epoch: Option<&str>,
    ) -> Result<Page, Trouble> {
        if scope != Scope::Team && !self.answers.get() {
            return Err(Trouble::ScopeGone);
        }
        let log = self.log.borrow();
        if log.withdrawn {
            return Err(Trouble::ScopeGone);
        }
        let mut page = log.pull(scope, after, epoch, self.page.get());
        if scope != Scope::Team {
            page.part = self.part.borrow().map(str::to_owned);
        }
        Ok(page)
    }
}
