//! Two servers of one database that can fail, and what they are asked.

use domain::{
    attachment::FileHash,
    entity::{self, EntityKind, Fields},
    ids::{CampaignId, DeviceId, OpId, OrgId, PersonId, SessionId},
    quarantine::Subject,
    role::Role,
};
use jiff::{Timestamp, tz::TimeZone};
use ledger::{
    Commit, Decisions, Error, Found, HeldOp, Host, Loaded, LogError, LogStore, Org, Pause, Pending,
    Photos, Quarantined, Waiting, Wanted, Who,
};
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use store::{NewOrg, OrgDb, Store};
use sync::{
    Body, EntityRef, Op, Stored,
    wire::{Checkpoint, OpStatus, Push, Pushed},
};
use testkit::id;
use uuid::Uuid;

/// A clock that stands still until a test moves it, and bytes that are never the same twice in one test.
#[derive(Default)]
struct Standstill(AtomicU64, AtomicI64);

impl Host for Standstill {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.1.load(Ordering::Relaxed)).unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (byte, own) in bytes.iter_mut().rev().zip(number.iter().rev().cycle()) {
            *byte = *own;
        }
    }

    fn pause(&self, time: Duration) -> Pause<'_> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// Where photos are kept: a store that may not answer.
#[derive(Default)]
pub(crate) struct Album {
    pub(crate) hangs: AtomicBool,
    pub(crate) kept: Mutex<Vec<FileHash>>,
}

impl Photos for Album {
    fn keep<'a>(&'a self, sha: FileHash, _: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async move {
            if self.hangs.load(Ordering::Relaxed) {
                std::future::pending::<()>().await;
            }
            self.kept.lock().unwrap().push(sha);
            Ok(())
        })
    }

    fn remove(&self, sha: FileHash) -> Pending<'_, ()> {
        Box::pin(async move {
            self.kept.lock().unwrap().retain(|kept| *kept != sha);
            Ok(())
        })
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Fault {
    /// Goes well.
    None,
    /// Nothing is written.
    Refuses,
    /// Written, but the answer is lost.
    LosesAnswer,
    /// Written, but the answer never comes.
    Hangs,
}

/// A database whose next commits fail as told, then work; it counts the operations read, and another one can be put in
/// its place.
pub(crate) struct Faulty {
    db: Mutex<Arc<OrgDb>>,
    shared: Arc<AtomicBool>,
    faults: Mutex<VecDeque<Fault>>,
    pub(crate) read: AtomicUsize,
}

impl Faulty {
    pub(crate) fn db(&self) -> Arc<OrgDb> {
        self.db.lock().unwrap().clone()
    }
}

impl LogStore for Faulty {
    fn shared(&self) -> bool {
        self.shared.load(Ordering::Relaxed)
    }

    fn rev(&self) -> Pending<'_, u64> {
        let db = self.db();
        Box::pin(async move { db.rev().await })
    }

    fn load(&self) -> Pending<'_, Loaded> {
        let db = self.db();
        Box::pin(async move { db.load().await })
    }

    fn read(&self, after: u64, to: u64, limit: u32) -> Pending<'_, Vec<Stored>> {
        let db = self.db();
        Box::pin(async move {
            let page = db.read(after, to, limit).await?;
            self.read.fetch_add(page.len(), Ordering::Relaxed);
            Ok(page)
        })
    }

    fn look_up<'a>(&'a self, wanted: &'a Wanted) -> Pending<'a, Found> {
        let db = self.db();
        Box::pin(async move { db.look_up(wanted).await })
    }

    fn quarantined(&self, after: Option<Subject>, all: bool) -> Pending<'_, Vec<Quarantined>> {
        let db = self.db();
        Box::pin(async move { db.quarantined(after, all).await })
    }

    fn set_aside(&self, after: Option<OpId>, all: bool) -> Pending<'_, Vec<HeldOp>> {
        let db = self.db();
        Box::pin(async move { db.set_aside(after, all).await })
    }

    fn decisions(&self, after: Option<Subject>) -> Pending<'_, Decisions> {
        let db = self.db();
        Box::pin(async move { db.decisions(after).await })
    }

    fn checkpoints(&self) -> Pending<'_, Vec<Checkpoint>> {
        let db = self.db();
        Box::pin(async move { db.checkpoints().await })
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, ()> {
        let fault = self.faults.lock().unwrap().pop_front();
        let db = self.db();
        Box::pin(async move {
            let failed = Err(LogError::Unknown("no answer".to_owned()));
            match fault {
                None | Some(Fault::None) => db.commit(commit).await,
                Some(Fault::Refuses) => failed,
                Some(Fault::LosesAnswer) => {
                    db.commit(commit).await?;
                    failed
                }
                Some(Fault::Hangs) => {
                    db.commit(commit).await?;
                    std::future::pending().await
                }
            }
        })
    }
}

/// Two servers of one database; the first one's commits can fail.
pub(crate) struct Pair {
    pub(crate) db: Arc<OrgDb>,
    pub(crate) faulty: Arc<Faulty>,
    pub(crate) album: Arc<Album>,
    pub(crate) one: Org,
    pub(crate) two: Org,
    host: Arc<Standstill>,
}

impl Pair {
    pub(crate) async fn new() -> Self {
        Self::of(database("life").await).await
    }

