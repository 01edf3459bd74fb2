//! The disk in memory: the twin of the browser's, for tests. Each call does its work at once, then takes a turn, so that
//! a future can be dropped right after what it wrote.

use super::{
    disk::{Disk, Loaded, Settled, Turn, Wait},
    outgoing::{Numbering, Outgoing},
    position::Position,
};
use crate::op::{Op, Scope, Stored};
use domain::ids::{DeviceId, OpId};
use std::{
    cell::RefCell, collections::BTreeMap, convert::Infallible, future::ready, marker::PhantomData,
};

/// `E` is the error of the disk it stands in for; this one never fails.
pub struct MemoryDisk<E = Infallible> {
    kept: RefCell<Kept>,
    error: PhantomData<E>,
}

/// All a device keeps. A copy is a copied profile.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    pub numbering: Numbering,
    pub log: BTreeMap<(Scope, u64), Stored>,
    pub outbox: BTreeMap<OpId, Outgoing>,
    pub position: Position,
}

impl<E: 'static> MemoryDisk<E> {
    pub fn new(device: DeviceId) -> Self {
        Self::of(Kept {
            numbering: Numbering::new(device),
            log: BTreeMap::new(),
            outbox: BTreeMap::new(),
            position: Position::default(),
        })
    }

    pub fn of(kept: Kept) -> Self {
        MemoryDisk {
            kept: RefCell::new(kept),
            error: PhantomData,
        }
    }

    pub fn kept(&self) -> Kept {
        self.kept.borrow().clone()
    }

    /// Runs a step at once and wraps its result as the port wants it.
    fn now<T: 'static>(&self, step: impl FnOnce(&mut Kept) -> T) -> Wait<'_, T, E> {
        let result = step(&mut self.kept.borrow_mut());
        Box::pin(ready(Ok(result)))
    }
}

impl<E: 'static> Disk for MemoryDisk<E> {
    type Error = E;

    fn load_after(&self, position: Position) -> Wait<'_, Loaded, E> {
        self.now(|kept| kept.after(&position))
    }

    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Outgoing>, E> {
        self.now(|kept| {
            let appended = kept.numbering.append(ops);
            kept.put(appended.clone());
            appended
        })
    }

    fn settle(&self, settled: Settled) -> Wait<'_, bool, E> {
        self.now(|kept| kept.settle(settled))
    }

    fn take(&self, turn: Turn) -> Wait<'_, bool, E> {
        self.now(|kept| kept.position == turn.from && kept.take(turn))
    }

    fn restart(&self, from: Position) -> Wait<'_, bool, E> {
        self.now(|kept| kept.position == from && kept.restart())
    }

    fn renumber(&self, from: DeviceId, to: DeviceId) -> Wait<'_, bool, E> {
        self.now(|kept| {
            let ours = kept.numbering.device == from;
            if ours {
                let outbox = kept.outbox.values().cloned().collect();
                let numbered = kept.numbering.renumber(to, outbox);
                kept.put(numbered);
            }
            ours
        })
    }

    fn retry(&self) -> Wait<'_, (), E> {
        self.now(|kept| {
            let outbox = kept.outbox.values().cloned().collect();
            let numbered = kept.numbering.again(outbox);
            kept.put(numbered);
        })
    }

    fn purge(&self, scope: Scope) -> Wait<'_, (), E> {
        self.now(|kept| {
            kept.log.retain(|(of, _), _| *of != scope);
            kept.outbox
                .retain(|_, one| one.scope() != scope || !one.is_held());
            kept.position = kept.position.without(scope);
        })
    }
}

impl Kept {
    fn after(&self, position: &Position) -> Loaded {
        let news = self
            .log
            .iter()
            .filter(|((scope, seq), _)| *seq > position.next(*scope));
        Loaded {
            device: self.numbering.device,
            log: news
                .map(|((scope, _), stored)| (*scope, stored.clone()))
                .collect(),
            outgoing: self.outbox.values().cloned().collect(),
            position: self.position.clone(),
        }
    }

    fn put(&mut self, outgoing: Vec<Outgoing>) {
        let keyed = outgoing.into_iter().map(|one| (one.op.id, one));
        self.outbox.extend(keyed);
    }

    fn settle(&mut self, settled: Settled) -> bool {
        let epoch = self.position.epoch.get_or_insert(settled.epoch.clone());
        let ours = *epoch == settled.epoch;
        if ours {
            for (id, fate) in settled.fates {
                if let Some(one) = self.outbox.get_mut(&id) {
                    one.fate = fate;
                }
            }
        }
        ours
    }

    fn take(&mut self, turn: Turn) -> bool {
        let page = turn.page.into_iter();
        self.log
            .extend(page.map(|stored| ((turn.scope, stored.stamp.seq), stored)));
        let own = turn.own.into_iter();
        let known: Vec<Outgoing> = own
            .filter(|one| self.outbox.contains_key(&one.op.id))
            .collect();
        self.put(known);
        for id in turn.forget {
            self.outbox.remove(&id);
        }
        self.position = turn.to;
        true
    }

    fn restart(&mut self) -> bool {
        self.log.clear();
        self.position = self.position.anew();
        let outbox = std::mem::take(&mut self.outbox);
        self.put(outbox.into_values().map(Outgoing::anew).collect());
        true
    }
}
