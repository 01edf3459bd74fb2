//! What comes before its record, and databases put back to an earlier day.

use super::World;
use ::intake::wire::Delivered;
use domain::{
    entity::{self, EntityKind},
    ids::{ItemId, OpId},
    mark::Mark,
};
use server::service::Pull;
use sync::{
    Body, EntityRef, Op, Scope,
    wire::{OpStatus, Page},
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

async fn pull(world: &World, mark: Option<Mark>) -> Page {
    let pull = Pull {
        scope: Scope::Team,
        after: 0,
        epoch: None,
        mark,
        limit: 1_000,
    };
    world.app.pull(&world.lead, &pull).await.unwrap()
}

fn mark(page: &Page) -> Mark {
    let last = page.ops.last().unwrap();
    Mark {
        epoch: page.epoch.clone(),
        seq: last.stamp.seq,
        leaf: last.leaf.clone(),
    }
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
async fn a_place_that_is_not_in_the_log_begins_another_life() {
    let world = World::new().await;
    let create = Body::Create {
        fields: entity::fields(&testkit::action()),
    };
    world.push(vec![world.op(at(100), None, &create)]).await;
    let page = pull(&world, None).await;
    let seen = mark(&page);
    assert_eq!(pull(&world, Some(seen.clone())).await.epoch, page.epoch);
    let further = Mark {
        seq: seen.seq + 1,
        ..seen.clone()
    };
    let second = pull(&world, Some(further)).await;
    assert_ne!(second.epoch, page.epoch);
    let other = Mark {
        leaf: "00".repeat(32),
        ..mark(&second)
    };
    let third = pull(&world, Some(other)).await;
    assert_ne!(third.epoch, second.epoch);
    // What is shown of an earlier life says nothing about this one.
    assert_eq!(pull(&world, Some(seen)).await.epoch, third.epoch);
    assert_eq!(third.ops, page.ops);
}

#[tokio::test]
async fn a_delivery_that_is_not_there_begins_another_life_when_a_tablet_shows_it() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let (tablet, visitor) = (world.tablet().await, world.visitor(&campaign).await);
    tablet.answer(500, campaign.id, "Bien").await;
    let epoch = tablet.kit.epoch.clone().unwrap();
    let show = |n: u128| Delivered {
        epoch: epoch.clone(),
        items: vec![ItemId(id(500)), ItemId(id(n))],
    };
    let kit = |shown: Delivered| world.app.kit(&tablet.respondent, Some(shown));
    assert_eq!(kit(show(500)).await.unwrap().epoch.as_ref(), Some(&epoch));
    // Whoever holds a public link could show anything.
    let link = world.app.kit(&visitor.respondent, Some(show(501))).await;
    assert_eq!(link.unwrap().epoch.as_ref(), Some(&epoch));
    assert_ne!(kit(show(501)).await.unwrap().epoch, Some(epoch.clone()));
}
