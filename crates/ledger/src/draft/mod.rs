//! A write being planned: memory and commit change together, so that the plan sees what it has done so far.

mod decided;

use crate::{
    Aside, Commit, Core, HeldOp, Host, ItemTrace, Pushed, Quarantined, Seat, Secret, Tally,
    Waiting, photos::Kept,
};
use domain::{
    Day, Refusal,
    answer::Place,
    entity::EntityKind,
    ids::{CampaignId, DeviceId, OpId, PersonId},
    retention::Removed,
    role::Role,
};
use std::{cmp::Reverse, collections::BTreeSet};
use sync::{
    Body, EntityRef, Op, Stored,
    op::SALT_BYTES,
    plan::{Plan, Pusher, plan_own, plan_return, weight},
    wire::Checkpoint,
};
use uuid::Uuid;

pub struct Draft<'a> {
    pub core: &'a mut Core,
    pub host: &'a dyn Host,
    pub(crate) today: Day,
    /// To be kept before the commit.
    pub(crate) photos: Vec<Kept>,
    commit: Commit,
}

/// An operation the server makes, for itself or in somebody's name.
pub struct OwnOp {
    pub device: DeviceId,
    pub actor: PersonId,
    pub entity: EntityRef,
    pub base: Option<OpId>,
    pub body: Body,
    /// An instant, or only a day for what must not tell when it came.
    pub received_at: String,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(core: &'a mut Core, host: &'a dyn Host, today: Day) -> Self {
        Self {
            commit: Commit::new(core.rev, core.head.clone()),
            core,
            host,
            today,
            photos: Vec::new(),
        }
    }

    /// What is to be committed, and the photos that must be there before.
    pub(crate) fn finish(self) -> (Commit, Vec<Kept>) {
        (self.commit, self.photos)
    }

    /// Devices will read the log anew and give back what it lacks.
    pub(crate) fn begin_another_life(&mut self) {
        self.commit.epoch = Some(self.host.random_id().to_string());
    }

    /// A key to be kept, in use from here on unless a later one is there.
    pub(crate) fn keep_key(&mut self, secret: Secret) {
        self.commit.secrets.push(secret);
    }

    pub(crate) fn keep_checkpoint(&mut self, checkpoint: Checkpoint) {
        self.commit.checkpoint = Some(checkpoint);
    }

    /// The end of the log with what was planned.
    pub(crate) fn head(&self) -> sync::plan::Head {
        self.commit.head.clone()
    }

    /// Campaigns that something was written about.
    pub(crate) fn campaigns(&self) -> BTreeSet<CampaignId> {
        let written = self.commit.ops.iter().map(|stored| stored.op.entity);
        let campaigns = written.filter(|at| at.kind == EntityKind::Campaign);
        campaigns.map(|at| CampaignId(at.id)).collect()
    }

    /// Whether it is this draft that gave a campaign its status.
    pub(crate) fn closes(&self, id: CampaignId) -> bool {
        let at = EntityRef {
            kind: EntityKind::Campaign,
            id: id.0,
        };
        let record = self.core.state.get(at);
        let by = record.and_then(|record| record.version("status"));
        self.commit
            .ops
            .iter()
            .any(|stored| Some(stored.op.id) == by)
    }

    /// Takes in what `plan_push` planned from [`Draft::head`] on this core's state, whose records it was told to remember.
    pub(crate) fn pushed(&mut self, by: Pusher, plan: Plan) {
        let (device, before) = (by.device, by.cursor);
        if plan.append.is_empty() && plan.quarantine.is_empty() && plan.cursor == before {
            return;
        }
        for (op, refusal) in &plan.quarantine {
            self.keep(device.0, weight(op));
            if *refusal == Refusal::UnknownReference {
                self.core.orphans.push(op.clone());
            }
            self.commit.set_aside.push(HeldOp {
                op: op.clone(),
                code: refusal.code().to_owned(),
                pushed: Some(Pushed {
                    device,
                    person: by.person,
                    day: self.today.to_string(),
                }),
                dismissed: false,
            });
        }
        self.commit.cursor = Some((device, plan.cursor));
        self.append(plan);
    }

    /// After records were made: takes back what was set aside for want of them, until nothing more fits.
    pub(crate) fn take_back(&mut self, received_at: &str) {
        loop {
            let orphans = std::mem::take(&mut self.core.orphans);
            self.core.remember(orphans.iter().map(|op| op.entity));
            let head = self.head();
            // Whether its author may write it was asked before whether the record is there.
            let role = Role::Direction;
            let plan = plan_return(&mut self.core.state, head, &orphans, role, received_at);
            let back: Vec<OpId> = plan.append.iter().map(|stored| stored.op.id).collect();
            let (gone, left) = orphans.into_iter().partition(|op| back.contains(&op.id));
            self.core.orphans = left;
            if back.is_empty() {
                return;
            }
            for op in &gone {
                self.let_go(op);
            }
            self.append(plan);
        }
    }

    /// An operation is no longer among what was set aside.
    fn let_go(&mut self, op: &Op) {
        // What this very draft put there never reaches the database.
        let before = self.commit.set_aside.len();
        self.commit.set_aside.retain(|held| held.op != *op);
        if self.commit.set_aside.len() == before {
            self.commit.taken_back.push(op.id);
        }
        self.no_longer_kept(Some(op.device.0), weight(op), false);
    }

