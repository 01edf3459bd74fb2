//! The disk in memory: the twin of the browser's, for tests.

use super::{
    disk::{Disk, Loaded, Wait, in_order},
    replica::{Fate, Outgoing, Position},
};
use crate::{
    hash,
    op::{Op, Stored},
};
use domain::ids::{DeviceId, OpId};
use std::{cell::RefCell, collections::BTreeMap, convert::Infallible, marker::PhantomData};

/// `E` is the error of the disk it stands in for; this one never fails.
pub struct MemoryDisk<E = Infallible> {
    inner: RefCell<Inner>,
    error: PhantomData<E>,
}

struct Inner {
    device: DeviceId,
    next_cseq: u64,
    last_hash: Option<String>,
    log: BTreeMap<u64, Stored>,
    outbox: BTreeMap<OpId, Outgoing>,
    position: Position,
}

impl<E: 'static> MemoryDisk<E> {
    pub fn new(device: DeviceId) -> Self {
        MemoryDisk {
            error: PhantomData,
            inner: RefCell::new(Inner {
                device,
                next_cseq: 1,
                last_hash: None,
                log: BTreeMap::new(),
                outbox: BTreeMap::new(),
                position: Position::default(),
            }),
        }
    }

    /// Runs a step at once and wraps its result as the port wants it.
    fn now<T: 'static>(&self, step: impl FnOnce(&mut Inner) -> T) -> Wait<'_, T, E> {
        let result = step(&mut self.inner.borrow_mut());
        Box::pin(std::future::ready(Ok(result)))
    }
}

impl<E: 'static> Disk for MemoryDisk<E> {
    type Error = E;

    fn load(&self) -> Wait<'_, Loaded, E> {
        self.load_after(0)
    }

    fn load_after(&self, seq: u64) -> Wait<'_, Loaded, E> {
        self.now(|inner| Loaded {
            device: inner.device,
            log: inner
                .log
                .range(seq + 1..)
                .map(|(_, op)| op.clone())
                .collect(),
            outgoing: inner.outbox.values().cloned().collect(),
            position: inner.position.clone(),
        })
    }

    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Op>, E> {
        self.now(|inner| ops.into_iter().map(|op| inner.append(op)).collect())
    }

    fn settle(&self, outgoing: Vec<Outgoing>) -> Wait<'_, (), E> {
        self.now(|inner| {
            for one in outgoing {
                inner.outbox.insert(one.op.id, one);
            }
        })
    }

    fn take_page(
        &self,
        page: Vec<Stored>,
        position: Position,
        forget: Vec<OpId>,
    ) -> Wait<'_, (), E> {
        self.now(|inner| {
            for stored in page {
                inner.log.insert(stored.stamp.seq, stored);
            }
            inner.position = position;
            for id in forget {
                inner.outbox.remove(&id);
            }
        })
    }

    fn restart(&self) -> Wait<'_, (), E> {
        self.now(|inner| {
            inner.log.clear();
            inner.position = Position::default();
            for outgoing in inner.outbox.values_mut() {
                if matches!(outgoing.fate, Fate::Received { .. }) {
                    outgoing.fate = Fate::Waiting;
                }
            }
        })
    }

    fn renumber(&self, device: DeviceId) -> Wait<'_, (), E> {
        self.now(|inner| {
            inner.device = device;
            inner.next_cseq = 1;
            inner.last_hash = None;
            inner
                .outbox
                .retain(|_, one| !matches!(one.fate, Fate::Received { .. }));
            let outbox: Vec<Outgoing> = inner.outbox.values().cloned().collect();
            for op in in_order(outbox) {
                inner.append(op);
            }
        })
    }
}

impl Inner {
    fn append(&mut self, mut op: Op) -> Op {
        op.device = self.device;
        op.cseq = self.next_cseq;
        op.prev = self.last_hash.take();
        self.next_cseq += 1;
        self.last_hash = Some(hash::hex(&hash::operation(&op)));
        let fate = Fate::Waiting;
        self.outbox.insert(
            op.id,
            Outgoing {
                op: op.clone(),
                fate,
            },
        );
        op
    }
}
