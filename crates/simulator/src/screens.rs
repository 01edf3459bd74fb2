//! What each device and each server process has in the evening: nothing waits any more (I10), every device holds what the
//! server's log has (I3), every screen shows what that log makes, and so does the server's memory (I4); what was refused
//! is where its person finds it (I9).

use crate::{
    checks::{Breaches, fold},
    desk::{Image, Profile},
    shelf::Tables,
    stage::Stage,
    vault::Drawer,
};
use std::{cell::RefCell, collections::BTreeSet, rc::Rc};
use sync::{
    Scope, Stored,
    device::{Device as _, Fate, Kept},
};

impl Stage {
    pub(crate) fn screens(&self, tables: &Tables) -> Breaches {
        let mut breaches = Vec::new();
        for profile in self.profiles.borrow().iter() {
            match profile.image() {
                Image::Desk(kept) => {
                    breaches.extend(desk(profile, &kept, tables));
                    breaches.extend(pages(profile, tables));
                }
                Image::Tablet(drawer) => breaches.extend(self.tablet(profile.number, &drawer)),
            }
        }
        breaches.extend(self.too_large());
        breaches
    }

    fn tablet(&self, number: u32, drawer: &Drawer) -> Breaches {
        let mut breaches = Vec::new();
        if !drawer.labels.is_empty() {
            let waiting = drawer.labels.len();
            breaches.push(format!("I10 tablet {number} still has {waiting} to send"));
        }
        let truth = self.around.truth.borrow();
        for one in &drawer.refused {
            if !truth.too_large.contains(&one.item.id) {
                let (id, code) = (one.item.id, &one.code);
                breaches.push(format!("I9 {id} stays at tablet {number}: {code}"));
            }
        }
        breaches
    }

    /// What no server takes stays where it was made, for somebody to look at.
    fn too_large(&self) -> Breaches {
        let truth = self.around.truth.borrow();
        let mut refused = Vec::new();
        for profile in self.profiles.borrow().iter() {
            if let Image::Tablet(drawer) = profile.image() {
                refused.extend(drawer.refused.into_iter().map(|one| one.item.id));
            }
        }
        let gone = |id: &&_| !refused.contains(*id) && !truth.excused.contains(&id.0);
        let kept = truth.too_large.iter();
        kept.filter(|id| truth.answers.contains_key(*id))
            .filter(gone)
            .map(|id| format!("I9 {id} was refused and is on no device any more"))
            .collect()
    }

    /// I4: what each server process holds in memory is what is stored.
    pub(crate) fn memories(&self) -> Breaches {
        let around = &self.around;
        let breaches: Rc<RefCell<Breaches>> = Rc::default();
        let silent: Rc<RefCell<BTreeSet<u32>>> = Rc::default();
        for (number, org) in around.server.running() {
            silent.borrow_mut().insert(number);
            let (found, server) = (Rc::clone(&breaches), around.server.clone());
            let silent = Rc::clone(&silent);
            around.world.spawn(crate::Owner::Scenario, async move {
                let Ok(core) = org.read().await else {
                    return;
                };
                silent.borrow_mut().remove(&number);
                let tables = server.shelf().backup();
                let same = core.head == tables.head
                    && core.epoch == tables.epoch
                    && core.state.entities == fold(&tables.ops).entities
                    && core.tallies == tables.tallies.into_iter().collect()
                    && core.waiting.len() == tables.waiting.len();
                if !same {
                    let what =
                        format!("I4 server {number} has something else in memory than stored");
                    found.borrow_mut().push(what);
                }
            });
        }
        around.world.run_until(around.world.now_ms() + 1_000);
        let mut breaches = breaches.take();
        let silent = silent.take().into_iter();
        breaches.extend(silent.map(|number| format!("I10 server {number} does not answer")));
        breaches
    }
}

fn desk(profile: &Profile, kept: &Kept, tables: &Tables) -> Breaches {
    let number = profile.number;
    let mut breaches = Vec::new();
    let own = kept.outbox.values();
    let waiting = own.filter(|own| own.fate == Fate::Waiting).count();
    if waiting > 0 {
        breaches.push(format!("I10 profile {number} still has {waiting} to send"));
    }
    for scope in [Scope::Team, Scope::Answers] {
        let here = kept.log.iter().filter(|((of, _), _)| *of == scope);
        let log: Vec<&Stored> = here.map(|(_, stored)| stored).collect();
        let reads = scope == Scope::Team || profile.reads_answers;
        let ops = of_scope(tables, scope).filter(|_| reads);
        let ops: Vec<&Stored> = ops.collect();
        if log != ops {
            let (have, of) = (log.len(), ops.len());
            breaches.push(format!(
                "I3 profile {number} holds {have} operations of {of} of {scope:?}"
            ));
        }
    }
    for one in kept.outbox.values() {
        let id = one.op.id;
        let aside = tables.set_aside.contains_key(&id);
        let as_told = match &one.fate {
            Fate::Waiting => true,
            Fate::Received { seq } => {
                let held = kept.log.get(&(one.scope(), *seq));
                held.is_some_and(|held| held.op.id == id)
            }
            Fate::SetAside { held, .. } => *held && aside,
        };
        if !as_told {
            let fate = &one.fate;
            breaches.push(format!(
                "I9 profile {number} says of {id} {fate:?}, which is not so"
            ));
        }
    }
    breaches
}

fn of_scope(tables: &Tables, scope: Scope) -> impl Iterator<Item = &Stored> {
    let ops = tables.ops.iter();
    ops.filter(move |stored| Scope::of(stored.op.entity.kind) == scope)
}

/// I4: what the open pages show is what the server's log makes, as far as they have read it.
fn pages(profile: &Profile, tables: &Tables) -> Breaches {
    let mut breaches = Vec::new();
    for page in profile
        .open
        .borrow()
        .iter()
        .filter_map(std::rc::Weak::upgrade)
    {
        let wrong = page.read(|replica| {
            let read = [Scope::Team, Scope::Answers].into_iter().flat_map(|scope| {
                let next = replica.position().next(scope);
                of_scope(tables, scope).filter(move |stored| stored.stamp.seq <= next)
            });
            replica.view().entities != fold(read).entities
        });
        if wrong {
            let (page, number) = (page.number, profile.number);
            breaches.push(format!(
                "I4 page {page} of profile {number} shows something else"
            ));
        }
    }
    breaches
}
