//! What a device and the server hold in the evening: no more than rules allow (I11), and on a tablet nothing of an answer
//! that anybody could read, nor a key to it (I12). The bounds are written here once more, apart from the product's own.

use crate::{
    checks::Breaches,
    desk::{Image, Page, Profile},
    shelf::Tables,
    stage::Stage,
    tablet::WORDS,
    vault::Drawer,
};
use domain::Day;
use std::collections::BTreeMap;
use sync::{
    Scope, Stored,
    device::{Device as _, Fate, Kept},
};

/// What the server has stays with its device for so many days, of the server's.
const KEPT_DAYS: i32 = 30;
const RESTED_MAX: usize = 2_000;
const RESTED_BYTES_MAX: usize = 48 * 1024 * 1024;
/// Refused operations and items of one device that the server keeps.
const ASIDE_MAX: u32 = 1_000;

impl Stage {
    /// I11: devices let go what the server has had for long, and hold no bytes that nothing names; the server keeps a
    /// bounded heap of what it refused.
    pub(crate) fn bounds(&self, tables: &Tables) -> Breaches {
        let mut breaches = Vec::new();
        let today = tables.ops.last().and_then(day_of);
        for profile in self.profiles.borrow().iter() {
            let number = profile.number;
            let over = match profile.image() {
                Image::Desk(kept) => desk(&kept).or_else(|| memory(profile, &kept)),
                Image::Tablet(drawer) => today.and_then(|today| tablet(&drawer, today)),
            };
            breaches.extend(over.map(|what| format!("I11 profile {number} {what}")));
        }
        let full = tables
            .aside
            .iter()
            .filter(|(_, kept)| kept.count > ASIDE_MAX);
        breaches
            .extend(full.map(|(source, _)| format!("I11 the server keeps too much of {source}")));
        breaches
    }

    /// I12: no tablet, and no copy that was ever made of one, has an answer in words, or what opens it.
    pub(crate) fn sealed(&self, tables: &Tables) -> Breaches {
        let keys: Vec<&[u8]> = tables.secrets.iter().map(|key| &key.private[..]).collect();
        let mut breaches = Vec::new();
        for profile in self.profiles.borrow().iter() {
            let saved = profile.saved.borrow().clone();
            for image in saved.into_iter().chain([profile.image()]) {
                let Image::Tablet(drawer) = image else {
                    continue;
                };
                let told = tells(&drawer, &keys);
                breaches.extend(told.map(|what| format!("I12 tablet {} {what}", profile.number)));
            }
        }
        breaches
    }
}

fn day_of(stored: &Stored) -> Option<Day> {
    domain::day::read(stored.stamp.received_at.get(..10)?)
}

fn days_between(from: Day, to: Day) -> i32 {
    i32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i32::MAX)
}

fn desk(kept: &Kept) -> Option<String> {
    // A device's own work is told of by the log that it reads: of its scope, or of the team.
    let mut newest: BTreeMap<Scope, Day> = BTreeMap::new();
    for ((scope, _), stored) in &kept.log {
        newest.extend(day_of(stored).map(|day| (*scope, day)));
    }
    let old = kept.outbox.values().find(|one| {
        let read = newest.get(&one.scope()).or(newest.get(&Scope::Team));
        let (Fate::Received { .. }, Some(since), Some(today)) = (&one.fate, one.since, read) else {
            return false;
        };
        days_between(since, *today) >= KEPT_DAYS
    })?;
    Some(format!("still keeps {}, received long ago", old.op.id))
}

/// A page holds no operation that its disk has let go.
fn memory(profile: &Profile, kept: &Kept) -> Option<String> {
    let open = profile.open.borrow();
    let mut open = open.iter().filter_map(std::rc::Weak::upgrade);
    let held = |page: &Page| page.read(|replica| replica.outgoing().count());
    let fat = open.find(|page| held(page) > kept.outbox.len())?;
    Some(format!("has more in page {} than on disk", fat.number))
}

fn tablet(drawer: &Drawer, today: Day) -> Option<String> {
    let named = |id| drawer.labels.contains_key(id) || drawer.rested.contains_key(id);
    if let Some(id) = drawer.items.keys().find(|id| !named(id)) {
        return Some(format!("keeps the bytes of {id}, which nothing names"));
    }
    let bytes: usize = drawer.items.values().map(|item| item.sealed.len()).sum();
    if drawer.rested.len() > RESTED_MAX || bytes > RESTED_BYTES_MAX {
        return Some("keeps too much that the server has".to_owned());
    }
    let today = days_between(Day::constant(1970, 1, 1), today);
    let kept_for = |day: u32| today.saturating_sub(i32::try_from(day).unwrap_or(i32::MAX));
    let old = drawer
        .rested
        .values()
        .find(|one| kept_for(one.day) > KEPT_DAYS)?;
    Some(format!("still keeps {}, delivered long ago", old.label.id))
}

