//! The database of the organisation as the server's port sees it: what is on disk, and transactions that are whole or
//! not at all. A process killed inside one leaves either; so does a commit whose outcome nobody is told.

use crate::{Chance, Clock};
use domain::{
    Refusal,
    ids::{CampaignId, DeviceId, ItemId, OpId},
};
use ledger::{
    Aside, Commit, Found, ItemTrace, Loaded, LogError, LogStore, Pending, Quarantined, Tally,
    Waiting, Wanted,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use sync::{
    op::{Op, Stored},
    plan::{Cursor, Head, Known},
};
use uuid::Uuid;

/// What is on disk.
#[derive(Clone)]
pub(crate) struct Tables {
    pub rev: u64,
    pub head: Head,
    pub epoch: String,
    pub ops: Vec<Stored>,
    pub set_aside: BTreeMap<OpId, Vec<(Op, String)>>,
    /// Ids of those that came into the log later.
    pub taken_back: BTreeSet<OpId>,
    pub cursors: BTreeMap<DeviceId, Cursor>,
    pub items: BTreeMap<ItemId, ItemTrace>,
    pub quarantine: Vec<Quarantined>,
    pub aside: BTreeMap<Uuid, Aside>,
    pub waiting: BTreeMap<Uuid, Waiting>,
    pub tallies: BTreeMap<CampaignId, Tally>,
    pub secrets: Vec<(String, Vec<u8>)>,
}

/// What the next commits meet.
#[derive(Default)]
struct Weather {
    /// Commits to come whose outcome is told as unknown.
    unknown: u32,
}

#[derive(Clone)]
pub(crate) struct Shelf {
    tables: Arc<Mutex<Tables>>,
    weather: Arc<Mutex<Weather>>,
    clock: Clock,
    chance: Chance,
    /// Several processes write.
    shared: bool,
}

impl Shelf {
    pub(crate) fn new(clock: Clock, chance: Chance, secret: Vec<u8>, shared: bool) -> Self {
        let tables = Tables {
            rev: 0,
            head: Head::EMPTY,
            epoch: "e0".to_owned(),
            ops: Vec::new(),
            set_aside: BTreeMap::new(),
            taken_back: BTreeSet::new(),
            cursors: BTreeMap::new(),
            items: BTreeMap::new(),
            quarantine: Vec::new(),
            aside: BTreeMap::new(),
            waiting: BTreeMap::new(),
            tallies: BTreeMap::new(),
            secrets: vec![("k1".to_owned(), secret)],
        };
        Self {
            tables: Arc::new(Mutex::new(tables)),
            weather: Arc::default(),
            clock,
            chance,
            shared,
        }
    }

    pub(crate) fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A backup of this moment.
    pub(crate) fn backup(&self) -> Tables {
        self.tables().clone()
    }

    /// Puts a backup back. With `epoch` as `boucle restore` does it; without, as a copied disk image.
    pub(crate) fn restore(&self, backup: Tables, epoch: Option<String>) {
        let mut tables = self.tables();
        *tables = backup;
        if let Some(epoch) = epoch {
            tables.epoch = epoch;
            tables.rev += 1;
        }
    }

    /// The next `count` commits end without saying how.
    pub(crate) fn lose_outcomes(&self, count: u32) {
        self.weather().unknown += count;
    }

    /// Faults stop.
    pub(crate) fn calm(&self) {
        self.weather().unknown = 0;
    }

    fn weather(&self) -> MutexGuard<'_, Weather> {
        self.weather.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn io_ms(&self) -> u64 {
        self.chance.between(1, 6)
    }

    fn loses_outcome(&self) -> bool {
        let mut weather = self.weather();
        let lost = weather.unknown > 0;
        weather.unknown = weather.unknown.saturating_sub(1);
        lost
    }
}

impl Tables {
    fn orphans(&self) -> Vec<Op> {
        let held = self.set_aside.values().flatten();
        let orphans = held.filter(|(_, code)| code == Refusal::UnknownReference.code());
        let mut orphans: Vec<Op> = orphans.map(|(op, _)| op.clone()).collect();
        orphans.sort_by_key(|op| (op.device, op.cseq));
        orphans
    }

    /// One transaction, all of it or an error with nothing written.
    fn apply(&mut self, commit: &Commit) -> Result<(), LogError> {
        if commit.at != self.rev {
            return Err(LogError::Conflict);
        }
        let exists = commit.ops.iter().enumerate().any(|(index, stored)| {
            stored.stamp.seq != (self.ops.len() + index + 1) as u64
                || self.ops.iter().any(|held| held.op.id == stored.op.id)
        });
        if exists {
            return Err(LogError::Unknown("a record exists already".to_owned()));
        }
        self.rev += 1;
        self.head = commit.head.clone();
        if let Some(epoch) = &commit.epoch {
            self.epoch.clone_from(epoch);
        }
        self.ops.extend(commit.ops.iter().cloned());
        for (op, refusal) in &commit.set_aside {
            let held = self.set_aside.entry(op.id).or_default();
            held.push((op.clone(), refusal.code().to_owned()));
        }
        for id in &commit.taken_back {
            let held = self.set_aside.entry(*id).or_default();
            held.retain(|(_, code)| code != Refusal::UnknownReference.code());
            if held.is_empty() {
                self.set_aside.remove(id);
            }
            self.taken_back.insert(*id);
        }
        self.cursors.extend(commit.cursor);
        self.items.extend(commit.items.iter().cloned());
        self.quarantine.extend(commit.quarantine.iter().cloned());
        self.aside.extend(&commit.aside);
        let wait = commit.wait.iter().cloned();
        self.waiting
            .extend(wait.map(|waiting| (waiting.id, waiting)));
        for id in &commit.stop_waiting {
            self.waiting.remove(id);
        }
        self.tallies.extend(&commit.tallies);
        Ok(())
    }
}

impl LogStore for Shelf {
    fn shared(&self) -> bool {
        self.shared
    }

    fn rev(&self) -> Pending<'_, u64> {
        Box::pin(async move {
            self.clock.sleep(self.io_ms()).await;
            Ok(self.tables().rev)
        })
    }

    fn load(&self) -> Pending<'_, Loaded> {
        Box::pin(async move {
            self.clock.sleep(self.io_ms()).await;
            let tables = self.tables();
            Ok(Loaded {
                rev: tables.rev,
                head: tables.head.clone(),
                epoch: tables.epoch.clone(),
                orphans: tables.orphans(),
                tallies: tables.tallies.clone().into_iter().collect(),
                waiting: tables.waiting.values().cloned().collect(),
                aside: tables.aside.clone().into_iter().collect(),
                secrets: tables.secrets.clone(),
            })
        })
    }

    fn read(&self, after: u64, to: u64, limit: u32) -> Pending<'_, Vec<Stored>> {
        Box::pin(async move {
            self.clock.sleep(self.io_ms()).await;
            let tables = self.tables();
            let wanted = tables
                .ops
                .iter()
                .filter(|op| op.stamp.seq > after && op.stamp.seq <= to);
            Ok(wanted.take(limit as usize).cloned().collect())
        })
    }

    fn look_up<'a>(&'a self, wanted: &'a Wanted) -> Pending<'a, Found> {
        Box::pin(async move {
            self.clock.sleep(self.io_ms()).await;
            let tables = self.tables();
            let mut ops: HashMap<OpId, Vec<Known>> = HashMap::new();
            for stored in tables
                .ops
                .iter()
                .filter(|stored| wanted.ops.contains(&stored.op.id))
            {
                ops.entry(stored.op.id)
                    .or_default()
                    .push(Known::Logged(stored.clone()));
            }
            for id in &wanted.ops {
                for (op, code) in tables.set_aside.get(id).into_iter().flatten() {
                    let known = Known::SetAside {
                        op: op.clone(),
                        code: code.clone(),
                    };
                    ops.entry(*id).or_default().push(known);
                }
            }
            let items = wanted.items.iter();
            Ok(Found {
                ops,
                cursor: wanted
                    .device
                    .and_then(|id| tables.cursors.get(&id).copied())
                    .unwrap_or_default(),
                items: items
                    .filter_map(|id| Some((*id, tables.items.get(id)?.clone())))
                    .collect(),
            })
        })
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, ()> {
        Box::pin(async move {
            // Killed here: nothing was written.
            self.clock.sleep(self.io_ms()).await;
            if self.loses_outcome() {
                if self.chance.one_in(2) {
                    self.tables().apply(commit)?;
                }
                self.clock.sleep(self.io_ms()).await;
                return Err(LogError::Unknown("no answer".to_owned()));
            }
            self.tables().apply(commit)?;
            // Killed here: it was, and nobody was told.
            self.clock.sleep(self.io_ms()).await;
            Ok(())
        })
    }
}
