//! Bringing memory to what is stored, with proof: numbers without holes, every leaf and the chain.

use crate::{Core, Keys, Loaded, LogError, LogStore};
use std::{collections::BTreeSet, sync::Arc};
use sync::{Stored, erasure::Erasures, merkle::Frontier};

/// Operations read at once.
const PAGE_OPS: u32 = 2_000;
/// The same of those that were reduced: they lie close together, or far apart.
const AGAIN_OPS: u32 = 500;

/// Reads what is new of the log, which must follow from what is in memory, and the small tables beside it. Another life of the database, or another history, is read from the beginning. Whoever drops this
/// future leaves a core that the next one brings on from there.
pub(crate) async fn catch_up(core: &mut Core, log: &dyn LogStore) -> Result<(), LogError> {
    core.stale = true;
    core.roll_back();
    let mut loaded = log.load().await?;
    let same_life = core.epoch == loaded.epoch && core.rev <= loaded.rev;
    let read = if same_life {
        read_on(core, &mut loaded, log).await
    } else {
        Err(damaged("another life of the database"))
    };
    match read {
        Err(LogError::Damaged(why)) => {
            if core.rev > 0 {
                tracing::warn!(why, "the log is read from its beginning");
            }
            *core = Core::empty(loaded.epoch.clone());
            read_on(core, &mut loaded, log).await?;
        }
        read => read?,
    }
    let keys = Keys::new(loaded.secrets.clone()).ok_or_else(|| damaged("a private key"))?;
    core.keys = Arc::new(keys);
    core.caught_up(loaded);
    Ok(())
}

/// Reads up to the head, and what was reduced meanwhile of what is in memory. While another server reduces, a row may be read
/// before the record that says so: what is not proved then is read again, with all that was written since.
async fn read_on(core: &mut Core, loaded: &mut Loaded, log: &dyn LogStore) -> Result<(), LogError> {
    let mut erasures = Erasures::default();
    loop {
        read_to(core, loaded, log, &mut erasures).await?;
        read_again(core, log, &mut erasures).await?;
        let Some(first) = erasures.unproved().first().copied() else {
            return Ok(());
        };
        let now = log.load().await?;
        if (now.rev, &now.epoch) == (loaded.rev, &loaded.epoch) {
            let seq = first.seq();
            return Err(damaged(&format!("operation {seq} was changed: {first}")));
        }
        *loaded = now;
    }
}

async fn read_to(
    core: &mut Core,
    loaded: &Loaded,
    log: &dyn LogStore,
    erasures: &mut Erasures,
) -> Result<(), LogError> {
    while core.head.seq < loaded.head.seq {
        let page = log.read(core.head.seq, loaded.head.seq, PAGE_OPS).await?;
        if page.is_empty() {
            return Err(missing(core.head.seq + 1));
        }
        for stored in &page {
            take(core, stored)?;
            erasures.take(stored);
        }
    }
    let mut end = loaded.head.clone();
    // Of a database that has not kept one yet, the frontier is what its leaves give.
    if end.frontier == Frontier::EMPTY {
        end.frontier = core.head.frontier.clone();
    }
    if core.head == end {
        Ok(())
    } else {
        Err(damaged("the end of the log is not what its head says"))
    }
}

/// Reads what does not agree with the records of the log as it stands now.
async fn read_again(
    core: &mut Core,
    log: &dyn LogStore,
    erasures: &mut Erasures,
) -> Result<(), LogError> {
    let unproved: BTreeSet<u64> = erasures.unproved().iter().map(|one| one.seq()).collect();
    let (mut done, last) = (0, unproved.last().copied().unwrap_or(0));
    for seq in &unproved {
        if *seq <= done {
            continue;
        }
        let page = log.read(seq - 1, last, AGAIN_OPS).await?;
        done = page.last().map_or(*seq, |stored| stored.stamp.seq);
        let again = page.iter();
        for stored in again.filter(|stored| unproved.contains(&stored.stamp.seq)) {
            let leaf = stored.proven_leaf();
            if leaf.is_none_or(|leaf| !core.has_leaf(stored.stamp.seq, &leaf)) {
                let seq = stored.stamp.seq;
                return Err(damaged(&format!("operation {seq} was changed")));
            }
            erasures.take(stored);
            core.reduced(&stored.op);
        }
    }
    Ok(())
}

fn take(core: &mut Core, stored: &Stored) -> Result<(), LogError> {
    let Some(head) = core.head.clone().after(stored) else {
        let (next, seq) = (core.head.seq + 1, stored.stamp.seq);
        return Err(if seq == next {
            damaged(&format!("operation {seq} was changed"))
        } else {
            missing(next)
        });
    };
    core.chains.push(head.chain);
    core.head = head;
    core.state.apply(&stored.op, Some(&stored.stamp));
    let places = core.index.take(&core.state, &stored.op);
    core.ahead.touched.extend(places);
    Ok(())
}

fn missing(seq: u64) -> LogError {
    damaged(&format!("operation {seq} is missing"))
}

fn damaged(what: &str) -> LogError {
    LogError::Damaged(what.to_owned())
}
