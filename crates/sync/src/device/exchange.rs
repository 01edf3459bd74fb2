//! One exchange with the server: push what waits, pull what is new. Every step is durable on the device before the next
//! one; stopping anywhere loses and doubles nothing.

use super::{
    remote::{Remote, Trouble},
    replica::{Fate, Outgoing, Position, Replica},
    steps::{self, Device},
};
use crate::{
    op::Op,
    outbox::{self, Verdict},
    wire::Push,
};
use domain::ids::OpId;

/// Why an exchange stopped early.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Halt<E> {
    Remote(Trouble),
    Storage(E),
}

impl<E> From<Trouble> for Halt<E> {
    fn from(trouble: Trouble) -> Self {
        Halt::Remote(trouble)
    }
}

/// Own operations are kept this long after the server has them, for a server restored from a backup.
const KEPT_MS: u64 = 30 * 24 * 60 * 60 * 1000;

/// Gaps in a row without any progress before giving up until the next exchange.
const GAPS_MAX: u32 = 3;

/// Whether anything on this device changed.
///
/// # Errors
/// What stopped it; what was done until then is kept.
pub async fn exchange<D: Device>(
    device: &D,
    remote: &(impl Remote + ?Sized),
) -> Result<bool, Halt<D::Error>> {
    // Another tab may have exchanged since.
    steps::refresh(device).await.map_err(Halt::Storage)?;
    let mut changed = push_all(device, remote).await?;
    changed |= pull_all(device, remote).await?;
    if !waiting(device).is_empty() {
        // The server's log began another life: what it lost goes out again, and comes back numbered anew.
        changed |= push_all(device, remote).await?;
        changed |= pull_all(device, remote).await?;
    }
    Ok(changed)
}

async fn push_all<D: Device>(
    device: &D,
    remote: &(impl Remote + ?Sized),
) -> Result<bool, Halt<D::Error>> {
    let mut changed = false;
    let mut gaps = 0;
    let mut resend: Option<Vec<Op>> = None;
    loop {
        let ops = resend.take().unwrap_or_else(|| waiting(device));
        let Some(push) = next_push(device, &ops) else {
            return Ok(changed);
        };
        match remote.push(push.clone()).await {
            Ok(pushed) => {
                let fates = settled(push.ops, &outbox::verdicts(&pushed.results));
                steps::settle(device, fates).await.map_err(Halt::Storage)?;
                changed = true;
                gaps = 0;
            }
            Err(Trouble::Gap { last_cseq }) if gaps < GAPS_MAX => {
                gaps += 1;
                resend = device.read(|replica| replica.after(last_cseq));
                if resend.is_none() {
                    steps::renumber(device).await.map_err(Halt::Storage)?;
                }
            }
            Err(Trouble::NumberTaken) if gaps < GAPS_MAX => {
                gaps += 1;
                steps::renumber(device).await.map_err(Halt::Storage)?;
            }
            Err(trouble) => return Err(trouble.into()),
        }
    }
}

fn waiting(device: &impl Device) -> Vec<Op> {
    device.read(|replica| replica.waiting().cloned().collect())
}

fn next_push(device: &impl Device, ops: &[Op]) -> Option<Push> {
    let (device, epoch) =
        device.read(|replica| (replica.device(), replica.position().epoch.clone()));
    outbox::next_push(device, epoch, ops)
}

fn settled(ops: Vec<Op>, verdicts: &[Verdict]) -> Vec<Outgoing> {
    let fate_of = |op: &Op| {
        verdicts.iter().find_map(|verdict| match verdict {
            Verdict::Received { op: id, seq } if *id == op.id => Some(Fate::Received { seq: *seq }),
            Verdict::SetAside { op: id, code } if *id == op.id => {
                Some(Fate::SetAside { code: code.clone() })
            }
            _ => None,
        })
    };
    // One the server said nothing about keeps waiting.
    ops.into_iter()
        .filter_map(|op| fate_of(&op).map(|fate| Outgoing { op, fate }))
        .collect()
}

async fn pull_all<D: Device>(
    device: &D,
    remote: &(impl Remote + ?Sized),
) -> Result<bool, Halt<D::Error>> {
    let mut changed = false;
    loop {
        let before = device.read(|replica| replica.position().clone());
        let page = remote.pull(before.next, before.epoch.clone()).await?;
        if before.epoch.is_some() && before.epoch.as_deref() != Some(&page.epoch) {
            // The server's log began another life. Its page starts at the beginning; what it lost is sent again.
            steps::restart(device).await.map_err(Halt::Storage)?;
        }
        let position = Position {
            epoch: Some(page.epoch),
            next: page.next,
        };
        changed |= !page.ops.is_empty();
        let done = page.next >= page.head || position == before;
        let now_ms = device.now_ms();
        let forget = device.read(|replica| forgettable(replica, page.next, now_ms));
        steps::take_page(device, page.ops, position, forget)
            .await
            .map_err(Halt::Storage)?;
        if done {
            return Ok(changed);
        }
    }
}

/// Received long ago, and back from the server.
fn forgettable(replica: &Replica, next: u64, now_ms: u64) -> Vec<OpId> {
    let before_ms = now_ms.saturating_sub(KEPT_MS);
    let old = replica.outgoing().filter(|one| {
        matches!(one.fate, Fate::Received { seq } if seq <= next) && one.op.wall_ms < before_ms
    });
    old.map(|one| one.op.id).collect()
}
