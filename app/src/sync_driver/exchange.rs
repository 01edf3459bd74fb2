//! One exchange with the server: push what waits, pull what is new, then figures and people. Every step is durable on
//! the device before the next one; stopping anywhere loses and doubles nothing.

use super::remote::{Remote, Trouble};
use crate::{
    clock, random,
    state::{
        Log, Stores,
        replica::{Fate, Outgoing, Position, Replica},
        store::Note,
    },
    storage::StorageError,
};
use domain::ids::{DeviceId, random_id};
use sync::{
    Op,
    outbox::{self, Verdict},
    wire::Push,
};

/// Why an exchange stopped early.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Halt {
    Remote(Trouble),
    Storage(StorageError),
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Halt::Remote(trouble)
    }
}

impl From<StorageError> for Halt {
    fn from(error: StorageError) -> Self {
        Halt::Storage(error)
    }
}

/// Own operations are kept this long after the server has them, for a server restored from a backup.
const KEPT_MS: u64 = 30 * 24 * 60 * 60 * 1000;

/// Gaps in a row without any progress before giving up until the next exchange.
const GAPS_MAX: u32 = 3;

/// Whether anything on this device changed.
pub async fn exchange(stores: Stores, remote: &dyn Remote) -> Result<bool, Halt> {
    // Another tab may have exchanged since.
    stores.log.refresh().await?;
    let mut changed = push_all(stores.log, remote).await?;
    changed |= pull_all(stores.log, remote).await?;
    if !waiting(stores.log).is_empty() {
        // The server's log began another life: what it lost goes out again, and comes back numbered anew.
        changed |= push_all(stores.log, remote).await?;
        changed |= pull_all(stores.log, remote).await?;
    }
    let counted = figures(stores, remote).await?;
    Ok(changed || counted)
}

async fn push_all(log: Log, remote: &dyn Remote) -> Result<bool, Halt> {
    let mut changed = false;
    let mut gaps = 0;
    let mut resend: Option<Vec<Op>> = None;
    loop {
        let ops = resend.take().unwrap_or_else(|| waiting(log));
        let Some(push) = next_push(log, &ops) else {
            return Ok(changed);
        };
        match remote.push(push.clone()).await {
            Ok(pushed) => {
                log.settle(settled(push.ops, &outbox::verdicts(&pushed.results)))
                    .await?;
                changed = true;
                gaps = 0;
            }
            Err(Trouble::Gap { last_cseq }) if gaps < GAPS_MAX => {
                gaps += 1;
                resend = log.replica_now(|replica| replica.after(last_cseq));
                if resend.is_none() {
                    renumber(log).await?;
                }
            }
            Err(Trouble::NumberTaken) if gaps < GAPS_MAX => {
                gaps += 1;
                renumber(log).await?;
            }
            Err(trouble) => return Err(trouble.into()),
        }
    }
}

async fn renumber(log: Log) -> Result<(), Halt> {
    Ok(log.renumber(DeviceId(random_id(random::bytes()))).await?)
}

fn waiting(log: Log) -> Vec<Op> {
    log.replica_now(|replica| replica.waiting().cloned().collect())
}

fn next_push(log: Log, ops: &[Op]) -> Option<Push> {
    let (device, epoch) =
        log.replica_now(|replica| (replica.device(), replica.position().epoch.clone()));
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

async fn pull_all(log: Log, remote: &dyn Remote) -> Result<bool, Halt> {
    let mut changed = false;
    loop {
        let before = log.replica_now(|replica| replica.position().clone());
        let page = remote.pull(before.next, before.epoch.clone()).await?;
        if before.epoch.is_some() && before.epoch.as_deref() != Some(&page.epoch) {
            // The server's log began another life. Its page starts at the beginning; what it lost is sent again.
            log.restart().await?;
        }
        let position = Position {
            epoch: Some(page.epoch),
            next: page.next,
        };
        changed |= !page.ops.is_empty();
        let done = page.next >= page.head || position == before;
        let forget = log.replica_now(|replica| forgettable(replica, page.next));
        log.take_page(page.ops, position, forget).await?;
        if done {
            return Ok(changed);
        }
    }
}

/// Received long ago, and back from the server.
fn forgettable(replica: &Replica, next: u64) -> Vec<domain::ids::OpId> {
    let before_ms = clock::now_ms().saturating_sub(KEPT_MS);
    let old = replica.outgoing().filter(|one| {
        matches!(one.fate, Fate::Received { seq } if seq <= next) && one.op.wall_ms < before_ms
    });
    old.map(|one| one.op.id).collect()
}

async fn figures(stores: Stores, remote: &dyn Remote) -> Result<bool, Halt> {
    let before = stores.rollups.head_now();
    let news = remote.rollups(before).await?;
    let changed = news.head != before || !news.campaigns.is_empty() || !news.pools.is_empty();
    if changed {
        let all = stores.rollups.merge(news);
        stores.keep(Note::Rollups, &all).await?;
    }
    Ok(changed)
}

/// What changes rarely: people, who we are here, and the server's public address. False when another account is signed
/// in.
pub async fn confirm(stores: Stores, remote: &dyn Remote) -> Result<bool, Halt> {
    let me = remote.me().await?;
    if !stores.account.is(&me) {
        return Ok(false);
    }
    let welcome = remote.welcome().await?;
    stores.account.confirm(me, &welcome);
    let people = remote.people().await?;
    stores.keep(Note::People, &people).await?;
    stores.people.replace(people);
    Ok(true)
}