    /// Appends operations of the server's own making.
    pub fn own(&mut self, ops: Vec<OwnOp>) {
        let made: Vec<_> = ops.into_iter().map(|op| self.make(op)).collect();
        self.core.remember(made.iter().map(|(op, _)| op.entity));
        let head = self.head();
        let plan = plan_own(&mut self.core.state, head, made);
        self.append(plan);
    }

    /// Puts operations that were reduced in place of what they were, in memory as in the log.
    pub(crate) fn reduce(&mut self, place: &Place, rows: Vec<Stored>) {
        self.core
            .remember(rows.iter().map(|stored| stored.op.entity));
        for stored in &rows {
            self.core.state.reduce(&stored.op);
        }
        self.core.ahead.touched.insert(place.clone());
        self.commit.reduced.extend(rows);
    }

    /// Counts what is removed because its time is over.
    pub(crate) fn removed(&mut self, removed: Removed) {
        self.commit.removed = Some(removed);
    }

    fn make(&self, own: OwnOp) -> (Op, String) {
        // Without time: an anonymous answer must not tell when it came.
        let id = OpId(self.host.random_id());
        let salt = self.host.bytes::<SALT_BYTES>();
        let op = Op {
            device: own.device,
            ..Op::made(id, own.actor, own.entity, own.base, &own.body, 0, salt)
        };
        (op, own.received_at)
    }

    fn append(&mut self, plan: Plan) {
        for stored in &plan.append {
            let places = self.core.index.take(&self.core.state, &stored.op);
            self.core.ahead.touched.extend(places);
        }
        self.commit.head = plan.head;
        self.commit.ops.extend(plan.append);
    }

    /// Changes a campaign's counts.
    pub(crate) fn count(&mut self, campaign: CampaignId, change: impl FnOnce(&mut Tally)) {
        let tally = self.core.tallies.entry(campaign).or_default();
        change(tally);
        self.commit.tallies.insert(campaign, *tally);
        self.core.ahead.touched.insert(Place::Campaign(campaign));
    }

    /// An answer fills a seat.
    pub(crate) fn spend(&mut self, seat: Option<Seat>) {
        self.commit.spent.extend(seat);
    }

    /// Puts an answer among those that wait.
    pub(crate) fn wait(&mut self, waiting: Waiting) {
        self.core
            .ahead
            .touched
            .insert(Place::Campaign(waiting.campaign));
        self.commit.wait.push(waiting.clone());
        self.core.waiting.push(waiting);
    }

    /// Takes out the answers that wait at a place.
    pub(crate) fn stop_waiting(&mut self, place: &Place) -> Vec<Waiting> {
        let (taken, left) = std::mem::take(&mut self.core.waiting)
            .into_iter()
            .partition(|waiting| waiting.answer.place == *place);
        self.core.waiting = left;
        for Waiting { id, campaign, .. } in &taken {
            self.core.ahead.touched.insert(Place::Campaign(*campaign));
            // What this very draft put there never reaches the database.
            let before = self.commit.wait.len();
            self.commit.wait.retain(|waiting| waiting.id != *id);
            if self.commit.wait.len() == before {
                self.commit.stop_waiting.push(*id);
            }
        }
        taken
    }

    pub(crate) fn trace(&mut self, item: domain::ids::ItemId, trace: ItemTrace) {
        self.commit.items.push((item, trace));
    }

    /// Keeps an item that `source` brought; false when there is no room for it.
    pub(crate) fn quarantine(&mut self, source: Uuid, held: Quarantined) -> bool {
        let bytes = held.weight();
        let fits = self.core.room(source).take(bytes);
        if fits {
            self.keep(source, bytes);
            self.commit.quarantine.push(held);
        }
        fits
    }

    fn keep(&mut self, source: Uuid, bytes: u64) {
        let aside = self.core.aside.entry(source).or_default();
        aside.count = aside.count.saturating_add(1);
        aside.bytes = aside.bytes.saturating_add(bytes);
        self.commit.aside.insert(source, *aside);
    }

    /// One thing is taken off what is noted of whoever brought it, and what is not noted there off that of the others: rows
    /// of older programs do not say who brought them, only the sum of all is exact, and that is proved.
    fn no_longer_kept(&mut self, source: Option<Uuid>, bytes: u64, dismissed: bool) {
        let mut gone = Aside {
            count: 1,
            bytes,
            dismissed: dismissed.into(),
        };
        for shelf in self.shelves(source) {
            let aside = self.core.aside.entry(shelf).or_default();
            let part = Aside {
                count: gone.count.min(aside.count),
                bytes: gone.bytes.min(aside.bytes),
                dismissed: gone.dismissed.min(aside.dismissed),
            };
            if part == Aside::default() {
                continue;
            }
            for less in [&mut *aside, &mut gone] {
                less.count -= part.count;
                less.bytes -= part.bytes;
                less.dismissed -= part.dismissed;
            }
            self.commit.aside.insert(shelf, *aside);
            if gone == Aside::default() {
                return;
            }
        }
    }

    /// Of whom something is noted as kept: `source` first, then whoever brought the most.
    fn shelves(&self, source: Option<Uuid>) -> Vec<Uuid> {
        let all = self.core.aside.iter();
        let mut all: Vec<_> = all
            .map(|(id, aside)| (Some(*id) != source, Reverse(aside.bytes), *id))
            .collect();
        all.sort();
        all.into_iter().map(|(.., id)| id).collect()
    }
}
