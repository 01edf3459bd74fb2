//! What a device does to its log, each a step on disk and then in memory.

use super::{
    disk::{Disk, Loaded},
    replica::{Outgoing, Position, Replica},
};
use crate::op::{Op, Stored};
use domain::ids::{DeviceId, OpId};
use std::rc::Rc;

/// The replica that somebody holds: the browser behind a signal, tests and the simulator in a cell.
pub trait Device {
    type Error;

    fn disk(&self) -> Rc<dyn Disk<Error = Self::Error>>;
    fn read<T>(&self, read: impl FnOnce(&Replica) -> T) -> T;
    fn change(&self, change: impl FnOnce(&mut Replica));
    /// Unix milliseconds, as the device claims.
    fn now_ms(&self) -> u64;
    /// A random device id nobody has.
    fn fresh_id(&self) -> DeviceId;
}

/// Writes operations on the device, then shows them.
///
/// # Errors
/// Nothing was written and nothing is shown.
pub async fn append<D: Device>(device: &D, ops: Vec<Op>) -> Result<(), D::Error> {
    let ops = device.disk().append(ops).await?;
    device.change(|replica| ops.into_iter().for_each(|op| replica.append(op)));
    Ok(())
}

/// What the server answered to a push.
pub(super) async fn settle<D: Device>(device: &D, outgoing: Vec<Outgoing>) -> Result<(), D::Error> {
    device.disk().settle(outgoing.clone()).await?;
    device.change(|replica| replica.put_outgoing(outgoing));
    Ok(())
}

pub(super) async fn take_page<D: Device>(
    device: &D,
    page: Vec<Stored>,
    position: Position,
    forget: Vec<OpId>,
) -> Result<(), D::Error> {
    // A quiet server answers the same again: nothing to write, nothing to draw.
    if page.is_empty() && device.read(|replica| *replica.position() == position) {
        return Ok(());
    }
    device
        .disk()
        .take_page(page.clone(), position.clone(), forget)
        .await?;
    device.change(|replica| replica.take_page(&page, position));
    Ok(())
}

/// The server's log began another life: everything is read and sent again.
pub(super) async fn restart<D: Device>(device: &D) -> Result<(), D::Error> {
    device.disk().restart().await?;
    reload(device).await
}

pub(super) async fn renumber<D: Device>(device: &D) -> Result<(), D::Error> {
    device.disk().renumber(device.fresh_id()).await?;
    reload(device).await
}

/// Another tab wrote: reads what is new. Starts over when the log was emptied meanwhile.
///
/// # Errors
/// Nothing has changed.
pub async fn refresh<D: Device>(device: &D) -> Result<(), D::Error> {
    let loaded = device
        .disk()
        .load_after(device.read(Replica::last_seq))
        .await?;
    if device.read(|replica| begun_anew(replica, &loaded)) {
        return reload(device).await;
    }
    device.change(|replica| {
        replica.take_page(&loaded.log, loaded.position);
        replica.put_outgoing(loaded.outgoing);
    });
    Ok(())
}

/// Another tab began anew, or gave this browser a new number.
fn begun_anew(replica: &Replica, loaded: &Loaded) -> bool {
    loaded.position.epoch != replica.position().epoch || loaded.device != replica.device()
}

async fn reload<D: Device>(device: &D) -> Result<(), D::Error> {
    let loaded = device.disk().load().await?;
    device.change(|replica| *replica = Replica::new(loaded));
    Ok(())
}
