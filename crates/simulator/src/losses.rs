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
        let now = self.around.world.now_ms();
        self.forgive(
            "was promised, and no device has it to give back",
            |promise, destroyed| {
                let old = promise.acknowledged_ms.is_some_and(|at| at + KEPT_MS < now);
                old || destroyed >= Some(promise.kept_ms)
            },
        );
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
        let tables = self.around.server.shelf().tables();
        let mut ids: BTreeSet<Uuid> = tables.ops.iter().map(|stored| stored.op.id.0).collect();
        ids.extend(tables.set_aside.keys().map(|id| id.0));
        ids.extend(tables.items.keys().map(|id| id.0));
        drop(tables);
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
}
