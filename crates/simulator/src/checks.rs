//! The evening: everything promised is looked for, invariant by invariant (I1 to I12 of the sync design). Written apart
//! from the product's own rules where it judges them. I1, I2, I6, I7 and part of I9 stand here; I3, I4 and I10 in
//! `screens.rs`, I5 in `overwrites.rs`, I8 in `desk.rs`, I11 and I12 in `bounds.rs`.

use crate::{overwrites::silent_overwrites, shelf::Tables, stage::Stage};
use domain::{entity::EntityKind, ids::DeviceId};
use std::collections::{BTreeMap, BTreeSet};
use sync::{EntityRef, State, Stored, hash, merkle, plan::Head};

/// What a seed showed, by invariant; empty when all is well.
pub(crate) type Breaches = Vec<String>;

impl Stage {
    pub(crate) fn check(&self) -> Breaches {
        let tables = self.around.server.shelf().backup();
        let mut breaches = self.around.truth.borrow().broken.clone();
        breaches.extend(the_log(&tables));
        breaches.extend(self.operations(&tables));
        breaches.extend(self.answers(&tables));
        breaches.extend(self.screens(&tables));
        breaches.extend(self.memories());
        breaches.extend(silent_overwrites(&tables));
        breaches.extend(self.bounds(&tables));
        breaches.extend(self.sealed(&tables));
        breaches
    }

    /// I1, I2, I9: every operation kept is in the log once, or set aside for a reason of its own.
    fn operations(&self, tables: &Tables) -> Breaches {
        let truth = self.around.truth.borrow();
        let lost: BTreeSet<EntityRef> = truth
            .operations
            .values()
            .filter(|(_, op)| truth.excused.contains(&op.id.0))
            .map(|(_, op)| op.entity)
            .collect();
        let mut breaches = Vec::new();
        for (id, (promise, op)) in &truth.operations {
            let times = tables
                .ops
                .iter()
                .filter(|stored| stored.op.id == *id)
                .count();
            let aside = tables.set_aside.get(id);
            let may_be_refused = truth.poison.contains(id)
                || truth.demoted.contains(&promise.profile)
                || lost.contains(&op.entity);
            match (times, aside) {
                (0, None) if truth.excused.contains(&id.0) => {}
                (0, None) => {
                    breaches.push(format!("I1 {id} of profile {} is lost", promise.profile))
                }
                (0, Some(held)) if !may_be_refused => {
                    breaches.push(format!("I9 {id} was set aside: {}", held[0].code));
                }
                (0 | 1, _) => {}
                _ => breaches.push(format!("I2 {id} is in the log {times} times")),
            }
        }
        breaches
    }

    /// I1, I2: every answer kept counts once, waiting for its group or released; the count is that of the answers there.
    fn answers(&self, tables: &Tables) -> Breaches {
        let truth = self.around.truth.borrow();
        let waiting = tables
            .waiting
            .values()
            .map(|waiting| format!("{:?}", waiting.answer));
        let answers = tables
            .ops
            .iter()
            .filter(|stored| stored.op.entity.kind == EntityKind::Answer);
        let released = answers.map(|stored| String::from_utf8_lossy(&stored.op.body).into_owned());
        let all = waiting.chain(released).collect::<Vec<_>>().join("\n");
        let mut breaches = Vec::new();
        let mut found = 0;
        for (id, words) in &truth.words {
            let times = all.matches(words.as_str()).count();
            found += times;
            let promised = truth.answers.contains_key(id) && !truth.excused.contains(&id.0);
            if times == 0 && promised {
                breaches.push(format!("I1 answer {id} is lost"));
            }
            if times > 1 {
                breaches.push(format!("I2 answer {id} is there {times} times"));
            }
        }
        let counted: u32 = tables.tallies.values().map(|tally| tally.received).sum();
        if found != counted as usize {
            breaches.push(format!(
                "I2 {found} answers are there, {counted} are counted"
            ));
        }
        breaches
    }
}

pub(crate) fn fold<'a>(ops: impl IntoIterator<Item = &'a Stored>) -> State {
    let mut state = State::default();
    for stored in ops {
        state.apply(&stored.op, Some(&stored.stamp));
    }
    state
}

/// I2, I3, I6, I7: numbers without holes, ids once, each device's order, every hash.
fn the_log(tables: &Tables) -> Breaches {
    let mut breaches = Vec::new();
    let mut head = Head::EMPTY;
    let mut ids = BTreeSet::new();
    let mut devices: BTreeMap<DeviceId, u64> = BTreeMap::new();
    for stored in &tables.ops {
        match head.after(stored) {
            Some(next) => head = next,
            None => {
                breaches.push(format!("I7 operation {} does not follow", stored.stamp.seq));
                return breaches;
            }
        }
        if !ids.insert(stored.op.id) {
            breaches.push(format!("I2 {} is there twice", stored.op.id));
        }
        if stored.op.cseq > 0 {
            let last = devices.entry(stored.op.device).or_default();
            let came_late = tables.taken_back.contains(&stored.op.id);
            if stored.op.cseq <= *last && !came_late {
                breaches.push(format!(
                    "I6 operation {} is out of its device's order",
                    stored.stamp.seq
                ));
            }
            *last = stored.op.cseq.max(*last);
        }
    }
    breaches.extend(chains(tables));
    let leaves = tables
        .ops
        .iter()
        .filter_map(|stored| hash::unhex(&stored.leaf));
    let root = merkle::root(&leaves.collect::<Vec<_>>());
    if head != tables.head || hash::hex(&root) != head.root() {
        breaches.push("I7 the head is not the end of the log".to_owned());
    }
    breaches
}

/// I7: whatever names an operation of its device as the one before it was made after it.
fn chains(tables: &Tables) -> Breaches {
    let logged = tables.ops.iter().map(|stored| &stored.op);
    let aside = tables.set_aside.values().flatten().map(|held| &held.op);
    let mut held: BTreeMap<(DeviceId, u64), Vec<String>> = BTreeMap::new();
    for op in logged.clone().chain(aside) {
        let hash = hash::hex(&hash::operation(op));
        held.entry((op.device, op.cseq)).or_default().push(hash);
    }
    let broken = logged.filter(|op| {
        let before = held.get(&(op.device, op.cseq.wrapping_sub(1)));
        let (Some(before), Some(prev)) = (before, &op.prev) else {
            return false;
        };
        !before.contains(prev)
    });
    broken
        .map(|op| format!("I7 {} does not follow its device's last", op.id))
        .collect()
}
