//! The example organisation: made through the real use cases, dropped without a trace.

use super::World;
use domain::{action::Action, entity::EntityKind, ids::PersonId};
use server::service::{Failure, Pull};
use sync::{Body, Scope};

#[tokio::test]
async fn the_demo_is_an_organisation_of_its_own_and_goes_in_one_call() {
    let world = World::new().await;
    let home = world.lead.organisation();
    let lead = world.lead.granted().unwrap();
    let demo = world.app.create_demo(&lead).await.unwrap();
    assert_eq!(world.app.create_demo(&lead).await, Ok(demo));
    let me = world
        .app
        .switch_organisation(&world.lead, demo)
        .await
        .unwrap();
    assert!(me.organisation.demo);
    assert_eq!(me.organisations.len(), 2);

    let operator = world
        .app
        .operator(Some(&me.organisation.slug))
        .await
        .unwrap();
    let rollups = world.app.rollups(&operator, 0).await.unwrap();
    let received: u32 = rollups.campaigns.iter().map(|c| c.counts.received).sum();
    let refused: u32 = rollups.campaigns.iter().map(|c| c.counts.refused).sum();
    let quarantined: u32 = rollups.campaigns.iter().map(|c| c.counts.quarantined).sum();
    assert_eq!((received, quarantined), (600, 0));
    assert!(refused > 0);
    assert!(rollups.campaigns.iter().any(|c| c.detail.is_none()));
    // Its people own its actions; most of these come from a comment that can be found.
    let people = world.app.people(&operator).await.unwrap();
    let pull = Pull {
        scope: Scope::Team,
        after: 0,
        epoch: None,
        mark: None,
        limit: 1_000,
    };
    let page = world.app.pull(&operator, &pull).await.unwrap();
    let actions = page
        .ops
        .iter()
        .filter(|s| s.op.entity.kind == EntityKind::Action);
    let actions: Vec<Action> = actions
        .map(|stored| match Body::decode(&stored.op) {
            Ok(Body::Create { fields }) => domain::entity::read(&fields).unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(actions.len(), 15);
    let known = |owner: PersonId| people.iter().any(|person| person.id == owner);
    assert!(actions.iter().all(|action| action.owner.is_none_or(known)));
    let sourced = actions
        .iter()
        .filter(|a| a.source != domain::action::Source::Idea);
    assert!(sourced.count() > 5);
    let shown = rollups.pools.iter().filter_map(|pool| pool.detail.as_ref());
    assert!(shown.clone().count() > 0 && shown.clone().all(|detail| detail.n >= 5));

    assert_eq!(world.app.drop_demo(&world.lead).await, Ok(home));
    assert_eq!(
        world.app.drop_demo(&world.lead).await,
        Err(Failure::NotFound)
    );
    let me = world.app.me(&world.lead).await.unwrap();
    assert_eq!(me.organisations.len(), 1);
    // Whoever still holds it finds nothing.
    let gone = world.app.rollups(&operator, 0).await;
    assert_eq!(gone, Err(Failure::NotFound));
    // Another one may come, its people too.
    world.app.create_demo(&lead).await.unwrap();
}
