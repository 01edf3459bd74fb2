//! Which promises a destroyed disk takes with it. Before each destruction everything promised must still be somewhere;
//! after it, what is nowhere any more is forgiven only if the promise did not cover it.

use crate::{
    desk::{Image, Profile},
    stage::Stage,
    truth::Promise,
};
use std::{collections::BTreeSet, rc::Rc};
use uuid::Uuid;

/// What was acknowledged is given back to a restored server for so long.
const KEPT_MS: u64 = 29 * 24 * 60 * 60 * 1_000;

impl Stage {
    /// Destroys a profile's disk.
    pub(crate) fn destroying(&self, profile: &Rc<Profile>, destroy: impl FnOnce()) {
        let now = self.around.world.now_ms();
        let number = profile.number;
        self.around.truth.borrow_mut().destroyed.insert(number, now);
        self.losing(destroy);
    }

    /// Does something after which operations and answers may be nowhere.
    pub(crate) fn losing(&self, destroy: impl FnOnce()) {
        self.forgive("disappeared", |_, _| false);
        destroy();
        self.let_go_what_is_past();
        self.forgive(
            "was promised, and no device has it to give back",
            |promise, destroyed| destroyed >= Some(promise.kept_ms),
        );
    }

    /// What a server put back lacks although it had acknowledged it long ago: its device may have it no more, or be about
    /// to let it go. It may come back all the same.
    fn let_go_what_is_past(&self) {
        let now = self.around.world.now_ms();
        let stored = self.stored();
        let mut truth = self.around.truth.borrow_mut();
        let past = truth.promises().filter(|(id, promise)| {
            let old = promise.acknowledged_ms.is_some_and(|at| at + KEPT_MS < now);
            old && !stored.contains(id)
        });
        let past: Vec<Uuid> = past.map(|(id, _)| id).collect();
        truth.excused.extend(past);
    }

    /// Strikes off what is nowhere any more; a breach unless it is covered by `forgiven`.
    fn forgive(&self, what: &str, forgiven: impl Fn(&Promise, Option<u64>) -> bool) {
        let somewhere = self.somewhere();
        let mut truth = self.around.truth.borrow_mut();
        let lost: Vec<(Uuid, Promise)> = truth
            .promises()
            .filter(|(id, _)| !somewhere.contains(id) && !truth.excused.contains(id))
            .collect();
        for (id, promise) in lost {
            truth.excused.insert(id);
            let destroyed = truth.destroyed.get(&promise.profile).copied();
            if !forgiven(&promise, destroyed) {
                truth.breach(format!("I1 {id} {what}"));
            }
        }
    }

    /// Operations and items in the server's database or in a device's own.
    fn somewhere(&self) -> BTreeSet<Uuid> {
        let mut ids = self.stored();
        for profile in self.profiles.borrow().iter() {
            match profile.image() {
                Image::Desk(kept) => ids.extend(kept.outbox.into_keys().map(|id| id.0)),
                Image::Tablet(drawer) => {
                    ids.extend(drawer.items.into_keys().map(|id| id.0));
                    ids.extend(drawer.refused.into_iter().map(|one| one.item.id.0));
                }
            }
        }
        ids
    }

    /// In the server's database.
    fn stored(&self) -> BTreeSet<Uuid> {
        self.around.server.shelf().tables().ids()
    }
}
