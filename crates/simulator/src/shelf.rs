//! The database of the organisation as the server's port sees it: what is on disk, and transactions that are whole or
//! not at all. A process killed inside one leaves either; so does a commit whose outcome nobody is told.

use crate::{Chance, Clock};
use domain::{
    Refusal,
    ids::{CampaignId, DeviceId, ItemId, OpId},
    quarantine::{Decision, Subject},
};
use ledger::{
    Aside, Commit, Decisions, Found, HeldOp, ItemTrace, KEPT_PAGE, Loaded, LogError, LogStore,
    Pending, Quarantined, Secret, Tally, Waiting, Wanted,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use sync::{
    op::{Op, Stored},
    plan::{Cursor, Head, Known},
    wire::Checkpoint,
};
use uuid::Uuid;

/// The longest that one call of a slow database takes.
const SLOW_MS: u64 = 3_000;

/// What is on disk.
#[derive(Clone)]
pub(crate) struct Tables {
    pub rev: u64,
    pub head: Head,
    pub epoch: String,
    pub ops: Vec<Stored>,
    pub set_aside: BTreeMap<OpId, Vec<HeldOp>>,
    /// Ids of those that came into the log later.
    pub taken_back: BTreeSet<OpId>,
    pub cursors: BTreeMap<DeviceId, Cursor>,
    pub items: BTreeMap<ItemId, ItemTrace>,
    pub quarantine: Vec<Quarantined>,
    pub decisions: BTreeMap<Subject, Vec<Decision>>,
    pub aside: BTreeMap<Uuid, Aside>,
    pub waiting: BTreeMap<Uuid, Waiting>,
    pub tallies: BTreeMap<CampaignId, Tally>,
    pub secrets: Vec<Secret>,
    pub checkpoints: Vec<Checkpoint>,
}

/// What the next commits meet.
#[derive(Default)]
struct Weather {
    /// Commits to come whose outcome is told as unknown.
    unknown: u32,
    slow: bool,
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
    pub(crate) fn new(clock: Clock, chance: Chance, secrets: Vec<Secret>, shared: bool) -> Self {
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
            decisions: BTreeMap::new(),
            aside: BTreeMap::new(),
            waiting: BTreeMap::new(),
            tallies: BTreeMap::new(),
            secrets,
            checkpoints: Vec::new(),
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

    /// Where several processes write, the database is elsewhere and may be slow: they then meet in their commits.
    pub(crate) fn slow_down(&self) {
        self.weather().slow = self.shared;
    }

    /// Faults stop.
    pub(crate) fn calm(&self) {
        *self.weather() = Weather::default();
    }

    fn weather(&self) -> MutexGuard<'_, Weather> {
        self.weather.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn io_ms(&self) -> u64 {
        let slow = self.weather().slow;
        self.chance.between(1, if slow { SLOW_MS } else { 6 })
    }

    fn loses_outcome(&self) -> bool {
        let mut weather = self.weather();
        let lost = weather.unknown > 0;
        weather.unknown = weather.unknown.saturating_sub(1);
        lost
    }
}

impl Tables {
    /// Of everything that came in and is kept.
    pub(crate) fn ids(&self) -> BTreeSet<Uuid> {
        let mut ids: BTreeSet<Uuid> = self.ops.iter().map(|stored| stored.op.id.0).collect();
        ids.extend(self.set_aside.keys().map(|id| id.0));
        ids.extend(self.items.keys().map(|id| id.0));
        ids
    }

    fn orphans(&self) -> Vec<Op> {
        let held = self.set_aside.values().flatten();
        let orphans = held.filter(|one| is_orphan(one) && !one.dismissed);
        let mut orphans: Vec<Op> = orphans.map(|one| one.op.clone()).collect();
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
        for reduced in &commit.reduced {
            let mut held = self.ops.iter_mut();
            let held = held.find(|held| held.stamp.seq == reduced.stamp.seq);
            held.into_iter().for_each(|held| held.clone_from(reduced));
        }
        for one in &commit.set_aside {
            let held = self.set_aside.entry(one.op.id).or_default();
            held.push(one.clone());
        }
        self.set_aside.extend(commit.held.clone());
        for id in &commit.taken_back {
            let held = self.set_aside.entry(*id).or_default();
            held.retain(|one| !is_orphan(one));
            self.taken_back.insert(*id);
        }
        self.set_aside.retain(|_, held| !held.is_empty());
        self.cursors.extend(commit.cursor);
        self.items.extend(commit.items.iter().cloned());
        self.quarantine.extend(commit.quarantine.iter().cloned());
        self.quarantine
            .retain(|held| !commit.accepted.contains(&held.subject()));
        self.quarantine.retain(|held| {
            !commit
                .forgotten
                .iter()
                .any(|(gone, _)| *gone == held.subject())
        });
        for held in &mut self.quarantine {
            if commit.dismissed.contains(&held.subject()) {
                held.dismissed = true;
                held.campaign = None;
            }
        }
        for (subject, decision) in &commit.decisions {
            let made = self.decisions.entry(subject.clone()).or_default();
            made.push(decision.clone());
        }
        self.aside.extend(&commit.aside);
        let wait = commit.wait.iter().cloned();
        self.waiting
            .extend(wait.map(|waiting| (waiting.id, waiting)));
        for id in &commit.stop_waiting {
            self.waiting.remove(id);
        }
        self.tallies.extend(&commit.tallies);
        self.secrets.extend(commit.secrets.iter().cloned());
        if let Some(new) = &commit.checkpoint {
            self.checkpoints.retain(|old| old.signed != new.signed);
            self.checkpoints.push(new.clone());
        }
        Ok(())
    }
}

fn is_orphan(held: &HeldOp) -> bool {
    held.code == Refusal::UnknownReference.code()
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
                for held in tables.set_aside.get(id).into_iter().flatten() {
                    let known = Known::SetAside {
                        op: held.op.clone(),
                        code: held.code.clone(),
                    };
                    ops.entry(*id).or_default().push(known);
                }
            }
            let items = wanted.items.iter();
            let meant = |id| wanted.held.iter().any(|one| one.id == id);
            let quarantined = tables.quarantine.iter();
            let quarantined = quarantined.filter(|held| wanted.held.contains(&held.subject()));
            let held = tables.set_aside.iter().filter(|(id, _)| meant(id.0));
            Ok(Found {
                quarantined: quarantined.cloned().collect(),
                held: held.flat_map(|(_, held)| held.clone()).collect(),
                ops,
                cursor: wanted
                    .device
                    .and_then(|id| tables.cursors.get(&id).copied())
                    .unwrap_or_default(),
                // The simulator's tablets carry no links that count once.
                tickets: HashMap::new(),
                items: items
                    .filter_map(|id| Some((*id, tables.items.get(id)?.clone())))
                    .collect(),
            })
        })
    }

    fn quarantined(&self, after: Option<Subject>, all: bool) -> Pending<'_, Vec<Quarantined>> {
        Box::pin(async move {
            self.clock.sleep(self.io_ms()).await;
            let tables = self.tables();
            let wanted = tables
                .quarantine
                .iter()
                .filter(|held| all || !held.dismissed);
            let mut wanted: Vec<_> = wanted.cloned().collect();
            wanted.sort_by_key(Quarantined::subject);
            wanted.retain(|held| Some(held.subject()) > after);
            wanted.truncate(KEPT_PAGE);
            Ok(wanted)
        })
    }

    fn set_aside(&self, after: Option<OpId>, all: bool) -> Pending<'_, Vec<HeldOp>> {
        Box::pin(async move {
            self.clock.sleep(self.io_ms()).await;
            let tables = self.tables();
            let rows = tables.set_aside.iter().filter(|(id, _)| Some(**id) > after);
            let held = rows.flat_map(|(_, held)| held.clone());
            Ok(held.filter(|one| all || !one.dismissed).collect())
        })
    }

    fn decisions(&self, after: Option<Subject>) -> Pending<'_, Decisions> {
        Box::pin(async move {
            self.clock.sleep(self.io_ms()).await;
            let made = self.tables().decisions.clone().into_iter();
            let made = made.filter(|(subject, _)| Some(subject) > after.as_ref());
            Ok(made.take(KEPT_PAGE).collect())
        })
    }

    fn checkpoints(&self) -> Pending<'_, Vec<Checkpoint>> {
        Box::pin(async move { Ok(self.tables().checkpoints.clone()) })
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
