//! What this device knows, pure: the server's log folded, and the device's own operations, those still under way
//! replayed on top. Storage and screen follow it; it asks neither.

use super::{
    disk::{Loaded, Settled, Turn},
    outgoing::{Fate, Outgoing},
    position::Position,
    trust::Trust,
};
use crate::{
    fold::State,
    op::{Op, Scope, Stored},
    outbox,
    wire::{Page, Push},
};
use domain::{
    Day,
    entity::EntityKind,
    ids::{DeviceId, OpId},
};
use std::collections::BTreeMap;

/// Own operations are kept this long after the server has them, for a server restored from a backup. Counted by the
/// days of the server's log: a device's clock may say anything.
const KEPT_HOURS: i64 = 30 * 24;

#[derive(Clone, Debug)]
pub struct Replica {
    device: DeviceId,
    server: State,
    /// In the order they were made.
    outgoing: BTreeMap<(u64, OpId), Outgoing>,
    position: Position,
    /// The server's records with what is under way on top; none while nothing is.
    view: Option<State>,
}

impl Replica {
    pub fn new(loaded: Loaded) -> Replica {
        let mut replica = Replica {
            device: loaded.device,
            server: State::default(),
            outgoing: BTreeMap::new(),
            position: Position::default(),
            view: None,
        };
        replica.refresh(loaded);
        replica
    }

    /// Records as the screen shows them.
    pub fn view(&self) -> &State {
        self.view.as_ref().unwrap_or(&self.server)
    }

    pub fn device(&self) -> DeviceId {
        self.device
    }

    pub fn position(&self) -> &Position {
        &self.position
    }

    /// This device's operations, oldest first.
    pub fn outgoing(&self) -> impl Iterator<Item = &Outgoing> {
        self.outgoing.values()
    }

    pub fn waiting(&self) -> impl Iterator<Item = &Op> {
        self.outgoing()
            .filter(|outgoing| outgoing.fate == Fate::Waiting)
            .map(|outgoing| &outgoing.op)
    }

    /// Operations on single answers that the results from the server may not count yet. Answers are not in this
    /// device's log: their records live in the results.
    pub fn on_answers(&self, results_seq: u64) -> impl Iterator<Item = &Op> {
        self.outgoing()
            .filter(move |outgoing| {
                outgoing.op.entity.kind == EntityKind::Answer
                    && match outgoing.fate {
                        Fate::Waiting => true,
                        Fate::Received { seq } => seq > results_seq,
                        Fate::SetAside { .. } => false,
                    }
            })
            .map(|outgoing| &outgoing.op)
    }

    /// Scopes to read: those that the person holds, and those read here until the server has said that they are gone.
    pub(super) fn scopes(&self, held: &[Scope]) -> Vec<Scope> {
        let here = self.position.scopes();
        let mut scopes: Vec<Scope> = here.chain(held.iter().copied()).collect();
        scopes.sort_unstable();
        scopes.dedup();
        scopes
    }

    /// The next operations to send, `most` at most; none before the log has been read.
    pub(super) fn next_push(&self, most: usize) -> Option<Push> {
        if self.position.restarting {
            return None;
        }
        // What has another id waits until `is_mixed` was seen to.
        let ours = self.waiting().filter(|op| op.device == self.device);
        let ops: Vec<Op> = ours.cloned().collect();
        outbox::next_push(self.device, self.position.epoch.clone(), &ops, most)
    }

    /// Whether something waits under an id this device no longer has: another tab took a newer one, or a restored server
    /// lost what it had received under the old one.
    pub(super) fn is_mixed(&self) -> bool {
        !self.position.restarting && self.waiting().any(|op| op.device != self.device)
    }

    /// Whether the server acknowledged an operation after `last_cseq`, the last it has of this device: it lost it.
    pub(super) fn was_lost_after(&self, last_cseq: u64) -> bool {
        self.outgoing()
            .filter(|one| one.is_held())
            .any(|one| one.op.device == self.device && one.op.cseq > last_cseq)
    }

    /// The last place in the server's log that it acknowledged to this device; 0 when none. A log that ends before it is
    /// of another life.
    pub(super) fn acknowledged(&self) -> u64 {
        let places = self.outgoing().map(|one| match one.fate {
            Fate::Received { seq } => seq,
            _ => 0,
        });
        places.fold(0, u64::max)
    }

    /// What is here of a scope: its log, or nothing; and operations that have not been sent.
    pub(super) fn holds(&self, scope: Scope) -> (bool, bool) {
        let read = self.position.scopes().any(|here| here == scope);
        let waits = self.waiting().any(|op| Scope::of(op.entity.kind) == scope);
        (read, waits)
    }

