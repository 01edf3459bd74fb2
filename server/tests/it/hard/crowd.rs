//! People and tablets who send without a pause, over a server that dies under them, and keep what it acknowledged.

use crate::{
    app::Caller,
    tablet::Tablet,
    team::{created, random},
};
use domain::{
    entity::{EntityKind, fields},
    ids::{DeviceId, ItemId, OpId, PersonId},
};
use intake::wire::{Batch, Item, ItemStatus, Receipts};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use sync::{
    Op, Stored,
    wire::{Page, Push, Pushed, Rollups},
};

/// Between two batches of one sender: within the limit of calls per account.
const PAUSE: Duration = Duration::from_millis(150);
/// Before a call that nobody answered is made again.
const AGAIN: Duration = Duration::from_millis(50);
const OPS: usize = 5;
const ITEMS: usize = 3;

/// Set once nobody begins another batch; what was begun is finished.
pub(super) type Over = Arc<AtomicBool>;

/// Somebody at a workspace, with what the server acknowledged: operation and number.
pub(super) struct Person {
    caller: Caller,
    person: PersonId,
    device: DeviceId,
    cseq: u64,
    pub acked: Vec<(OpId, u64)>,
}

impl Person {
    pub(super) async fn new(mut caller: Caller) -> Person {
        let me: api::model::Me = caller.api("me", json!({})).await.json();
        Person {
            caller,
            person: me.person,
            device: DeviceId(random()),
            cseq: 0,
            acked: Vec::new(),
        }
    }

    pub(super) async fn work(mut self, over: Over) -> Person {
        while !over.load(Ordering::Relaxed) {
            let push = self.batch();
            let pushed: Pushed = until_answered(&mut self.caller, "/app/sync/v1/push", &push).await;
            for result in pushed.results {
                let seq = result.seq.expect("nothing here is set aside or refused");
                self.acked.push((result.id, seq));
            }
            tokio::time::sleep(PAUSE).await;
        }
        self
    }

    /// One try, at a server that may be in trouble: whether it acknowledged.
    pub(super) async fn try_once(&mut self) -> bool {
        let push = self.batch();
        let reply = self.caller.attempt("/app/sync/v1/push", &push).await;
        let Some(reply) = reply.filter(|reply| reply.status.is_success()) else {
            return false;
        };
        for result in reply.json::<Pushed>().results {
            self.acked.push((result.id, result.seq.unwrap()));
        }
        true
    }

    fn batch(&mut self) -> Push {
        let new = |_| {
            self.cseq += 1;
            let by = (self.person, self.device, self.cseq);
            created(by, EntityKind::Action, random(), fields(&testkit::action()))
        };
        let ops: Vec<Op> = (0..OPS).map(new).collect();
        Push {
            device: self.device,
            epoch: None,
            ops,
        }
    }
}

/// A tablet in a room, with everything it sealed and what the server acknowledged.
pub(super) struct Room {
    tablet: Tablet,
    pub sealed: Vec<Item>,
    pub acked: BTreeSet<ItemId>,
}

impl Room {
    pub(super) fn of(tablet: Tablet) -> Room {
        Room {
            tablet,
            sealed: Vec::new(),
            acked: BTreeSet::new(),
        }
    }

    pub(super) async fn collect(mut self, over: Over) -> Room {
        while !over.load(Ordering::Relaxed) {
            let items: Vec<Item> = (0..ITEMS).map(|_| self.tablet.item()).collect();
            self.sealed.extend(items.iter().cloned());
            let receipts = self.send(items).await;
            for receipt in receipts.receipts {
                let kept = [ItemStatus::Received, ItemStatus::Duplicate];
                assert!(kept.contains(&receipt.status), "{receipt:?}");
                self.acked.insert(receipt.id);
            }
            tokio::time::sleep(PAUSE).await;
        }
        self
    }

    /// Sends all of it once more: how many of those acknowledged the server does not know any more.
    pub(super) async fn forgotten(&mut self) -> usize {
        let mut forgotten = 0;
        for items in self.sealed.clone().chunks(100) {
            let receipts = self.send(items.to_vec()).await;
            let new = receipts.receipts.iter().filter(|receipt| {
                receipt.status != ItemStatus::Duplicate && self.acked.contains(&receipt.id)
            });
            forgotten += new.count();
        }
        forgotten
    }

    async fn send(&mut self, items: Vec<Item>) -> Receipts {
        let batch = Batch { items, unsent: 0 };
        until_answered(&mut self.tablet.caller, "/r/intake/v1/items", &batch).await
    }
}

/// The same bytes again until the server answers that it did its work.
async fn until_answered<T: serde::de::DeserializeOwned>(
    caller: &mut Caller,
    path: &str,
    body: &impl serde::Serialize,
) -> T {
    loop {
        match caller.attempt(path, body).await {
            Some(reply) if reply.status.is_success() => return reply.json(),
            // Busy, or too many calls at once after a pause.
            Some(reply) if [429, 503].contains(&reply.status.as_u16()) => {}
            Some(reply) => panic!("{} {}", reply.status, reply.text()),
            None => {}
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// The whole of a scope, as it is served.
pub(super) async fn log(caller: &mut Caller, scope: &str) -> Vec<Stored> {
    let (mut ops, mut after) = (Vec::new(), 0);
    loop {
        let path = format!("/app/sync/v1/pull?scope={scope}&after={after}");
        let reply = caller.get(&path).await;
        if reply.status.as_u16() == 429 {
            tokio::time::sleep(PAUSE).await;
            continue;
        }
        let page: Page = reply.json();
        after = page.next;
        ops.extend(page.ops);
        if page.next >= page.head {
            return ops;
        }
    }
}

/// Fails unless every acknowledged operation is in the log under its number, and nothing is there twice.
pub(super) fn honoured(log: &[Stored], people: &[Person]) -> usize {
    let mut places = BTreeMap::new();
    for stored in log {
        let twice = places.insert(stored.op.id, stored.stamp.seq);
        assert_eq!(twice, None, "{:?} is in the log twice", stored.op.id);
    }
    let acked = people.iter().flat_map(|person| &person.acked);
    for (id, seq) in acked.clone() {
        assert_eq!(places.get(id), Some(seq), "{id:?} was acknowledged");
    }
    acked.count()
}

/// How many answers the campaigns count.
pub(super) async fn counted(caller: &mut Caller) -> usize {
    let rollups: Rollups = caller.get("/app/sync/v1/rollups?after=0").await.json();
    let counts = rollups.campaigns.iter().map(|one| one.counts.received);
    counts.sum::<u32>() as usize
}
