//! What a device does to its log, each a step on disk and then in memory. Where another tab was first, nothing is done
//! and what it wrote is taken over: false.

use super::{
    disk::{Disk, Settled, Turn},
    position::Position,
    replica::Replica,
};
use crate::op::{Op, Scope};
use domain::ids::DeviceId;
use std::{future::ready, rc::Rc};

/// How much of what waited at the start of an exchange has been answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    pub sent: usize,
    pub of: usize,
}

/// The replica that somebody holds: the browser behind a signal, tests and the simulator in a cell.
pub trait Device {
    type Error;

    fn disk(&self) -> Rc<dyn Disk<Error = Self::Error>>;
    fn read<T>(&self, read: impl FnOnce(&Replica) -> T) -> T;
    fn change(&self, change: impl FnOnce(&mut Replica));
    /// A random device id nobody has.
    fn fresh_id(&self) -> DeviceId;
    /// Scopes the person reads beside the team's.
    fn scopes(&self) -> Vec<Scope>;
    /// Whether `sig` is the Ed25519 signature of `text` by the key with these public bytes; none where that cannot be
    /// checked.
    fn verifies(
        &self,
        _public: &[u8],
        _text: &str,
        _sig: &[u8],
    ) -> impl Future<Output = Option<bool>> {
        ready(None)
    }
    /// To show while a long queue is sent.
    fn progress(&self, _progress: Progress) {}
}

/// Writes operations on the device, then shows them.
///
/// # Errors
/// Nothing was written and nothing is shown.
pub async fn append<D: Device>(device: &D, ops: Vec<Op>) -> Result<(), D::Error> {
    let made = device.disk().append(ops).await?;
    device.change(|replica| replica.append(made));
    Ok(())
}

/// Another tab may have written: takes over what is new.
///
/// # Errors
/// Nothing has changed.
pub async fn refresh<D: Device>(device: &D) -> Result<(), D::Error> {
    let known = device.read(|replica| replica.position().clone());
    let loaded = device.disk().load_after(known).await?;
    if !device.read(|replica| replica.precedes(&loaded)) {
        return reload(device).await;
    }
    device.change(|replica| replica.refresh(loaded));
    Ok(())
}

/// Sends once more what the server refused without keeping it.
///
/// # Errors
/// Nothing has changed.
pub async fn retry<D: Device>(device: &D) -> Result<(), D::Error> {
    device.disk().retry().await?;
    reload(device).await
}

/// What the server answered to a push. False also when it answered for another life of its database.
pub(super) async fn settle<D: Device>(device: &D, settled: Settled) -> Result<bool, D::Error> {
    let done = device.disk().settle(settled.clone()).await?;
    if done {
        device.change(|replica| replica.settle(settled));
    } else {
        refresh(device).await?;
    }
    Ok(done)
}

pub(super) async fn take<D: Device>(device: &D, turn: Turn) -> Result<bool, D::Error> {
    let quiet = turn.page.is_empty() && turn.own.is_empty() && turn.forget.is_empty();
    // A server without news: nothing to write, nothing to draw.
    if quiet && turn.from == turn.to {
        return Ok(true);
    }
    let done = device.disk().take(turn.clone()).await?;
    if done {
        device.change(|replica| replica.take(turn));
    } else {
        refresh(device).await?;
    }
    Ok(done)
}

/// The server's database began another life: everything is read anew, then sent again what it lacks.
pub(super) async fn restart<D: Device>(device: &D, from: Position) -> Result<(), D::Error> {
    device.disk().restart(from).await?;
    reload(device).await
}

/// The server holds other work under this device's numbers: what it does not have goes out under a new id.
pub(super) async fn renumber<D: Device>(device: &D) -> Result<(), D::Error> {
    let id = device.read(Replica::device);
    device.disk().renumber(id, device.fresh_id()).await?;
    reload(device).await
}

pub(super) async fn purge<D: Device>(device: &D, scope: Scope) -> Result<(), D::Error> {
    device.disk().purge(scope).await?;
    reload(device).await
}

async fn reload<D: Device>(device: &D) -> Result<(), D::Error> {
    let loaded = device.disk().load_after(Position::default()).await?;
    device.change(|replica| *replica = Replica::new(loaded));
    Ok(())
}
