//! Databases that fail, hang, or belong to two servers: what is acknowledged is stored once, and memory never runs ahead.
#![allow(
    clippy::unwrap_used,
    reason = "tests; clippy knows them by `#[test]` alone"
)]

use domain::{
    entity::{self, EntityKind},
    ids::{DeviceId, OpId, OrgId, PersonId},
    role::Role,
};
use jiff::{Timestamp, tz::TimeZone};
use ledger::{
    Commit, Error, Found, Host, Loaded, LogError, LogStore, Org, Pause, Pending, Wanted, Who,
};
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};
use store::{NewOrg, OrgDb, Store};
use sync::{
    Body, EntityRef, Op, Stored,
    wire::{OpStatus, Push, Pushed},
};
use testkit::id;

/// A clock that stands still, and bytes that are never the same twice in one test.
#[derive(Default)]
struct Standstill(AtomicU8);

impl Host for Standstill {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
    }

    fn pause(&self, time: Duration) -> Pause<'_> {
        Box::pin(tokio::time::sleep(time))
    }
}

#[derive(Clone, Copy)]
enum Fault {
    /// Nothing is written.
    Refuses,
    /// Written, but the answer is lost.
    LosesAnswer,
    /// Written, but the answer never comes.
    Hangs,
}

/// A database whose next commits fail as told, then work.
struct Faulty {
    db: Arc<OrgDb>,
    faults: Mutex<VecDeque<Fault>>,
}

impl LogStore for Faulty {
    fn load(&self) -> Pending<'_, Loaded> {
        self.db.load()
    }

    fn read(&self, after: u64, to: u64, limit: u32) -> Pending<'_, Vec<Stored>> {
        self.db.read(after, to, limit)
    }

    fn look_up<'a>(&'a self, wanted: &'a Wanted) -> Pending<'a, Found> {
        self.db.look_up(wanted)
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, ()> {
        let fault = self.faults.lock().unwrap().pop_front();
        Box::pin(async move {
            let failed = Err(LogError::Unknown("no answer".to_owned()));
            match fault {
                None => self.db.commit(commit).await,
                Some(Fault::Refuses) => failed,
                Some(Fault::LosesAnswer) => {
                    self.db.commit(commit).await?;
                    failed
                }
                Some(Fault::Hangs) => {
                    self.db.commit(commit).await?;
                    std::future::pending().await
                }
            }
        })
    }
}

/// Two servers of one database; the first one's commits can fail.
struct Pair {
    db: Arc<OrgDb>,
    faulty: Arc<Faulty>,
    one: Org,
    two: Org,
}

impl Pair {
    async fn new() -> Self {
        let store = Store::open("mem://").await.unwrap();
        let new = NewOrg {
            epoch: "life".to_owned(),
            kid: "k1".to_owned(),
            private_key: vec![1; 32],
        };
        let db = Arc::new(store.org(OrgId(id(1)), &new).await.unwrap());
        let faulty = Arc::new(Faulty {
            db: db.clone(),
            faults: Mutex::default(),
        });
        let host = Arc::new(Standstill::default());
        Self {
            one: server(faulty.clone(), host.clone()).await,
            two: server(db.clone(), host).await,
            faulty,
            db,
        }
    }

    fn next_commits(&self, faults: &[Fault]) {
        self.faulty.faults.lock().unwrap().extend(faults);
    }

    /// Ids of the log, as stored.
    async fn log(&self) -> Vec<OpId> {
        let to = self.db.load().await.unwrap().head.seq;
        let log = self.db.read(0, to, 1_000).await.unwrap();
        log.into_iter().map(|stored| stored.op.id).collect()
    }
}

async fn server(log: Arc<dyn LogStore>, host: Arc<dyn Host>) -> Org {
    Org::open(OrgId(id(1)), TimeZone::UTC, log, host)
        .await
        .unwrap()
}

