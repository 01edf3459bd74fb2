//! Bringing memory to what is stored, with proof: numbers without holes, every leaf and the chain.

use crate::{Core, Keys, Loaded, LogError, LogStore};
use std::sync::Arc;
use sync::{Stored, merkle::Frontier};

/// Operations read at once.
const PAGE_OPS: u32 = 2_000;

/// Reads what is new of the log, which must follow from what is in memory, and the small tables beside it. Another life of the database, or another history, is read from the beginning. Whoever drops this
/// future leaves a core that the next one brings on from there.
pub(crate) async fn catch_up(core: &mut Core, log: &dyn LogStore) -> Result<(), LogError> {
    core.stale = true;
    core.roll_back();
    let loaded = log.load().await?;
    let keys = Keys::new(loaded.secrets.clone()).ok_or_else(|| damaged("a private key"))?;
    let same_life = core.epoch == loaded.epoch && core.rev <= loaded.rev;
    let read = if same_life {
        read_on(core, &loaded, log).await
    } else {
        Err(damaged("another life of the database"))
    };
    match read {
        Err(LogError::Damaged(why)) => {
            if core.rev > 0 {
                tracing::warn!(why, "the log is read from its beginning");
            }
            *core = Core::empty(loaded.epoch.clone());
            read_on(core, &loaded, log).await?;
        }
        read => read?,
    }
    core.keys = Arc::new(keys);
    core.caught_up(loaded);
    Ok(())
}

async fn read_on(core: &mut Core, loaded: &Loaded, log: &dyn LogStore) -> Result<(), LogError> {
    while core.head.seq < loaded.head.seq {
        let page = log.read(core.head.seq, loaded.head.seq, PAGE_OPS).await?;
        if page.is_empty() {
            return Err(missing(core.head.seq + 1));
        }
        for stored in &page {
            take(core, stored)?;
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
