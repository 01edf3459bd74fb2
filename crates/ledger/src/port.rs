//! The store port: the operation log of one organisation and what intake keeps beside it. What was planned is committed
//! if the log is still where the plan started (compare-and-commit).

use domain::{
    Day, Refusal,
    answer::ReleasedAnswer,
    ids::{CampaignId, ContactId, DeviceId, ItemId, OpId, PersonId},
    quarantine::{Decision, Subject},
    retention::Removed,
};
use intake::wire::Item;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fmt, future::Future, pin::Pin};
use sync::{
    hash,
    op::{Op, Stored},
    plan::{Cursor, Head, Known},
    wire::Checkpoint,
};
use uuid::Uuid;

pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, LogError>> + Send + 'a>>;

/// What was decided of each thing, in order.
pub type Decisions = Vec<(Subject, Vec<Decision>)>;

/// What went wrong, by what is done next.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LogError {
    /// Nothing was written, for the log is not where the plan started: plan again from what is stored now.
    #[error("another write came first")]
    Conflict,
    /// Stored data cannot be what this program wrote: nothing may be served from it.
    #[error("damaged data: {0}")]
    Damaged(String),
    /// A database elsewhere does not answer, or this one stops because its disk failed. A commit may be on disk or not, as below.
    #[error("the database does not answer: {0}")]
    Away(String),
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
    /// Items kept in quarantine after `after`, by key; `all`: also those that somebody left there for good.
    fn quarantined(&self, after: Option<Subject>, all: bool) -> Pending<'_, Vec<Quarantined>>;
    /// Operations set aside after the id `after`, likewise.
    fn set_aside(&self, after: Option<OpId>, all: bool) -> Pending<'_, Vec<HeldOp>>;
    /// What was decided of both, after `after`.
    fn decisions(&self, after: Option<Subject>) -> Pending<'_, Decisions>;
    /// Checkpoints, the oldest first.
    fn checkpoints(&self) -> Pending<'_, Vec<Checkpoint>>;
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
    /// Operations set aside because the record they are about was not there, unless somebody left them there for good.
    pub orphans: Vec<Op>,
    pub secrets: Vec<Secret>,
}

/// A private key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    pub kid: String,
    pub purpose: Purpose,
    /// When it was made, Unix milliseconds: the latest of a purpose is in use. 0 from before this was kept.
    pub since: i64,
    /// 32 bytes.
    #[serde(with = "domain::bytes")]
    pub private: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Opens what devices seal.
    Seal,
    /// Signs heads and receipts.
    Sign,
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?} {}", self.purpose, self.kid)
    }
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
    /// How many of them somebody decided to leave there.
    pub dismissed: u32,
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
    /// Things that somebody decides on.
    pub held: Vec<Subject>,
    /// Hashes of tokens that count once.
    pub tickets: Vec<String>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    pub ops: HashMap<OpId, Vec<Known>>,
    /// Where the device stands.
    pub cursor: Cursor,
    pub items: HashMap<ItemId, ItemTrace>,
    /// Of [`Wanted::held`], what is still there: the items, and everything set aside under the operations' ids.
    pub quarantined: Vec<Quarantined>,
    pub held: Vec<HeldOp>,
    /// What the tokens are known for, by their hashes.
    pub tickets: HashMap<String, Ticket>,
}

/// What a token that counts once was made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ticket {
    pub seat: Seat,
    /// Whose the seat is; nobody's, of a printed strip.
    pub contact: Option<ContactId>,
    /// An answer came with it, or with another token of the seat.
    pub spent: bool,
}

/// A place in a campaign that one answer fills: somebody's, whose id stands here, or a printed strip's. Every token of a
/// seat is spent with the first; neither when nor on which answer is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Seat {
    pub campaign: CampaignId,
    pub id: Uuid,
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
    /// Hash of those that were counted when the first could not be opened: a copy damaged on its way.
    pub counted: Option<String>,
}

impl ItemTrace {
    /// Whether these bytes were taken, and why they are in quarantine if they are.
    pub(crate) fn of(&self, sha: &str) -> Option<Option<&str>> {
        if self.counted.as_deref() == Some(sha) {
            return Some(None);
        }
        (self.sha == sha).then_some(self.code.as_deref())
    }

