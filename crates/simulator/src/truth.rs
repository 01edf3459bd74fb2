//! What was promised: everything a device called kept, everything the server acknowledged, and what nothing could save
//! because the only disk that held it was emptied. Written down outside of everything that can fail.

use domain::ids::{ItemId, OpId};
use intake::wire::{ItemStatus, Receipts};
use std::collections::{BTreeMap, BTreeSet};
use sync::{
    Op,
    wire::{OpStatus, Pushed},
};
use uuid::Uuid;

/// A promise about one operation or answer. Times are virtual.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Promise {
    /// The profile whose disk gave it.
    pub profile: u32,
    pub kept_ms: u64,
    pub acknowledged_ms: Option<u64>,
}

#[derive(Default)]
pub(crate) struct Truth {
    pub operations: BTreeMap<OpId, (Promise, Op)>,
    pub answers: BTreeMap<ItemId, Promise>,
    /// Words nobody else wrote, of every answer given, kept or not.
    pub words: BTreeMap<ItemId, String>,
    /// Never valid: may be refused.
    pub poison: BTreeSet<OpId>,
    /// Items that no server takes, kept or not.
    pub too_large: BTreeSet<ItemId>,
    /// Profiles whose person lost a role for a while: may be refused.
    pub demoted: BTreeSet<u32>,
    /// When a profile's disk was last emptied or put back to an earlier day.
    pub destroyed: BTreeMap<u32, u64>,
    /// Promises that nobody can keep any more.
    pub excused: BTreeSet<Uuid>,
    /// Promises found broken on the way.
    pub broken: Vec<String>,
    /// Everything people did, kept or not.
    pub writes: u32,
}

impl Truth {
    pub(crate) fn operation_kept(&mut self, profile: u32, now_ms: u64, op: &Op) {
        self.operations
            .insert(op.id, (Promise::new(profile, now_ms), op.clone()));
    }

    /// Somebody gave an answer; whether it is kept is not known yet.
    pub(crate) fn answered(&mut self, id: ItemId, words: String) {
        self.writes += 1;
        self.words.insert(id, words);
    }

    pub(crate) fn answer_kept(&mut self, profile: u32, now_ms: u64, id: ItemId) {
        self.answers.insert(id, Promise::new(profile, now_ms));
    }

    /// The answer to a push reached its device.
    pub(crate) fn pushed(&mut self, pushed: &Pushed, now_ms: u64) {
        for id in in_log(pushed) {
            if let Some((promise, _)) = self.operations.get_mut(&id) {
                promise.acknowledged_ms.get_or_insert(now_ms);
            }
        }
    }

    /// Receipts reached their device.
    pub(crate) fn receipts(&mut self, receipts: &Receipts, now_ms: u64) {
        for id in received(receipts) {
            if let Some(promise) = self.answers.get_mut(&id) {
                promise.acknowledged_ms.get_or_insert(now_ms);
            }
        }
    }

    /// The server is about to acknowledge these: they are in its database by now. Devices would hide a lie, for they look
    /// for what is missing and give it back.
    pub(crate) fn acknowledging(
        &mut self,
        ids: impl Iterator<Item = Uuid>,
        stored: &BTreeSet<Uuid>,
    ) {
        for id in ids.filter(|id| !stored.contains(id)) {
            self.breach(format!("I1 {id} is acknowledged and not stored"));
        }
    }

    pub(crate) fn promises(&self) -> impl Iterator<Item = (Uuid, Promise)> {
        let operations = self
            .operations
            .iter()
            .map(|(id, (promise, _))| (id.0, *promise));
        operations.chain(self.answers.iter().map(|(id, promise)| (id.0, *promise)))
    }

    pub(crate) fn breach(&mut self, what: String) {
        self.broken.push(what);
    }
}

/// What an answer says is in the log.
pub(crate) fn in_log(pushed: &Pushed) -> impl Iterator<Item = OpId> {
    let all = pushed.results.iter();
    let in_log = all.filter(|result| {
        matches!(
            result.status,
            OpStatus::Stored | OpStatus::Duplicate | OpStatus::Conflict
        )
    });
    in_log.map(|result| result.id)
}

/// What receipts say has come in.
pub(crate) fn received(receipts: &Receipts) -> impl Iterator<Item = ItemId> {
    let all = receipts.receipts.iter();
    let received = all
        .filter(|receipt| matches!(receipt.status, ItemStatus::Received | ItemStatus::Duplicate));
    received.map(|receipt| receipt.id)
}

impl Promise {
    fn new(profile: u32, kept_ms: u64) -> Self {
        Self {
            profile,
            kept_ms,
            acknowledged_ms: None,
        }
    }
}
