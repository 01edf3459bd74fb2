//! The log under test, in few words.

use crate::Engine;
use domain::{
    entity::EntityKind,
    ids::{CampaignId, DeviceId, OpId, OrgId, PersonId},
};
use ledger::{Commit, Loaded, LogError, LogStore as _, Purpose, Secret, Tally};
use store::{
    NewOrg, OrgDb, Store,
    dump::Part,
    verify::{Check, Finding, Proven},
};
use sync::{
    Body,
    op::{EntityRef, Op, Stored},
    plan::{Head, plan_own},
};
use uuid::Uuid;

pub(crate) const ORG: OrgId = OrgId(Uuid::from_u128(1));

/// Opens the organisation; the store goes with it.
pub(crate) async fn open(engine: &Engine) -> (Store, OrgDb) {
    let store = Store::open(&engine.url).await.unwrap();
    let db = store.org(ORG, &new_org()).await.unwrap();
    (store, db)
}

pub(crate) fn new_org() -> NewOrg {
    NewOrg {
        epoch: "life".to_owned(),
    }
}

/// An operation the server itself made.
pub(crate) fn op(n: u128) -> Op {
    comment(n, 300)
}

pub(crate) fn comment(n: u128, length: usize) -> Op {
    let id = OpId(Uuid::from_u128(n));
    let entity = EntityRef {
        kind: EntityKind::Action,
        id: Uuid::from_u128(3),
    };
    let body = Body::Comment {
        text: "x".repeat(length),
    };
    Op {
        device: DeviceId::SERVER,
        ..Op::made(id, PersonId::SERVER, entity, None, &body, 0, [9; 16])
    }
}

pub(crate) fn append(commit: &mut Commit, ops: impl Iterator<Item = Op>) {
    let ops = ops.map(|op| (op, "2026-11-21T10:00:00Z".to_owned()));
    let plan = plan_own(
        &mut sync::State::default(),
        commit.head.clone(),
        ops.collect(),
    );
    commit.head = plan.head;
    commit.ops.extend(plan.append);
    // The organisation's key, without which no database proves.
    if commit.at == 0 {
        commit.secrets.push(Secret {
            kid: "k1".to_owned(),
            purpose: Purpose::Seal,
            since: 1,
            private: vec![7; 32],
        });
    }
}

/// Plans on what is stored now and commits, again while others come first.
pub(crate) async fn write(db: &OrgDb, plan: impl Fn(&Loaded, &mut Commit)) -> Result<(), LogError> {
    loop {
        let now = db.load().await?;
        let mut commit = Commit::new(now.rev, now.head.clone());
        plan(&now, &mut commit);
        match db.commit(&commit).await {
            Err(LogError::Conflict) => tokio::time::sleep(store::backoff(0)).await,
            done => return done,
        }
    }
}

pub(crate) fn campaign(n: u128) -> CampaignId {
    CampaignId(Uuid::from_u128(n))
}

pub(crate) fn received(loaded: &Loaded, campaign: CampaignId) -> u32 {
    loaded
        .tallies
        .get(&campaign)
        .map_or(0, |tally| tally.received)
}

pub(crate) fn tally(received: u32) -> Tally {
    Tally {
        received,
        ..Tally::default()
    }
}

pub(crate) async fn whole_log(db: &OrgDb) -> Vec<Stored> {
    let head: Head = db.load().await.unwrap().head;
    db.read(0, head.seq, u32::MAX).await.unwrap()
}

/// Proves every row of the organisation, as `boucle verify` does.
pub(crate) async fn proof(store: &Store) -> Result<Proven, Finding> {
    let mut dump = store.dump(Part::Org(ORG)).await.unwrap();
    let mut check = Check::default();
    let mut found = Ok(());
    while let Some(rows) = dump.next().await.unwrap() {
        found = found.and_then(|()| rows.iter().try_for_each(|row| check.row(row)));
    }
    dump.end().await.unwrap();
    found.and_then(|()| check.finish())
}
