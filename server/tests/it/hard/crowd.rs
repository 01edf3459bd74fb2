//! People and tablets who send without a pause, over servers that die under them, and keep what these acknowledged.

use crate::{
    app::Caller,
    process::Process,
    tablet::Tablet,
    team::{Team, created, random},
};
use domain::{
    entity::{EntityKind, fields},
    ids::{DeviceId, ItemId, OpId, PersonId},
    role::Role,
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
    Op,
    wire::{Page, Push, Pushed, Rollups},
};
use tokio::task::JoinHandle;

const PEOPLE: usize = 16;
const TABLETS: usize = 16;
/// Between two batches of one sender: within the limit of calls per account.
const PAUSE: Duration = Duration::from_millis(150);
/// Before a call that nobody answered is made again.
const AGAIN: Duration = Duration::from_millis(50);
const ITEMS: usize = 3;

/// What a person pushes at once.
#[derive(Clone, Copy)]
pub(super) struct Load {
    ops: usize,
    /// Signs of each long text in them.
    text: usize,
}

impl Load {
    const USUAL: Self = Self { ops: 5, text: 0 };
    /// Three texts of the largest size in each: some 36 kB.
    pub(super) const LARGE: Self = Self {
        ops: 5,
        text: domain::entity::NOTE_MAX,
    };
}

/// Set once nobody begins another batch; what was begun is finished.
type Over = Arc<AtomicBool>;

/// How long the kills go on: a moment, or `BOUCLE_KILL_MINUTES`.
pub(super) fn kill_time() -> Duration {
    let minutes = std::env::var("BOUCLE_KILL_MINUTES").ok();
    let minutes: f64 = minutes.map_or(0.2, |text| text.parse().unwrap());
    Duration::from_secs_f64(minutes * 60.0)
}

/// From one kill to the next: one to four seconds.
pub(super) async fn until_the_next_kill() {
    let more_ms = u64::from(random().as_bytes()[0]) * 3_000 / 255;
    tokio::time::sleep(Duration::from_millis(1_000 + more_ms)).await;
}

/// Everybody who sends.
pub(super) struct Crowd {
    over: Over,
    people: Vec<JoinHandle<Person>>,
    rooms: Vec<JoinHandle<Room>>,
}

impl Crowd {
    /// The direction sets the organisation up at the first server and works there; the others are spread over all.
    pub(super) async fn at_work(servers: &[&Process], direction: &mut Caller) -> Crowd {
        Self::at_work_with(servers, direction, Load::USUAL).await
    }

    pub(super) async fn at_work_with(
        servers: &[&Process],
        direction: &mut Caller,
        load: Load,
    ) -> Crowd {
        direction.set_up().await;
        let campaign = Team::of(direction).await.open_campaign().await;
        let mut people = vec![Person::with(direction.clone(), load).await];
        let mut rooms = Vec::new();
        for (n, server) in (1..PEOPLE).zip(servers.iter().cycle()) {
            let email = format!("personne{n}@example.org");
            let invited = server.browser().invited(direction, &email, Role::Team);
            people.push(Person::with(invited.await, load).await);
        }
        for (_, server) in (0..TABLETS).zip(servers.iter().cycle()) {
            let tablet = Tablet::enrolled(server, direction, campaign).await;
            rooms.push(Room::of(tablet));
        }
        let over = Over::default();
        let people = people.into_iter();
        let rooms = rooms.into_iter();
        Crowd {
            people: people
                .map(|one| tokio::spawn(one.work(over.clone())))
                .collect(),
            rooms: rooms
                .map(|one| tokio::spawn(one.collect(over.clone())))
                .collect(),
            over,
        }
    }

    /// Ends the work and fails unless everything acknowledged is there, once; says the figures.
    pub(super) async fn honoured(self, direction: &mut Caller) -> String {
        self.over.store(true, Ordering::Relaxed);
        let mut people = Vec::new();
        for one in self.people {
            people.push(one.await.unwrap());
        }
        let acked = honoured(&log(direction, "team").await, &people);
        let (mut sealed, mut received, mut forgotten) = (0, 0, 0);
        for one in self.rooms {
            let mut room = one.await.unwrap();
            sealed += room.sealed.len();
            received += room.acked.len();
            forgotten += room.forgotten().await;
        }
        let answers = counted(direction).await;
        assert!(acked > 0 && received > 0);
        assert_eq!(forgotten, 0);
        // Every sender went on until it was answered, so each answer counts, and once.
        assert_eq!(answers, sealed);
        format!(
            "{acked} operations and {received} answers acknowledged, {forgotten} answers forgotten, \
             {answers} answers counted of {sealed} sealed"
        )
    }
}

/// Somebody at a workspace, with what the server acknowledged: operation and number.
pub(super) struct Person {
    caller: Caller,
    person: PersonId,
    device: DeviceId,
    cseq: u64,
    load: Load,
    pub acked: Vec<(OpId, u64)>,
}

impl Person {
    pub(super) async fn new(caller: Caller) -> Person {
        Self::with(caller, Load::USUAL).await
    }

    async fn with(mut caller: Caller, load: Load) -> Person {
        let me: api::model::Me = caller.api("me", json!({})).await.json();
        Person {
            caller,
            person: me.person,
            device: DeviceId(random()),
            cseq: 0,
            load,
            acked: Vec::new(),
        }
    }

    async fn work(mut self, over: Over) -> Person {
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
            let mut action = testkit::action();
            action.description = "é ".repeat(self.load.text / 2);
            action.expected_result = action.description.clone();
            action.criterion = action.description.clone();
            created(by, EntityKind::Action, random(), fields(&action))
        };
        let ops: Vec<Op> = (0..self.load.ops).map(new).collect();
        Push {
            device: self.device,
            epoch: None,
            ops,
        }
    }
}

/// A tablet in a room, with everything it sealed and what the server acknowledged.
struct Room {
    tablet: Tablet,
    sealed: Vec<Item>,
    acked: BTreeSet<ItemId>,
}

impl Room {
    fn of(tablet: Tablet) -> Room {
        Room {
            tablet,
            sealed: Vec::new(),
            acked: BTreeSet::new(),
        }
    }

    async fn collect(mut self, over: Over) -> Room {
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
    async fn forgotten(&mut self) -> usize {
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

/// The operations of a scope with their numbers, as it is served.
pub(super) async fn log(caller: &mut Caller, scope: &str) -> Vec<(OpId, u64)> {
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
        let numbered = page
            .ops
            .iter()
            .map(|stored| (stored.op.id, stored.stamp.seq));
        ops.extend(numbered);
        if page.next >= page.head {
            return ops;
        }
    }
}

/// Fails unless every acknowledged operation is in the log under its number, and nothing is there twice.
pub(super) fn honoured(log: &[(OpId, u64)], people: &[Person]) -> usize {
    let mut places = BTreeMap::new();
    for &(id, seq) in log {
        let twice = places.insert(id, seq);
        assert_eq!(twice, None, "{id:?} is in the log twice");
    }
    let acked = people.iter().flat_map(|person| &person.acked);
    for &(id, seq) in acked.clone() {
        assert_eq!(places.get(&id), Some(&seq), "{id:?} was acknowledged");
    }
    acked.count()
}

/// How many answers the campaigns count.
async fn counted(caller: &mut Caller) -> usize {
    let rollups: Rollups = caller.get("/app/sync/v1/rollups?after=0").await.json();
    let counts = rollups.campaigns.iter().map(|one| one.counts.received);
    counts.sum::<u32>() as usize
}
