//! Push and pull: what is acknowledged is there once, in order, for those who may see it.

use super::World;
use api::model::Invite;
use domain::{
    entity::{self, EntityKind},
    ids::{DeviceId, PersonId},
    role::Role,
};
use server::{
    auth::Actor,
    service::{Failure, Pull},
};
use sync::{
    Body, EntityRef, Op, Scope,
    wire::{OpStatus, PUSH_OPS_MAX, Push},
};
use testkit::id;

fn action(world: &World, n: u128) -> Op {
    let at = EntityRef {
        kind: EntityKind::Action,
        id: id(n),
    };
    let fields = entity::fields(&testkit::action());
    world.op(at, None, &Body::Create { fields })
}

async fn member(world: &World, role: Role) -> Actor {
    let invite = Invite {
        name: "Dominique Petit".to_owned(),
        email: format!("{role:?}@example.org"),
        role,
    };
    let people = world.lead.granted().unwrap();
    let link = world.app.invite(&people, invite).await.unwrap();
    let accept = world
        .app
        .accept_invitation(&link.token, super::PASSWORD, None);
    let signed_in = accept.await.unwrap();
    world.app.actor(Some(&signed_in.token)).await.unwrap()
}

#[tokio::test]
async fn the_same_push_again_gets_the_same_receipts() {
    let world = World::new().await;
    let ops: Vec<Op> = (100..103).map(|n| action(&world, n)).collect();
    let first = world.push(ops.clone()).await;
    assert!(first.results.iter().all(|r| r.status == OpStatus::Stored));
    let again = world.push(ops.clone()).await;
    for (before, after) in first.results.iter().zip(&again.results) {
        assert_eq!(after.status, OpStatus::Duplicate);
        assert_eq!((after.seq, &after.leaf), (before.seq, &before.leaf));
    }
    assert_eq!(again.head, first.head);
    // Other bytes under a known id are kept aside, and say the same when they come again.
    let mut other = ops[0].clone();
    other.wall_ms = 99;
    for _ in 0..2 {
        let pushed = world.push(vec![other.clone()]).await;
        assert_eq!(pushed.results[0].status, OpStatus::Quarantined);
        assert_eq!(pushed.results[0].code.as_deref(), Some("already_exists"));
    }
}

#[tokio::test]
async fn a_hole_is_refused_with_the_last_number_and_one_bad_operation_stops_nothing() {
    let world = World::new().await;
    let (first, second, third) = (
        action(&world, 100),
        action(&world, 101),
        action(&world, 102),
    );
    let push = |ops| {
        let device = world.device;
        let push = Push {
            device,
            epoch: None,
            ops,
        };
        world.app.push(&world.lead, push)
    };
    let hole = push(vec![first.clone(), third.clone()]).await;
    let last_cseq = first.cseq - 1;
    assert_eq!(hole, Err(Failure::Gap { last_cseq }));
    // Nothing of it was taken.
    let used = first.cseq;
    let mut stolen = second;
    stolen.actor = PersonId(id(666));
    let pushed = push(vec![first, stolen, third]).await.unwrap();
    let statuses: Vec<_> = pushed.results.iter().map(|r| r.status).collect();
    assert_eq!(
        statuses,
        [OpStatus::Stored, OpStatus::Quarantined, OpStatus::Stored]
    );
    // Other work under a number that is used: a copy of the device.
    let mut copy = action(&world, 103);
    copy.cseq = used;
    assert_eq!(push(vec![copy]).await, Err(Failure::NumberTaken));
    let many = vec![action(&world, 1); PUSH_OPS_MAX + 1];
    assert_eq!(push(many).await, Err(Failure::TooLarge));
}

#[tokio::test]
async fn pages_hold_each_operation_of_a_scope_once_and_pass_over_the_others() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    for n in 0..5 {
        tablet.answer(500 + n, campaign.id, "Bien").await;
    }
    world.push(vec![action(&world, 100)]).await;
    let whole = world.log(Scope::Team).await;
    let (mut paged, mut after) = (Vec::new(), 0);
    loop {
        let pull = Pull {
            scope: Scope::Team,
            after,
            epoch: None,
            mark: None,
            limit: 1,
        };
        let page = world.app.pull(&world.lead, &pull).await.unwrap();
        assert!(page.next > after || page.next == page.head);
        paged.extend(page.ops);
        after = page.next;
        if page.next == page.head {
            break;
        }
    }
    assert_eq!(paged, whole);
    // Service, session, campaign, action, and that the tablet was handed round; the five answers are a scope of their own.
    assert_eq!(whole.len(), 5);
    assert_eq!(world.log(Scope::Answers).await.len(), 5);
}

