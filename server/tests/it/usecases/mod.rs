//! The use cases on a database in memory: the log, intake and its release rule, imports, the calendar, the demo.

mod checkpoints;
mod custody;
mod demo;
mod handed;
mod import;
mod intake;
mod keeping;
mod keys;
mod lives;
mod log;
mod mailing;
mod named;
mod once;
mod people;
mod photos;
mod quarantine;
mod release;
mod relink;
mod restart;
mod retention;
mod territory;
mod timestamps;
mod typing;

use ::intake::{
    Payload, PublicKey,
    seal::{ALG, rand_core, seal},
    wire::{Batch, Enrol, Item, Kit, Receipt, Receipts},
};
use api::model::Setup;
use domain::{
    Day, Lang,
    answer::{Answers, Channel},
    campaign::Campaign,
    entity::{self, EntityKind, Fields},
    figures::CampaignResults,
    ids::{CampaignId, DeviceId, ItemId, OpId, ServiceId, SessionId},
    session::Session,
};
use jiff::{Timestamp, ToSpan as _};
use ledger::Pause;
use server::{
    auth::{Actor, Respondent},
    blobs::Blobs,
    service::{App, Host, Pull, Settings, SystemHost},
};
use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
    time::Duration,
};
use store::Store;
use sync::{
    Body, EntityRef, Op, Scope, Stored,
    wire::{OpResult, OpStatus, Push, Pushed},
};
use testkit::{af_hot, day, id};
use uuid::Uuid;

const PASSWORD: &str = "une phrase de passe assez longue";

/// A clock the test holds.
struct Clock(Mutex<Timestamp>);

impl Host for Clock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) {
        SystemHost.fill(bytes);
    }

    fn pause(&self, time: Duration) -> Pause<'_> {
        SystemHost.pause(time)
    }
}

pub(crate) struct Rng;

impl rand_core::TryRng for Rng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        SystemHost.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        SystemHost.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        SystemHost.fill(bytes);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Rng {}

/// A server with one organisation, its first person, a service and a session of 12 people on 18 to 20 November.
struct World {
    app: Arc<App>,
    clock: Arc<Clock>,
    lead: Actor,
    /// The first person's cookie.
    login: String,
    session: SessionId,
    device: DeviceId,
    cseq: Mutex<u64>,
}

fn settings() -> Settings {
    Settings {
        version: "test".to_owned(),
        public_url: None,
        address: "https://boucle.example.org".to_owned(),
        mailer: None,
        checkpoints: None,
        timestamp_authority: None,
    }
}

async fn open(url: &str) -> (Arc<App>, Arc<Clock>) {
    open_with(url, settings()).await
}

async fn open_with(url: &str, settings: Settings) -> (Arc<App>, Arc<Clock>) {
    open_on(open_store(url).await, settings).await
}

async fn open_on(store: Store, settings: Settings) -> (Arc<App>, Arc<Clock>) {
    open_beside(store, Blobs::memory(), settings).await
}

async fn open_beside(store: Store, blobs: Blobs, settings: Settings) -> (Arc<App>, Arc<Clock>) {
    let clock = Arc::new(Clock(Mutex::new("2026-11-20T15:00:00Z".parse().unwrap())));
    let app = App::open(store, blobs, clock.clone(), settings)
        .await
        .unwrap();
    (app, clock)
}

/// The engine of a database that was just in use closes in the background, once its last handle is gone.
async fn open_store(url: &str) -> Store {
    for _ in 0..100 {
        match Store::open(url).await {
            Ok(store) => return store,
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
        }
    }
    panic!("the folder stays locked");
}

impl World {
    async fn new() -> Self {
        Self::at("mem://").await
    }

    async fn at(url: &str) -> Self {
        Self::of(open(url).await).await
    }

    async fn of((app, clock): (Arc<App>, Arc<Clock>)) -> Self {
        let setup = Setup {
            organisation: "Atelier des savoirs".to_owned(),
            contact: "contact@example.org".to_owned(),
            territory: domain::calendar::Territory::default(),
            name: "Camille Roche".to_owned(),
            email: "camille@example.org".to_owned(),
            password: PASSWORD.to_owned(),
        };
        let signed_in = app.set_up(setup).await.unwrap();
        let world = Self {
            lead: app.actor(Some(&signed_in.token)).await.unwrap(),
            login: signed_in.token,
            app,
            clock,
            session: SessionId(id(20)),
            device: DeviceId(id(1)),
            cseq: Mutex::new(0),
        };
        let service = entity::fields(&testkit::service());
        world.create(EntityKind::Service, id(10), service).await;
        let session = entity::fields(&testkit::session(ServiceId(id(10))));
        world
            .create(EntityKind::Session, world.session.0, session)
            .await;
        world
    }

    fn op(&self, entity: EntityRef, base: Option<OpId>, body: &Body) -> Op {
        let mut cseq = self.cseq.lock().unwrap();
        *cseq += 1;
        let id = OpId(Uuid::from_u128(u128::from(*cseq) << 64 | 7));
        Op {
            device: self.device,
            cseq: *cseq,
            ..Op::made(id, self.lead.person, entity, base, body, 1, [3; 16])
        }
    }

    async fn push(&self, ops: Vec<Op>) -> Pushed {
        let push = Push {
            device: self.device,
            epoch: None,
            ops,
        };
        self.app.push(&self.lead, push).await.unwrap()
    }

    /// Creates a record; answers the operation that did.
    async fn create(&self, kind: EntityKind, id: Uuid, fields: Fields) -> OpId {
        let op = self.op(EntityRef { kind, id }, None, &Body::Create { fields });
        let created = op.id;
        let pushed = self.push(vec![op]).await;
        assert_eq!(pushed.results[0].status, OpStatus::Stored, "{pushed:?}");
        created
    }

