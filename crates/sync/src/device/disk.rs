//! The port to a device's storage of the operation log. Every writing call is one transaction: when it returns, a killed
//! device loses nothing of it; before, it has all of it or none. Another tab may write between two calls: those that
//! build on what was read say so, and answer false, having done nothing, when it is no longer so.

use super::{
    outgoing::{Fate, Outgoing},
    position::Position,
};
use crate::op::{Op, Scope, Stored};
use domain::ids::{DeviceId, OpId};
use std::{future::Future, pin::Pin};

pub type Wait<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + 'a>>;

/// What a disk gives back.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub device: DeviceId,
    /// Each scope's in order.
    pub log: Vec<(Scope, Stored)>,
    pub outgoing: Vec<Outgoing>,
    pub position: Position,
}

/// What the server answered to a push.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settled {
    /// The life of the database it speaks for. The first one heard of becomes the position's.
    pub epoch: String,
    pub fates: Vec<(OpId, Fate)>,
}

/// A page of one scope of the server's log, and what it tells of this device's own operations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turn {
    pub scope: Scope,
    pub page: Vec<Stored>,
    pub from: Position,
    pub to: Position,
    /// New states of operations in the outbox; one that is no longer there stays away.
    pub own: Vec<Outgoing>,
    pub forget: Vec<OpId>,
}

pub trait Disk {
    type Error;

    /// The log after a position, all of this device's own operations, and the position now: what another tab may have
    /// changed.
    fn load_after(&self, position: Position) -> Wait<'_, Loaded, Self::Error>;
    /// Gives the operations this device's id and its next numbers, and appends them to the outbox.
    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Outgoing>, Self::Error>;
    /// Writes new fates of operations in the outbox. False when the position is of another epoch.
    fn settle(&self, settled: Settled) -> Wait<'_, bool, Self::Error>;
    /// Takes a page. False when the position is not `turn.from`.
    fn take(&self, turn: Turn) -> Wait<'_, bool, Self::Error>;
    /// Empties the log, moves to [`Position::anew`] and makes what the server had wait again. False when the position is
    /// not `from`.
    fn restart(&self, from: Position) -> Wait<'_, bool, Self::Error>;
    /// Gives this device the id `to` and numbers what waits from 1. False when its id is not `from`.
    fn renumber(&self, from: DeviceId, to: DeviceId) -> Wait<'_, bool, Self::Error>;
    /// Makes what the server refused without keeping it wait again, under new numbers.
    fn retry(&self) -> Wait<'_, (), Self::Error>;
    /// Forgets a scope: its log, its position, and those of this device's own operations in it that the server has.
    fn purge(&self, scope: Scope) -> Wait<'_, (), Self::Error>;
}
