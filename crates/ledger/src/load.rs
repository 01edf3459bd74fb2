//! Reading an organisation from its database, with proof: numbers without holes, every leaf and the chain.

use crate::{Core, Index, Keys, LogError, LogStore};
use domain::{answer::Place, entity::EntityKind};
use std::collections::BTreeSet;
use sync::{State, Stored, merkle::Frontier, plan::Head};

/// Operations read at once.
const PAGE_OPS: u32 = 2_000;

pub(crate) async fn load(log: &dyn LogStore) -> Result<(Core, Keys), LogError> {
    let mut loaded = log.load().await?;
    let keys = Keys::new(&loaded.secrets)
        .ok_or_else(|| LogError::Damaged("the organisation's key".to_owned()))?;
    let mut core = Core {
        state: State::default(),
        head: Head::EMPTY,
        rev: loaded.rev,
        epoch: loaded.epoch,
        tallies: loaded.tallies,
        waiting: loaded.waiting,
        aside: loaded.aside,
        index: Index::default(),
        stale: false,
        closed: false,
    };
    while core.head.seq < loaded.head.seq {
        let page = log.read(core.head.seq, loaded.head.seq, PAGE_OPS).await?;
        if page.is_empty() {
            return Err(missing(core.head.seq + 1));
        }
        for stored in &page {
            core.head = verify(core.head, stored)?;
            core.state.apply(&stored.op, Some(&stored.stamp));
            core.index.take(&core.state, &stored.op);
        }
    }
    // Of a database that has not kept one yet, the frontier is what its leaves give.
    if loaded.head.frontier == Frontier::EMPTY {
        loaded.head.frontier = core.head.frontier.clone();
    }
    if core.head != loaded.head {
        return Err(LogError::Damaged(
            "the end of the log is not what its head says".to_owned(),
        ));
    }
    let places: BTreeSet<Place> = core.places();
    core.index.touch(&places, core.rev);
    Ok((core, keys))
}

/// The head after `stored`.
fn verify(head: Head, stored: &Stored) -> Result<Head, LogError> {
    if stored.stamp.seq != head.seq + 1 {
        return Err(missing(head.seq + 1));
    }
    let seq = stored.stamp.seq;
    head.after(stored)
        .ok_or_else(|| LogError::Damaged(format!("operation {seq} was changed")))
}

fn missing(seq: u64) -> LogError {
    LogError::Damaged(format!("operation {seq} is missing"))
}

impl Core {
    /// Every place that has results.
    fn places(&self) -> BTreeSet<Place> {
        let campaigns = self.state.entities.keys();
        let campaigns = campaigns
            .filter(|at| at.kind == EntityKind::Campaign)
            .map(|at| Place::Campaign(domain::ids::CampaignId(at.id)));
        campaigns.chain(self.index.answered().cloned()).collect()
    }
}