    /// Whether what came first says nothing, and nothing else counts under this id. Only what cannot be opened has this
    /// code.
    pub(crate) fn is_unreadable(&self) -> bool {
        let unreadable = Refusal::Malformed.code();
        self.counted.is_none() && self.code.as_deref() == Some(unreadable)
    }
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
    /// The device, or the campaign of the public link, that brought it; none from programs older than this field.
    pub source: Option<Uuid>,
    /// The campaign among whose refused items it is counted.
    pub campaign: Option<CampaignId>,
    /// Somebody decided to leave it there.
    pub dismissed: bool,
}

impl Quarantined {
    pub fn subject(&self) -> Subject {
        Subject {
            id: self.item.0,
            sha: self.sha.clone(),
        }
    }

    /// As it came.
    pub fn item(&self) -> Item {
        Item {
            id: self.item,
            alg: self.alg.clone(),
            kid: self.kid.clone(),
            sealed: self.sealed.clone(),
        }
    }

    /// What it counts for among what is kept.
    pub fn weight(&self) -> u64 {
        (self.sealed.len() + self.alg.len() + self.kid.len()) as u64
    }
}

/// An operation kept for a person to look at.
#[derive(Clone, PartialEq, Debug)]
pub struct HeldOp {
    pub op: Op,
    pub code: String,
    /// Who pushed it; none from programs older than this field.
    pub pushed: Option<Pushed>,
    /// Somebody decided to leave it there.
    pub dismissed: bool,
}

/// How an operation that was set aside came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pushed {
    pub device: DeviceId,
    pub person: PersonId,
    /// `2026-11-21`.
    pub day: String,
}

impl HeldOp {
    pub fn subject(&self) -> Subject {
        Subject {
            id: self.op.id.0,
            sha: hash::hex(&hash::operation(&self.op)),
        }
    }
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
    /// What stands from here on in the place of operations of the log ([`sync::erasure`]).
    pub reduced: Vec<Stored>,
    /// To be counted among what was removed that day.
    pub removed: Option<Removed>,
    pub set_aside: Vec<HeldOp>,
    /// Orphans among what was set aside that are in `ops` now.
    pub taken_back: Vec<OpId>,
    pub cursor: Option<(DeviceId, Cursor)>,
    /// Traces of new items.
    pub items: Vec<(ItemId, ItemTrace)>,
    pub quarantine: Vec<Quarantined>,
    /// Items that were accepted: they leave the quarantine.
    pub accepted: Vec<Subject>,
    /// Items that stay there for good.
    pub dismissed: Vec<Subject>,
    /// What is set aside under an id from here on: none of it, or less, or decided on.
    pub held: HashMap<OpId, Vec<HeldOp>>,
    pub decisions: Vec<(Subject, Decision)>,
    /// What leaves the quarantine because its time is over, and the day it does.
    pub forgotten: Vec<(Subject, Day)>,
    /// Whole new values.
    pub aside: HashMap<Uuid, Aside>,
    /// Seats that an answer was given for.
    pub spent: Vec<Seat>,
    pub wait: Vec<Waiting>,
    /// Waiting answers that were released or moved.
    pub stop_waiting: Vec<Uuid>,
    /// Whole new values.
    pub tallies: HashMap<CampaignId, Tally>,
    /// New keys.
    pub secrets: Vec<Secret>,
    /// One to keep; one that is kept gets its token.
    pub checkpoint: Option<Checkpoint>,
}

impl Commit {
    /// A commit of nothing yet.
    pub fn new(at: u64, head: Head) -> Self {
        Self {
            at,
            head,
            epoch: None,
            ops: Vec::new(),
            reduced: Vec::new(),
            removed: None,
            set_aside: Vec::new(),
            taken_back: Vec::new(),
            cursor: None,
            items: Vec::new(),
            quarantine: Vec::new(),
            accepted: Vec::new(),
            dismissed: Vec::new(),
            held: HashMap::new(),
            decisions: Vec::new(),
            forgotten: Vec::new(),
            aside: HashMap::new(),
            spent: Vec::new(),
            wait: Vec::new(),
            stop_waiting: Vec::new(),
            tallies: HashMap::new(),
            secrets: Vec::new(),
            checkpoint: None,
        }
    }

    /// Whether there is anything to write.
    pub fn is_empty(&self) -> bool {
        *self == Self::new(self.at, self.head.clone())
    }
}
