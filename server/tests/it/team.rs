//! A workspace at work: pushes operations of its own as a browser does.

use crate::app::{Caller, Reply};
use domain::{
    Day,
    entity::{EntityKind, Fields, fields},
    ids::{CampaignId, DeviceId, OpId, PersonId, ServiceId, SessionId},
};
use serde::Serialize;
use serde_json::{Value, json};
use sync::{
    Body, EntityRef, Op,
    wire::{OpStatus, Push, Pushed},
};
use uuid::Uuid;

pub(crate) struct Team<'a> {
    caller: &'a mut Caller,
    person: PersonId,
    device: DeviceId,
    cseq: u64,
}

impl<'a> Team<'a> {
    /// The workspace of whoever `caller` is signed in as.
    pub(crate) async fn of(caller: &'a mut Caller) -> Team<'a> {
        let me: api::model::Me = caller.api("me", json!({})).await.json();
        Team {
            caller,
            person: me.person,
            device: DeviceId(random()),
            cseq: 0,
        }
    }

    /// Creates a record and fails the test unless the server stored it.
    pub(crate) async fn create(&mut self, kind: EntityKind, id: Uuid, record: &impl Serialize) {
        let pushed: Pushed = self.push(kind, id, fields(record)).await.json();
        assert_eq!(
            pushed.results[0].status,
            OpStatus::Stored,
            "{:?}",
            pushed.results
        );
    }

    async fn push(&mut self, kind: EntityKind, id: Uuid, fields: Fields) -> Reply {
        let op = self.op(kind, id, fields);
        self.send(vec![op]).await
    }

    /// The next operation of this device: a new record.
    pub(crate) fn op(&mut self, kind: EntityKind, id: Uuid, fields: Fields) -> Op {
        self.cseq += 1;
        created((self.person, self.device, self.cseq), kind, id, fields)
    }

    pub(crate) fn caller(&mut self) -> &mut Caller {
        self.caller
    }

    /// Pushes operations this device made.
    pub(crate) async fn send(&mut self, ops: Vec<Op>) -> Reply {
        self.send_as(self.device, ops).await
    }

    /// Pushes operations that a device made before.
    pub(crate) async fn send_as(&mut self, device: DeviceId, ops: Vec<Op>) -> Reply {
        let push = Push {
            device,
            epoch: None,
            ops,
        };
        self.caller.post("/app/sync/v1/push", &push).await
    }

    /// A session of a new service, with an open campaign that takes answers today.
    pub(crate) async fn open_campaign(&mut self) -> CampaignId {
        let [service, session, campaign] = [random(), random(), random()];
        let today: Day = jiff::Timestamp::now()
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date();
        self.create(EntityKind::Service, service, &testkit::service())
            .await;
        let mut record = testkit::session(ServiceId(service));
        (record.starts, record.ends) = (today, today);
        self.create(EntityKind::Session, session, &record).await;
        let mut record = testkit::campaign(SessionId(session));
        (record.opens, record.closes) = (
            today.saturating_sub(days(30)),
            today.saturating_add(days(30)),
        );
        self.create(EntityKind::Campaign, campaign, &record).await;
        CampaignId(campaign)
    }

    /// The team's log, from the beginning.
    pub(crate) async fn log(&mut self) -> Vec<Value> {
        let page: Value = self.caller.get("/app/sync/v1/pull?scope=team").await.json();
        page["ops"].as_array().cloned().unwrap_or_default()
    }
}

/// A new record, made by a person on a device under its next number.
pub(crate) fn created(
    (actor, device, cseq): (PersonId, DeviceId, u64),
    kind: EntityKind,
    id: Uuid,
    fields: Fields,
) -> Op {
    let body = Body::Create { fields };
    let entity = EntityRef { kind, id };
    Op {
        device,
        cseq,
        ..Op::made(OpId(random()), actor, entity, None, &body, 0, [7; 16])
    }
}

fn days(count: i32) -> jiff::Span {
    jiff::Span::new().days(count)
}

pub(crate) fn random() -> Uuid {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    domain::ids::random_id(bytes)
}
