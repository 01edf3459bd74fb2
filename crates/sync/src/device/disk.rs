//! The port to a device's storage of the operation log. Every writing call is one transaction: when it returns, a killed
//! device loses nothing of it; before, it has all of it or none.

use super::replica::{Fate, Outgoing, Position};
use crate::op::{Op, Stored};
use domain::ids::{DeviceId, OpId};
use std::{future::Future, pin::Pin};

pub type Wait<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + 'a>>;

/// Everything a disk gives back at boot.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub device: DeviceId,
    pub log: Vec<Stored>,
    pub outgoing: Vec<Outgoing>,
    pub position: Position,
}

pub trait Disk {
    type Error;

    fn load(&self) -> Wait<'_, Loaded, Self::Error>;
    /// Operations of the log after `seq`, this device's own and the position: what another tab may have changed.
    fn load_after(&self, seq: u64) -> Wait<'_, Loaded, Self::Error>;
    /// Gives the operations this device's id and its next numbers, and appends them to the outbox.
    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Op>, Self::Error>;
    /// Writes new fates of operations already in the outbox.
    fn settle(&self, outgoing: Vec<Outgoing>) -> Wait<'_, (), Self::Error>;
    /// Appends a page of the server's log, moves the position, and forgets these own operations.
    fn take_page(
        &self,
        page: Vec<Stored>,
        position: Position,
        forget: Vec<OpId>,
    ) -> Wait<'_, (), Self::Error>;
    /// The server's database began another life: empties the log and makes every received operation wait again.
    fn restart(&self) -> Wait<'_, (), Self::Error>;
    /// Gives this device a new id and numbers what waits from 1: the server knows other numbers under the old id.
    fn renumber(&self, device: DeviceId) -> Wait<'_, (), Self::Error>;
}

/// The waiting operations of an outbox, in the order they were made: what a new device id numbers again.
pub fn in_order(outbox: Vec<Outgoing>) -> Vec<Op> {
    let waiting = outbox.into_iter().filter(|one| one.fate == Fate::Waiting);
    let mut ops: Vec<Op> = waiting.map(|one| one.op).collect();
    ops.sort_by_key(|op| op.cseq);
    ops
}
