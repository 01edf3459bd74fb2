//! The evening: everything promised is looked for, invariant by invariant (I1 to I12 of the sync design). Written apart
//! from the product's own rules where it judges them.

use crate::{desk::Image, shelf::Tables, stage::Stage};
use domain::{
    entity::EntityKind,
    ids::{DeviceId, OpId},
};
use std::collections::{BTreeMap, BTreeSet};
use sync::{Body, EntityRef, Scope, State, Stored, device::Fate, plan::Head};

/// What a seed showed, by invariant; empty when all is well.
pub(crate) type Breaches = Vec<String>;

impl Stage {
    pub(crate) fn check(&self) -> Breaches {
        let tables = self.around.server.shelf().backup();
        let mut breaches = self.around.truth.borrow().broken.clone();
        breaches.extend(the_log(&tables));
        breaches.extend(self.operations(&tables));
        breaches.extend(self.answers(&tables));
        breaches.extend(self.replicas(&tables));
        breaches.extend(silent_overwrites(&tables));
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
                    breaches.push(format!("I9 {id} was set aside: {}", held[0].1));
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

    /// I4, I10: nothing waits any more, and every device shows what the server has.
    fn replicas(&self, tables: &Tables) -> Breaches {
        let mut breaches = Vec::new();
        for profile in self.profiles.borrow().iter() {
            let number = profile.number;
            let kept = match profile.image() {
                Image::Desk(kept) => kept,
                Image::Tablet(drawer) => {
                    if !drawer.labels.is_empty() {
                        breaches.push(format!(
                            "I10 tablet {number} still has {} to send",
                            drawer.labels.len()
                        ));
                    }
                    continue;
                }
            };
            let waiting = kept
                .outbox
                .values()
                .filter(|own| own.fate == Fate::Waiting)
                .count();
            if waiting > 0 {
                breaches.push(format!("I10 profile {number} still has {waiting} to send"));
            }
            let log: Vec<Stored> = kept.log.into_values().collect();
            let of_team = |stored: &&Stored| Scope::of(stored.op.entity.kind) == Scope::Team;
            let ops: Vec<Stored> = tables.ops.iter().filter(of_team).cloned().collect();
            if log != ops {
                breaches.push(format!(
                    "I3 profile {number} holds {} operations of {}",
                    log.len(),
                    ops.len()
                ));
            }
        }
        breaches
    }
}

fn fold(ops: &[Stored]) -> State {
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
    if head != tables.head {
        breaches.push("I7 the head is not the end of the log".to_owned());
    }
    breaches
}

/// One write of a field: what it was made from, and what it knowingly closes.
struct Write {
    op: OpId,
    base: Option<OpId>,
    over: Vec<OpId>,
    value: serde_json::Value,
}

/// I5: a value that was accepted is there, or stands beside the one that is, or was seen by whoever replaced it.
fn silent_overwrites(tables: &Tables) -> Breaches {
    let state = fold(&tables.ops);
    let mut breaches = Vec::new();
    for ((at, name), writes) in writes(&tables.ops) {
        let Some(field) = state.get(at).and_then(|entity| entity.fields.get(&name)) else {
            continue;
        };
        let shown = |write: &Write| {
            field.value == write.value
                || field
                    .contenders
                    .iter()
                    .chain(&field.proposals)
                    .any(|one| one.value == write.value)
        };
        let value_of = |op: OpId| {
            writes
                .iter()
                .find(|write| write.op == op)
                .map(|write| &write.value)
        };
        let seen = |write: &Write| {
            writes.iter().any(|later| {
                later.over.contains(&write.op)
                    || later.base.and_then(value_of) == Some(&write.value)
            })
        };
        for write in writes.iter().filter(|write| !shown(write) && !seen(write)) {
            breaches.push(format!(
                "I5 {} of {name} was overwritten by somebody who had not seen it",
                write.op
            ));
        }
    }
    breaches
}

fn writes(ops: &[Stored]) -> BTreeMap<(EntityRef, String), Vec<Write>> {
    let mut all: BTreeMap<(EntityRef, String), Vec<Write>> = BTreeMap::new();
    for Stored { op, .. } in ops {
        let mut add = |field: String, value, over| {
            let write = Write {
                op: op.id,
                base: op.base,
                over,
                value,
            };
            all.entry((op.entity, field)).or_default().push(write);
        };
        match Body::decode(op) {
            Ok(Body::Create { fields }) => {
                fields
                    .into_iter()
                    .for_each(|(field, value)| add(field, value, Vec::new()));
            }
            Ok(Body::Set { field, value }) => add(field, value, Vec::new()),
            Ok(Body::Resolve {
                field, value, over, ..
            }) => add(field, value, over),
            _ => {}
        }
    }
    all
}