    pub(crate) async fn of(db: Arc<OrgDb>) -> Self {
        let shared = Arc::new(AtomicBool::new(false));
        let of_one = || {
            Arc::new(Faulty {
                db: Mutex::new(db.clone()),
                shared: shared.clone(),
                faults: Mutex::default(),
                read: AtomicUsize::new(0),
            })
        };
        let faulty = of_one();
        let host = Arc::new(Standstill::default());
        let album = Arc::new(Album::default());
        Self {
            one: server(faulty.clone(), album.clone(), host.clone()).await,
            two: server(of_one(), album.clone(), host.clone()).await,
            faulty,
            album,
            db,
            host,
        }
    }

    /// It is this moment from now on.
    pub(crate) fn is_now(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        let now = &self.host.1;
        now.store(at.as_millisecond(), Ordering::Relaxed);
    }

    pub(crate) fn next_commits(&self, faults: &[Fault]) {
        self.faulty.faults.lock().unwrap().extend(faults);
    }

    /// From now on both servers know that there are others.
    pub(crate) fn share(&self) {
        self.faulty.shared.store(true, Ordering::Relaxed);
    }

    /// Another database takes the first server's place of it.
    pub(crate) fn put_in_place(&self, db: Arc<OrgDb>) {
        *self.faulty.db.lock().unwrap() = db;
    }

    /// What the first server holds is what a new one reads from its database.
    pub(crate) async fn holds_what_is_stored(&self) {
        let fresh = server(self.faulty.db(), self.album.clone(), self.host.clone()).await;
        let (held, stored) = (self.one.read().await.unwrap(), fresh.read().await.unwrap());
        assert_eq!((&held.head, held.rev), (&stored.head, stored.rev));
        assert_eq!(held.epoch, stored.epoch);
        assert_eq!(held.state, stored.state);
        assert_eq!(held.tallies, stored.tallies);
        let sorted = |waiting: &[Waiting]| {
            let mut ids: Vec<_> = waiting.iter().map(|waiting| waiting.id).collect();
            ids.sort();
            ids
        };
        assert_eq!(sorted(&held.waiting), sorted(&stored.waiting));
        for (place, _) in stored.index.changed(0) {
            assert_eq!(held.index.answers(place), stored.index.answers(place));
        }
        let link = &testkit::campaign(SessionId(id(0))).link;
        assert_eq!(held.index.link(link), stored.index.link(link));
    }

    /// How many operations the first server has read so far.
    pub(crate) fn reads(&self) -> usize {
        self.faulty.read.load(Ordering::Relaxed)
    }

    /// Somebody closes a campaign.
    pub(crate) async fn close(&self, campaign: CampaignId) {
        let entity = EntityRef {
            kind: EntityKind::Campaign,
            id: campaign.0,
        };
        let base = {
            let core = self.one.read().await.unwrap();
            core.state.get(entity).unwrap().version("status")
        };
        let body = Body::Set {
            field: "status".to_owned(),
            value: "closed".into(),
        };
        let of = OpId(id(9_001));
        let made = Op::made(of, WHO.person, entity, base, &body, 0, [0; 16]);
        let op = Op {
            device: DeviceId(id(9)),
            cseq: 1,
            ..made
        };
        let pushed = push(&self.one, op).await.unwrap();
        assert_eq!(pushed.results[0].status, OpStatus::Stored);
    }

    /// Ids of the log, as stored.
    pub(crate) async fn log(&self) -> Vec<OpId> {
        let to = self.db.load().await.unwrap().head.seq;
        let log = self.db.read(0, to, 1_000).await.unwrap();
        log.into_iter().map(|stored| stored.op.id).collect()
    }
}

/// A new database in memory.
pub(crate) async fn database(epoch: &str) -> Arc<OrgDb> {
    let store = Store::open("mem://").await.unwrap();
    let new = NewOrg {
        epoch: epoch.to_owned(),
    };
    Arc::new(store.org(OrgId(id(1)), &new).await.unwrap())
}

async fn server(log: Arc<dyn LogStore>, photos: Arc<Album>, host: Arc<dyn Host>) -> Org {
    Org::open(OrgId(id(1)), TimeZone::UTC, log, photos, host)
        .await
        .unwrap()
}

pub(crate) const WHO: Who = Who {
    person: PersonId(Uuid::from_u128(2)),
    role: Role::Direction,
    withdrawn: false,
};

pub(crate) async fn push(server: &Org, op: Op) -> Result<Pushed, Error> {
    let push = Push {
        device: op.device,
        epoch: None,
        ops: vec![op],
    };
    server.push(WHO, push.into()).await
}

/// The `n`th action of a device.
pub(crate) fn op(device: u128, n: u64) -> Op {
    let fields = entity::fields(&testkit::action());
    create(device, n, EntityKind::Action, fields)
}

/// The `n`th record of a device.
pub(crate) fn create(device: u128, n: u64, record: EntityKind, fields: Fields) -> Op {
    let body = Body::Create { fields };
    let unique = id(device * 1_000 + u128::from(n));
    let entity = EntityRef {
        kind: record,
        id: unique,
    };
    let made = Op::made(OpId(unique), WHO.person, entity, None, &body, 0, [0; 16]);
    Op {
        device: DeviceId(id(device)),
        cseq: n,
        ..made
    }
}