    /// What a page of the server's log does to this device.
    pub(super) fn turn(&self, scope: Scope, page: Page, trust: Trust) -> Turn {
        let from = self.position.clone();
        let to = from.after(scope, &page).trusting(trust);
        let today = page.ops.last().and_then(received_on);
        let found = |one: &Outgoing| {
            let mut ops = page.ops.iter();
            ops.find(|stored| stored.op.id == one.op.id && stored.op.is_same_work(&one.op))
        };
        let lost = |one: &Outgoing| {
            one.is_lost(scope, from.next(scope), page.next) && found(one).is_none()
        };
        // What the server kept aside has no place where it could be missed: it is as lost as the rest may be.
        let any_lost = self.outgoing().any(lost);
        let (mut own, mut forget) = (Vec::new(), Vec::new());
        for one in self.outgoing() {
            let told = to.tells_of(one) == scope;
            let aside = any_lost && matches!(one.fate, Fate::SetAside { held: true, .. });
            let next = match told.then(|| found(one)).flatten() {
                Some(stored) => Some(one.found(stored)),
                None if aside || lost(one) => Some(one.clone().anew()),
                None => one.passed(page.next).filter(|_| told),
            };
            match next.map(|next| next.aged(today)) {
                Some(Some(next)) if next != *one => own.push(next),
                Some(None) => forget.push(one.op.id),
                _ => {}
            }
        }
        Turn {
            scope,
            page: page.ops,
            from,
            to,
            own,
            forget,
        }
    }

    pub(super) fn take(&mut self, turn: Turn) {
        let page = turn.page.iter().map(|stored| (turn.scope, stored));
        self.apply(page);
        self.position = turn.to;
        self.outgoing
            .retain(|_, one| !turn.forget.contains(&one.op.id));
        self.put(turn.own);
        self.replay();
    }

    pub(super) fn settle(&mut self, settled: Settled) {
        self.position.epoch.get_or_insert(settled.epoch);
        for (id, fate) in settled.fates {
            if let Some(one) = self.outgoing.values_mut().find(|one| one.op.id == id) {
                one.fate = fate;
            }
        }
        self.replay();
    }

    /// Operations just made. Cheaper than a replay: they go on top of what is shown.
    pub(super) fn append(&mut self, made: Vec<Outgoing>) {
        let view = self.view.get_or_insert_with(|| self.server.clone());
        for one in &made {
            view.apply(&one.op, None);
        }
        self.put(made);
    }

    /// Whether a disk went on from what is known here, and did not begin anew.
    pub(super) fn precedes(&self, loaded: &Loaded) -> bool {
        let ahead = |scope| loaded.position.next(scope) >= self.position.next(scope);
        loaded.device == self.device
            && loaded.position.life == self.position.life
            && self.position.scopes().all(ahead)
    }

    /// Takes over what a disk has beyond what is known here.
    pub(super) fn refresh(&mut self, loaded: Loaded) {
        self.apply(loaded.log.iter().map(|(scope, stored)| (*scope, stored)));
        self.position = loaded.position;
        self.outgoing.clear();
        self.put(loaded.outgoing);
        self.replay();
    }

    fn apply<'a>(&mut self, log: impl Iterator<Item = (Scope, &'a Stored)>) {
        for (scope, stored) in log {
            // Another tab of this browser may have brought some of them already; each scope has its own cursor.
            if stored.stamp.seq > self.position.next(scope) {
                self.server.apply(&stored.op, Some(&stored.stamp));
            }
        }
    }

    fn put(&mut self, outgoing: Vec<Outgoing>) {
        let placed = outgoing.into_iter().map(|one| (one.place(), one));
        self.outgoing.extend(placed);
    }

    fn replay(&mut self) {
        self.view = None;
        // An acknowledged operation stays on top until the pull has brought it.
        let on_top = self.outgoing.values().filter(|one| match one.fate {
            Fate::Waiting => true,
            Fate::Received { seq } => seq > self.position.next(one.scope()),
            Fate::SetAside { .. } => false,
        });
        for one in on_top {
            let view = self.view.get_or_insert_with(|| self.server.clone());
            view.apply(&one.op, None);
        }
    }
}

impl Outgoing {
    /// It is in the log: under the number it has there.
    fn found(&self, stored: &Stored) -> Outgoing {
        let seq = stored.stamp.seq;
        Outgoing {
            op: stored.op.clone(),
            fate: Fate::Received { seq },
            ..self.clone()
        }
    }

    /// Whether it was acknowledged for a place between `after` and `next`, where it was not found: the server began another
    /// life unseen.
    fn is_lost(&self, scope: Scope, after: u64, next: u64) -> bool {
        let Fate::Received { seq } = self.fate else {
            return false;
        };
        Scope::of(self.op.entity.kind) == scope && after < seq && seq <= next
    }

    /// The log was read to `next`; none while that says nothing.
    fn passed(&self, next: u64) -> Option<Outgoing> {
        matches!(self.fate, Fate::Received { seq } if seq <= next).then(|| self.clone())
    }

    /// Kept since the first day the log reached it; none when that is long ago.
    fn aged(mut self, today: Option<Day>) -> Option<Outgoing> {
        let received = matches!(self.fate, Fate::Received { .. });
        let Some(today) = today.filter(|_| received) else {
            return Some(self);
        };
        let since = *self.since.get_or_insert(today);
        let kept = today.duration_since(since).as_hours();
        (kept < KEPT_HOURS).then_some(self)
    }
}

/// The day the server took an operation.
fn received_on(stored: &Stored) -> Option<Day> {
    domain::day::read(stored.stamp.received_at.get(..10)?)
}