async fn push(server: &Org, op: Op) -> Result<Pushed, Error> {
    let who = Who {
        person: PersonId(id(2)),
        role: Role::Direction,
    };
    let push = Push {
        device: op.device,
        epoch: None,
        ops: vec![op],
    };
    server.push(who, push).await
}

/// The `n`th action of a device.
fn op(device: u128, n: u64) -> Op {
    let body = Body::Create {
        fields: entity::fields(&testkit::action()),
    };
    let (kind, v) = body.kind();
    let unique = id(device * 1_000 + u128::from(n));
    Op {
        id: OpId(unique),
        device: DeviceId(id(device)),
        cseq: n,
        actor: PersonId(id(2)),
        kind: kind.to_owned(),
        v,
        entity: EntityRef {
            kind: EntityKind::Action,
            id: unique,
        },
        base: None,
        wall_ms: 0,
        body: body.encode(),
        salt: vec![0; 16],
        alg: None,
        kid: None,
        sig: None,
        prev: None,
    }
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_found_again_and_not_repeated() {
    let pair = Pair::new().await;
    pair.next_commits(&[Fault::LosesAnswer]);
    let pushed = push(&pair.one, op(7, 1)).await.unwrap();
    assert_eq!(pushed.results[0].status, OpStatus::Duplicate);
    assert_eq!((pushed.results[0].seq, pushed.head), (Some(1), 1));
    assert_eq!(pair.log().await, [op(7, 1).id]);
    let next = push(&pair.one, op(7, 2)).await.unwrap();
    assert_eq!(next.results[0].seq, Some(2));
}

#[tokio::test]
async fn a_commit_that_fails_is_tried_again_a_bounded_number_of_times() {
    let pair = Pair::new().await;
    pair.next_commits(&[Fault::Refuses; 2]);
    let pushed = push(&pair.one, op(7, 1)).await.unwrap();
    assert_eq!(pushed.results[0].status, OpStatus::Stored);
    pair.next_commits(&[Fault::Refuses; 5]);
    assert_eq!(push(&pair.one, op(7, 2)).await, Err(Error::Busy));
    // Memory did not run ahead of what is stored.
    let again = push(&pair.one, op(7, 2)).await.unwrap();
    assert_eq!(again.results[0].status, OpStatus::Stored);
    assert_eq!(pair.log().await, [op(7, 1).id, op(7, 2).id]);
}

#[tokio::test]
async fn a_caller_who_hangs_up_half_way_changes_nothing_for_the_next() {
    let pair = Pair::new().await;
    pair.next_commits(&[Fault::Hangs]);
    let pushing = push(&pair.one, op(7, 1));
    let hung_up = tokio::time::timeout(Duration::from_millis(300), pushing).await;
    assert!(hung_up.is_err());
    let again = push(&pair.one, op(7, 1)).await.unwrap();
    assert_eq!(again.results[0].status, OpStatus::Duplicate);
    assert_eq!(pair.log().await, [op(7, 1).id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_of_one_database_share_its_log() {
    let pair = Arc::new(Pair::new().await);
    let mut pushing = tokio::task::JoinSet::new();
    for (device, own) in [(7, true), (8, false)] {
        let pair = pair.clone();
        pushing.spawn(async move {
            let server = if own { &pair.one } else { &pair.two };
            for n in 1..=10 {
                // A server that keeps losing says so, and the device sends again.
                while push(server, op(device, n)).await.is_err() {}
            }
        });
    }
    pushing.join_all().await;
    let log = pair.log().await;
    assert_eq!(log.len(), 20);
    for device in [7, 8] {
        let own: Vec<OpId> = (1..=10).map(|n| op(device, n).id).collect();
        let stored = log.iter().copied().filter(|id| own.contains(id));
        assert_eq!(stored.collect::<Vec<_>>(), own);
    }
    // Both answer the same from then on.
    let one = push(&pair.one, op(7, 11)).await.unwrap();
    let two = push(&pair.two, op(8, 11)).await.unwrap();
    assert_eq!((one.head, two.head), (21, 22));
}
