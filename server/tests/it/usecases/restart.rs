//! What was acknowledged is there after a restart from disk, and a log that was tampered with is not served.

use super::{World, open, open_store, settings};
use ::intake::wire::{Batch, ItemStatus};
use domain::{
    entity::{self, EntityKind},
    ids::OrgId,
};
use ledger::{Commit, LogStore as _};
use server::{
    blobs::Blobs,
    service::{App, OpenError, SystemHost},
};
use std::sync::Arc;
use store::{NewOrg, StoreError};
use sync::{Scope, Stored};
use testkit::id;

fn url(folder: &tempfile::TempDir) -> String {
    format!("surrealkv://{}", folder.path().join("data").display())
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&url(&folder)).await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    for n in 500..507 {
        tablet.answer(n, campaign.id, "Bien").await;
    }
    let action = entity::fields(&testkit::action());
    world.create(EntityKind::Action, id(40), action).await;
    let payload = super::answers(campaign.id, testkit::answers(4, "Très bien"));
    let item = tablet.seal(900, &payload);
    tablet.send(vec![item.clone()]).await;
    let before = world.app.rollups(&world.lead, 0).await.unwrap();
    let log = world.log(Scope::Team).await;
    let (login, device) = (world.login.clone(), tablet.token.clone());
    drop((world, tablet));

    let (app, _clock) = open(&url(&folder)).await;
    let lead = app.actor(Some(&login)).await.unwrap();
    assert_eq!(app.rollups(&lead, 0).await.unwrap(), before);
    let pull = server::service::Pull {
        scope: Scope::Team,
        after: 0,
        epoch: None,
        mark: None,
        limit: 1_000,
    };
    assert_eq!(app.pull(&lead, &pull).await.unwrap().ops, log);
    // The tablet is known, and what it delivered is still received.
    let respondent = app.respondent(device.as_deref(), None).await.unwrap();
    let batch = Batch {
        items: vec![item],
        unsent: 0,
    };
    let receipts = app.take_items(&respondent, batch).await.unwrap().receipts;
    assert_eq!(receipts[0].status, ItemStatus::Duplicate);
}

type Tamper = fn(&mut Commit);

/// Changes the log behind the server's back; answers what the next start says.
async fn after_tampering(change: Tamper) -> Result<Arc<App>, OpenError> {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&url(&folder)).await;
    let (org, log) = (world.lead.organisation(), world.log(Scope::Team).await);
    drop(world);
    let store = open_store(&url(&folder)).await;
    tamper(&store, org, log, change).await;
    App::open(store, Blobs::memory(), Arc::new(SystemHost), settings()).await
}

async fn tamper(store: &store::Store, org: OrgId, log: Vec<Stored>, change: Tamper) {
    let none = NewOrg {
        epoch: String::new(),
    };
    let db = store.org(org, &none).await.unwrap();
    let loaded = db.load().await.unwrap();
    let mut next = log.into_iter().last().unwrap();
    next.op.id.0 = id(999);
    next.stamp.seq = loaded.head.seq + 1;
    let leaf = sync::hash::leaf(&next.op, &next.stamp);
    next.leaf = sync::hash::hex(&leaf);
    let head = loaded.head.with(&leaf);
    let mut commit = Commit::new(loaded.rev, head);
    commit.ops = vec![next];
    change(&mut commit);
    db.commit(&commit).await.unwrap();
}

#[tokio::test]
async fn a_log_that_does_not_fit_together_is_not_served() {
    assert!(after_tampering(|_| {}).await.is_ok());
    let changes: [(Tamper, &str); 4] = [
        (|commit| commit.ops[0].op.body.push(b' '), "was changed"),
        (|commit| commit.ops.clear(), "is missing"),
        (|commit| commit.head.chain[0] ^= 1, "the end of the log"),
        (
            |commit| commit.head.frontier.push(&[7; 32]),
            "the end of the log",
        ),
    ];
    for (change, reason) in changes {
        match after_tampering(change).await {
            Err(OpenError::Organisation {
                cause: StoreError::Damaged(why),
                ..
            }) => assert!(why.contains(reason), "{why}"),
            other => panic!("{:?}", other.err()),
        }
    }
}