fn tells(drawer: &Drawer, keys: &[&[u8]]) -> Option<String> {
    let refused = drawer.refused.iter().map(|one| &one.item);
    let items = drawer.items.values().chain(refused);
    let sealed = items.map(|item| (item.id.to_string(), item.sealed.clone()));
    let refused = drawer.refused.iter().map(|one| (&one.label, &one.code));
    let beside = format!(
        "{:?} {:?} {:?}",
        drawer.labels,
        drawer.rested,
        refused.collect::<Vec<_>>()
    );
    let kit = serde_json::to_vec(&drawer.kit).unwrap_or_default();
    let beside = [
        ("labels".to_owned(), beside.into_bytes()),
        ("kit".to_owned(), kit),
    ];
    let mut all = sealed.chain(beside);
    all.find_map(|(name, bytes)| {
        let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|part| part == wanted);
        if holds(WORDS.as_bytes()) {
            return Some(format!("has an answer in words in {name}"));
        }
        let opened = keys.iter().any(|key| {
            let written = domain::bytes::to_text(key);
            holds(key) || holds(written.as_bytes())
        });
        opened.then(|| format!("has a key that opens answers in {name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::Full;
    use domain::{
        entity::EntityKind,
        ids::{CampaignId, DeviceId, ItemId, OpId, PersonId},
    };
    use intake::{
        device::{Door, Label, Rested, What},
        wire::Item,
    };
    use sync::{
        Body, EntityRef, Op, Stamp,
        device::{MemoryDisk, Outgoing},
    };

    const TODAY: Day = Day::constant(2026, 12, 21);
    /// Days since 1970.
    const TODAY_COUNTED: u32 = 20_808;

    fn drawer(sealed: &[u8], delivered: u32) -> Drawer {
        let id = ItemId(testkit::id(1));
        let item = Item {
            id,
            alg: String::new(),
            kid: "k1".to_owned(),
            sealed: sealed.to_vec(),
        };
        let label = Label {
            id,
            org: String::new(),
            door: Door::Tablet,
            what: What::Answer(CampaignId(testkit::id(2))),
            day: None,
            abandoned: false,
        };
        let rested = Rested {
            label,
            epoch: None,
            day: delivered,
            bytes: 3,
            aside: None,
        };
        let mut drawer = Drawer::default();
        drawer.items.insert(id, item);
        drawer.rested.insert(id, rested);
        drawer
    }

    /// A desk whose log ends today, with an operation of its own that was seen received on that day.
    fn desk_since(since: Day) -> Kept {
        let at = EntityRef {
            kind: EntityKind::Action,
            id: testkit::id(5),
        };
        let (id, actor) = (OpId(testkit::id(6)), PersonId(testkit::id(7)));
        let op = Op::made(id, actor, at, None, &Body::Delete, 0, [0; 16]);
        let stamp = Stamp {
            seq: 1,
            received_at: format!("{TODAY}T08:00:00Z"),
        };
        let leaf = String::new();
        let mut kept = MemoryDisk::<Full>::new(DeviceId(testkit::id(8))).kept();
        let outgoing = Outgoing {
            op: op.clone(),
            fate: Fate::Received { seq: 1 },
            nth: Some(1),
            since: Some(since),
        };
        kept.outbox.insert(id, outgoing);
        let stored = Stored { op, stamp, leaf };
        kept.log.insert((Scope::Team, 1), stored);
        kept
    }

    #[test]
    fn i11_what_a_desk_should_have_let_go_is_found() {
        assert_eq!(desk(&desk_since(Day::constant(2026, 11, 22))), None);
        let old = desk(&desk_since(Day::constant(2026, 11, 21)));
        assert!(old.unwrap().contains("received long ago"));
    }

    #[test]
    fn i11_what_was_delivered_long_ago_or_is_named_by_nothing_is_found() {
        assert_eq!(tablet(&drawer(b"...", TODAY_COUNTED - 30), TODAY), None);
        let old = tablet(&drawer(b"...", TODAY_COUNTED - 31), TODAY);
        assert!(old.unwrap().contains("delivered long ago"));
        let mut bare = drawer(b"...", TODAY_COUNTED);
        bare.rested.clear();
        assert!(tablet(&bare, TODAY).unwrap().contains("nothing names"));
    }

    #[test]
    fn i12_words_and_keys_are_found_wherever_they_lie() {
        let key = [7_u8; 32];
        assert_eq!(tells(&drawer(b"\x01\x02\x03", 1), &[&key]), None);
        let words = tells(&drawer("{\"best\":\"réponse 12\"}".as_bytes(), 1), &[&key]);
        assert!(words.unwrap().contains("in words"));
        let mut opens = drawer(b"\x01", 1);
        let of = ItemId(testkit::id(1));
        opens.rested.get_mut(&of).unwrap().label.org = domain::bytes::to_text(&key);
        assert!(tells(&opens, &[&key]).unwrap().contains("a key"));
    }
}
