//! The store port: the operation log of one organisation and what intake keeps beside it. What was planned is committed
//! if the log is still where the plan started (compare-and-commit).

use domain::{
    Refusal,
    answer::ReleasedAnswer,
    ids::{CampaignId, DeviceId, ItemId, OpId},
};
use std::{collections::HashMap, future::Future, pin::Pin};
use sync::{
    op::{Op, Stored},
    plan::{Cursor, Head, Known},
};
use uuid::Uuid;

pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, LogError>> + Send + 'a>>;

/// What went wrong, by what is done next.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LogError {
    /// Nothing was written, for the log is not where the plan started: plan again from what is stored now.
    #[error("another write came first")]
    Conflict,
    /// Stored data cannot be what this program wrote: nothing may be served from it.
    #[error("damaged data: {0}")]
    Damaged(String),
    /// Everything else. A commit may be on disk or not: read again and look, never write blindly again.
    #[error("the database failed: {0}")]
    Unknown(String),
}

/// What the product asks of a log store; a simulator implements it on memory.
pub trait LogStore: Send + Sync {
    /// Whether other servers write it too.
    fn shared(&self) -> bool;
    /// The revision it is at: [`Loaded::rev`] alone.
    fn rev(&self) -> Pending<'_, u64>;
    /// The head record, tallies and waiting answers, all of one moment.
    fn load(&self) -> Pending<'_, Loaded>;
    /// Operations with `after < seq <= to`, at most `limit`, in order.
    fn read(&self, after: u64, to: u64, limit: u32) -> Pending<'_, Vec<Stored>>;
    /// Everything held under these ids.
    fn look_up<'a>(&'a self, wanted: &'a Wanted) -> Pending<'a, Found>;
    /// Writes all of it in one transaction, durably, if the head still has revision `commit.at`.
    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, ()>;
}

/// The organisation's database when it was loaded.
#[derive(Clone, PartialEq, Debug)]
pub struct Loaded {
    /// Counts every transaction: what compare-and-commit compares.
    pub rev: u64,
    /// Its frontier is empty in a database that has not kept one yet.
    pub head: Head,
    /// Names this life of the database; changes when it is restored from a backup.
    pub epoch: String,
    pub tallies: HashMap<CampaignId, Tally>,
    pub waiting: Vec<Waiting>,
    /// What is kept of refused material, by who brought it.
    pub aside: HashMap<Uuid, Aside>,
    /// Operations set aside because the record they are about was not there.
    pub orphans: Vec<Op>,
    /// Private keys by key id, 32 bytes each.
    pub secrets: Vec<(String, Vec<u8>)>,
}

/// What intake counted for a campaign.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Valid answers, released or waiting.
    pub received: u32,
    pub refused: u32,
    pub abandoned: u32,
    pub quarantined: u32,
}

/// How much refused material is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Aside {
    pub count: u32,
    pub bytes: u64,
}

/// An answer that waits for its group.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiting {
    /// Random; no relation to the item it came in.
    pub id: Uuid,
    pub campaign: CampaignId,
    pub answer: ReleasedAnswer,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wanted {
    pub ops: Vec<OpId>,
    pub device: Option<DeviceId>,
    pub items: Vec<ItemId>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    pub ops: HashMap<OpId, Vec<Known>>,
    /// Where the device stands.
    pub cursor: Cursor,
    pub items: HashMap<ItemId, ItemTrace>,
}

/// What is remembered of an item: never its content, never when it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemTrace {
    /// SHA-256 (hex) of the sealed bytes that came first.
    pub sha: String,
    /// Why those are in quarantine, if they are.
    pub code: Option<String>,
    /// Hashes of other bytes under the same id, all in quarantine.
    pub others: Vec<String>,
}

/// An item kept for a person to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quarantined {
    pub item: ItemId,
    pub sha: String,
    pub alg: String,
    pub kid: String,
    pub sealed: Vec<u8>,
    pub code: String,
    /// Day of arrival, `2026-11-21`.
    pub day: String,
}

/// Everything one transaction writes.
#[derive(Clone, PartialEq, Debug)]
pub struct Commit {
    /// The revision the plan started from; the commit makes it one more.
    pub at: u64,
    /// The log's end afterwards.
    pub head: Head,
    /// Names another life of the database from here on.
    pub epoch: Option<String>,
    pub ops: Vec<Stored>,
    pub set_aside: Vec<(Op, Refusal)>,
    /// Orphans among what was set aside that are in `ops` now.
    pub taken_back: Vec<OpId>,
    pub cursor: Option<(DeviceId, Cursor)>,
    /// Traces of new items.
    pub items: Vec<(ItemId, ItemTrace)>,
    pub quarantine: Vec<Quarantined>,
    /// Whole new values.
    pub aside: HashMap<Uuid, Aside>,
    pub wait: Vec<Waiting>,
    /// Waiting answers that were released or moved.
    pub stop_waiting: Vec<Uuid>,
    /// Whole new values.
    pub tallies: HashMap<CampaignId, Tally>,
}

impl Commit {
    /// A commit of nothing yet.
    pub fn new(at: u64, head: Head) -> Self {
        Self {
            at,
            head,
            epoch: None,
            ops: Vec::new(),
            set_aside: Vec::new(),
            taken_back: Vec::new(),
            cursor: None,
            items: Vec::new(),
            quarantine: Vec::new(),
            aside: HashMap::new(),
            wait: Vec::new(),
            stop_waiting: Vec::new(),
            tallies: HashMap::new(),
        }
    }

    /// Whether there is anything to write.
    pub fn is_empty(&self) -> bool {
        *self == Self::new(self.at, self.head.clone()) && self.ops.is_empty()
    }
}