#[tokio::test]
async fn another_life_of_the_database_starts_at_the_beginning() {
    let world = World::new().await;
    let pull = |after, epoch: Option<&str>| Pull {
        scope: Scope::Team,
        after,
        epoch: epoch.map(str::to_owned),
        mark: None,
        limit: 100,
    };
    let first = world.app.pull(&world.lead, &pull(0, None)).await.unwrap();
    let same = pull(first.next, Some(&first.epoch));
    let same = world.app.pull(&world.lead, &same).await.unwrap();
    assert_eq!((same.ops.len(), same.next), (0, first.head));
    let other = pull(first.next, Some("another"));
    let other = world.app.pull(&world.lead, &other).await.unwrap();
    assert_eq!(other.ops, first.ops);
    assert_eq!(other.epoch, first.epoch);
    // A cursor from a longer log does not run away.
    let ahead = world
        .app
        .pull(&world.lead, &pull(9_999, None))
        .await
        .unwrap();
    assert_eq!(ahead.next, first.head);
}

#[tokio::test]
async fn each_role_pulls_and_writes_what_it_may() {
    let world = World::new().await;
    for role in [Role::QualityLead, Role::Team, Role::Trainer] {
        let actor = member(&world, role).await;
        let pull = Pull {
            scope: Scope::Answers,
            after: 0,
            epoch: None,
            mark: None,
            limit: 10,
        };
        let answers = world.app.pull(&actor, &pull).await;
        let may = role == Role::QualityLead;
        assert_eq!(answers.err() == Some(Failure::ScopeGone), !may, "{role:?}");

        let mut op = world.op(
            EntityRef {
                kind: EntityKind::Service,
                id: id(900),
            },
            None,
            &Body::Create {
                fields: entity::fields(&testkit::service()),
            },
        );
        let device = DeviceId(actor.person.0);
        (op.actor, op.device, op.cseq) = (actor.person, device, 1);
        op.id.0 = actor.person.0;
        op.entity.id = actor.person.0;
        let push = Push {
            device,
            epoch: None,
            ops: vec![op],
        };
        let pushed = world.app.push(&actor, push).await.unwrap();
        let stored = pushed.results[0].status == OpStatus::Stored;
        assert_eq!(stored, role != Role::Trainer, "{role:?}");
    }
}

/// Eight devices push at the same time, each in small parts: every operation is in the log once, in its device's order.
#[tokio::test(flavor = "multi_thread")]
async fn devices_that_push_together_all_get_in() {
    let world = World::new().await;
    let app = &world.app;
    let mut devices = tokio::task::JoinSet::new();
    for device in 0..8u128 {
        let ops: Vec<Op> = (0..20u128)
            .map(|n| {
                let mut op = action(&world, 10_000 + device * 100 + n);
                op.device = DeviceId(id(50 + device));
                op.cseq = u64::try_from(n).unwrap() + 1;
                op
            })
            .collect();
        let (app, lead) = (app.clone(), world.lead.clone());
        devices.spawn(async move {
            for part in ops.chunks(5) {
                let push = Push {
                    device: part[0].device,
                    epoch: None,
                    ops: part.to_vec(),
                };
                let pushed = app.push(&lead, push).await.unwrap();
                assert!(pushed.results.iter().all(|r| r.status == OpStatus::Stored));
            }
        });
    }
    devices.join_all().await;
    let log = world.log(Scope::Team).await;
    assert_eq!(log.len(), 2 + 8 * 20);
    for device in 0..8u128 {
        let own = log
            .iter()
            .filter(|s| s.op.device == DeviceId(id(50 + device)));
        let numbers: Vec<u64> = own.map(|stored| stored.op.cseq).collect();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_snapshot_is_of_the_log_it_names_and_of_the_scopes_one_may_read() {
    let world = World::new().await;
    world.push(vec![action(&world, 100)]).await;
    let snapshot = world.app.snapshot(&world.lead, Scope::Team).await.unwrap();
    let state = sync::snapshot::read(&snapshot).unwrap();
    assert_eq!(state, world.team().await);
    let trainer = member(&world, Role::Trainer).await;
    let refused = world.app.snapshot(&trainer, Scope::Answers).await;
    assert_eq!(refused, Err(Failure::ScopeGone));
}