    async fn set(
        &self,
        kind: EntityKind,
        id: Uuid,
        base: Option<OpId>,
        field: &str,
        value: serde_json::Value,
    ) -> OpResult {
        let body = Body::Set {
            field: field.to_owned(),
            value,
        };
        let op = self.op(EntityRef { kind, id }, base, &body);
        self.push(vec![op]).await.results.remove(0)
    }

    /// Campaign number `n` of a session; its link is made from the number.
    async fn campaign(&self, n: u128, change: impl FnOnce(&mut Campaign)) -> Started {
        let mut campaign = testkit::campaign(self.session);
        campaign.link = format!("{n:026}");
        change(&mut campaign);
        let fields = entity::fields(&campaign);
        let created = self.create(EntityKind::Campaign, id(n), fields).await;
        Started {
            id: CampaignId(id(n)),
            created,
            link: format!("{}.{}", self.slug().await, campaign.link),
        }
    }

    async fn slug(&self) -> String {
        self.app.me(&self.lead).await.unwrap().organisation.slug
    }

    async fn close(&self, campaign: &Started) {
        let base = Some(campaign.created);
        let closed = self
            .set(
                EntityKind::Campaign,
                campaign.id.0,
                base,
                "status",
                "closed".into(),
            )
            .await;
        assert_eq!(closed.status, OpStatus::Stored);
    }

    async fn tablet(&self) -> Tablet {
        let devices = self.lead.granted().unwrap();
        let others = self.app.tablets(&devices).await.unwrap().len();
        let name = format!("Salle {}", others + 2);
        let code = self
            .app
            .enrol_code(&devices, &name, None)
            .await
            .unwrap()
            .code;
        let enrolled = self.app.enrol(&Enrol { code }).await.unwrap();
        let respondent = self
            .app
            .respondent(Some(&enrolled.token), None)
            .await
            .unwrap();
        let kit = self.app.kit(&respondent, None).await.unwrap();
        Tablet {
            app: self.app.clone(),
            respondent,
            token: Some(enrolled.token),
            kit,
        }
    }

    async fn visitor(&self, campaign: &Started) -> Tablet {
        let respondent = self
            .app
            .respondent(None, Some(&campaign.link))
            .await
            .unwrap();
        let kit = self.app.kit(&respondent, None).await.unwrap();
        Tablet {
            app: self.app.clone(),
            respondent,
            token: None,
            kit,
        }
    }

    async fn results(&self, campaign: CampaignId) -> CampaignResults {
        let rollups = self.app.rollups(&self.lead, 0).await.unwrap();
        let found = rollups
            .campaigns
            .into_iter()
            .find(|r| r.campaign == campaign);
        found.unwrap()
    }

    /// The whole log of a scope.
    async fn log(&self, scope: Scope) -> Vec<Stored> {
        let (mut ops, mut after) = (Vec::new(), 0);
        loop {
            let pull = Pull {
                scope,
                after,
                epoch: None,
                mark: None,
                limit: 1_000,
            };
            let page = self.app.pull(&self.lead, &pull).await.unwrap();
            ops.extend(page.ops);
            after = page.next;
            if page.next == page.head {
                return ops;
            }
        }
    }

    fn days_later(&self, days: i64) {
        self.minutes_later(days * 24 * 60);
    }

    fn minutes_later(&self, minutes: i64) {
        let mut now = self.clock.0.lock().unwrap();
        *now = now.checked_add(minutes.minutes()).unwrap();
    }

    /// The team's records as a workspace folds them.
    async fn team(&self) -> sync::State {
        let mut state = sync::State::default();
        for stored in self.log(Scope::Team).await {
            state.apply(&stored.op, Some(&stored.stamp));
        }
        state
    }

    async fn session_now(&self) -> Session {
        let at = EntityRef {
            kind: EntityKind::Session,
            id: self.session.0,
        };
        entity::read(&self.team().await.get(at).unwrap().values()).unwrap()
    }
}

struct Started {
    id: CampaignId,
    created: OpId,
    link: String,
}

/// A device with its kit.
struct Tablet {
    app: Arc<App>,
    respondent: Respondent,
    /// The cookie of an enrolled one.
    token: Option<String>,
    kit: Kit,
}

impl Tablet {
    fn seal(&self, item: u128, payload: &Payload) -> Item {
        let id = ItemId(id(item));
        let key = PublicKey::from_bytes(&self.kit.public_key).unwrap();
        Item {
            id,
            alg: ALG.to_owned(),
            kid: self.kit.kid.clone(),
            sealed: seal(&key, &self.kit.org, &self.kit.kid, id, payload, &mut Rng).unwrap(),
        }
    }

    async fn send(&self, items: Vec<Item>) -> Vec<Receipt> {
        let batch = Batch { items, unsent: 3 };
        let Receipts { receipts, .. } = self.app.take_items(&self.respondent, batch).await.unwrap();
        receipts
    }

    /// Sends one answer with this item number and comment.
    async fn answer(&self, item: u128, campaign: CampaignId, comment: &str) -> Receipt {
        let payload = answers(campaign, testkit::answers(3, comment));
        self.send(vec![self.seal(item, &payload)]).await.remove(0)
    }
}

fn answers(campaign: CampaignId, answers: Answers) -> Payload {
    Payload::Answers {
        campaign,
        questionnaire: af_hot(),
        day: day("2026-11-20"),
        lang: Lang::Fr,
        channel: Channel::Tablet,
        answers,
        token: None,
        photos: Vec::new(),
    }
}

fn today() -> Day {
    day("2026-11-20")
}
