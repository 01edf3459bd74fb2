//! What comes before its record, and databases put back to an earlier day.

use super::World;
use ::intake::wire::{Delivered, Shown};
use domain::{
    entity::{self, EntityKind},
    ids::{ItemId, OpId},
};
use server::service::Pull;
use sync::{
    Body, EntityRef, Op, Scope,
    wire::{OpStatus, Page, SignedHead},
};
use testkit::id;

fn at(n: u128) -> EntityRef {
    EntityRef {
        kind: EntityKind::Action,
        id: id(n),
    }
}

fn titled(world: &World, n: u128, title: &str) -> Op {
    let body = Body::Set {
        field: "title".to_owned(),
        value: title.into(),
    };
    world.op(at(n), Some(OpId(id(7))), &body)
}

async fn pull(world: &World, mark: Option<SignedHead>) -> Page {
    let pull = Pull {
        scope: Scope::Team,
        after: 0,
        epoch: None,
        mark,
        limit: 1_000,
    };
    world.app.pull(&world.lead, &pull).await.unwrap()
}

#[tokio::test]
async fn what_comes_before_its_record_is_taken_once_the_record_is_there() {
    let world = World::new().await;
    let (early, never) = (
        titled(&world, 100, "Plus tôt"),
        titled(&world, 101, "Jamais"),
    );
    let pushed = world.push(vec![early.clone(), never.clone()]).await;
    for result in &pushed.results {
        assert_eq!(result.status, OpStatus::Quarantined);
        assert_eq!(result.code.as_deref(), Some("unknown_reference"));
    }
    let create = Body::Create {
        fields: entity::fields(&testkit::action()),
    };
    let create = world.op(at(100), None, &create);
    world.push(vec![create.clone()]).await;
    let log = world.log(Scope::Team).await;
    let last: Vec<OpId> = log
        .iter()
        .rev()
        .take(2)
        .map(|stored| stored.op.id)
        .collect();
    assert_eq!(last, [early.id, create.id]);
    // Sent again, one is in the log and the other still aside.
    let again = world.push(vec![early, never]).await;
    assert_eq!(again.results[0].status, OpStatus::Duplicate);
    assert_eq!(again.results[1].status, OpStatus::Quarantined);
}

#[tokio::test]
async fn other_bytes_under_its_id_stay_aside_when_an_operation_is_taken_back() {
    let world = World::new().await;
    let early = titled(&world, 100, "Plus tôt");
    world.push(vec![early.clone()]).await;
    let create = Body::Create {
        fields: entity::fields(&testkit::action()),
    };
    let create = world.op(at(100), None, &create);
    let mut other = titled(&world, 100, "Autrement");
    other.id = early.id;
    let pushed = world.push(vec![create, other.clone()]).await;
    assert_eq!(pushed.results[1].code.as_deref(), Some("already_exists"));
    assert_eq!(world.log(Scope::Team).await.last().unwrap().op, early);
    // It is held: the same once more writes nothing.
    let commits = || async { world.app.rollups(&world.lead, 0).await.unwrap().head };
    let before = commits().await;
    let again = world.push(vec![other]).await;
    assert_eq!(again.results[0].status, OpStatus::Quarantined);
    assert_eq!(commits().await, before);
}

#[tokio::test]
async fn a_place_in_the_log_that_we_did_not_sign_is_not_believed() {
    let world = World::new().await;
    let create = Body::Create {
        fields: entity::fields(&testkit::action()),
    };
    let pushed = world.push(vec![world.op(at(100), None, &create)]).await;
    let page = pull(&world, None).await;
    let seen = page.signed.clone().unwrap();
    assert_eq!((seen.seq, &seen.epoch), (page.head, &page.epoch));
    assert_eq!(seen.text(), pushed.signed.unwrap().text());
    assert_eq!(pull(&world, Some(seen.clone())).await.epoch, page.epoch);
    let further = SignedHead {
        seq: seen.seq + 1,
        ..seen.clone()
    };
    let other = SignedHead {
        chain: "00".repeat(32),
        ..seen.clone()
    };
    let of_another = SignedHead {
        sig: vec![7; 64],
        ..further.clone()
    };
    for forged in [further, other, of_another] {
        assert_eq!(pull(&world, Some(forged)).await.epoch, page.epoch);
    }
    // Whoever has the key published for it can check what was signed.
    let keys = world.app.keys(&world.lead).await.unwrap().keys;
    let key = keys.iter().find(|key| key.kid == seen.kid).unwrap();
    assert!(ledger::verify(&key.public, &seen.text(), &seen.sig));
}

#[tokio::test]
async fn a_delivery_that_we_did_not_sign_is_not_believed() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let receipt = tablet
        .answer(500, campaign.id, "Bien")
        .await
        .shown()
        .unwrap();
    let epoch = tablet.kit.epoch.clone().unwrap();
    let forged = Shown {
        id: ItemId(id(501)),
        ..receipt.clone()
    };
    let shown = Delivered {
        epoch: epoch.clone(),
        receipts: vec![receipt, forged],
    };
    let kit = world.app.kit(&tablet.respondent, Some(shown)).await;
    assert_eq!(kit.unwrap().epoch, Some(epoch));
}
