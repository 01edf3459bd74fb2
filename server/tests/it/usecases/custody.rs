//! Where a session's people are: what tablets tell that they hold, and whose correction is whose.

use super::{Tablet, World, answers};
use ::intake::{
    Note, Payload,
    wire::{Batch, Count, Holds},
};
use api::model::TabletHolds;
use domain::{
    custody::{HELD_MAX, Held},
    entity::EntityKind,
    ids::CampaignId,
};
use server::service::Failure;
use sync::EntityRef;
use testkit::id;

fn held(campaign: CampaignId, answers: u32, declined: u32) -> Held {
    Held {
        campaign,
        answers,
        declined,
        kept: 0,
    }
}

impl World {
    async fn tells(&self, tablet: &Tablet, surveys: Vec<Held>, unsent: u32) -> Vec<Count> {
        let holds = Holds { surveys, unsent };
        let told = self.app.tablet_holds(&tablet.respondent, holds).await;
        told.unwrap().surveys
    }

    /// As any member hears it, by name.
    async fn held(&self) -> Vec<TabletHolds> {
        self.app.tablets_hold(&self.lead).await.unwrap()
    }
}

#[tokio::test]
async fn what_a_tablet_holds_is_told_by_survey_until_it_has_arrived() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await.id;
    let tablet = world.tablet().await;
    assert_eq!(world.held().await[0].held, Some(Vec::new()));
    assert_eq!(world.held().await[0].told, None, "it has said nothing yet");

    world.minutes_later(5);
    let nobodys = held(CampaignId(id(77)), 4, 0);
    world
        .tells(&tablet, vec![held(campaign, 2, 1), nobodys], 8)
        .await;
    let first = world.held().await.remove(0);
    assert_eq!(first.held, Some(vec![held(campaign, 2, 1)]));
    assert_eq!((first.told.clone(), first.unsent), (first.last_contact, 8));

    // It delivers: of which survey the two items are that stay, it does not say with a batch.
    let deliver = async |item, unsent| {
        let payload = answers(campaign, testkit::answers(3, "Bien"));
        let items = vec![tablet.seal(item, &payload)];
        let batch = Batch { items, unsent };
        world
            .app
            .take_items(&tablet.respondent, batch)
            .await
            .unwrap();
        world.held().await.remove(0).held
    };
    assert_eq!(deliver(500, 2).await, None);
    assert_eq!(deliver(501, 0).await, Some(Vec::new()));
    assert_eq!(world.results(campaign).await.counts.received, 2);
}

#[tokio::test]
async fn a_tablet_hears_of_refusals_what_is_aside_and_what_others_hold() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await.id;
    let (here, there) = (world.tablet().await, world.tablet().await);
    let declined = |abandoned| Payload::Declined {
        campaign,
        day: super::today(),
        abandoned,
    };
    let item = there.seal(502, &answers(campaign, testkit::answers(3, "Bien")));
    let other = there.seal(502, &answers(campaign, testkit::answers(2, "Autre")));
    let mut items = vec![there.seal(500, &declined(false))];
    items.extend([there.seal(501, &declined(true)), item, other]);
    there.send(items).await;
    world.tells(&there, vec![held(campaign, 3, 1)], 5).await;

    let expected = Count {
        campaign,
        refused: 1,
        aside: 1,
        elsewhere: 4,
    };
    assert_eq!(world.tells(&here, Vec::new(), 0).await, [expected]);
    let own = Count {
        elsewhere: 0,
        ..expected
    };
    let again = world.tells(&there, vec![held(campaign, 3, 1)], 5).await;
    assert_eq!(again, [own], "its own is not elsewhere");
}

#[tokio::test]
async fn only_a_tablet_tells_and_not_without_end() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let visitor = world.visitor(&campaign).await;
    let tell = async |tablet: &Tablet, surveys| {
        let holds = Holds { surveys, unsent: 1 };
        let told = world.app.tablet_holds(&tablet.respondent, holds).await;
        told.map(|_| ())
    };
    let one = vec![held(campaign.id, 1, 0)];
    assert_eq!(tell(&visitor, one.clone()).await, Err(Failure::Forbidden));
    let mut tablet = world.tablet().await;
    let many = vec![held(campaign.id, 1, 0); HELD_MAX + 1];
    assert_eq!(tell(&tablet, many).await, Err(Failure::TooLarge));

    // A revoked one is told nothing new, and what it holds is known all the same.
    world.revoke(&mut tablet).await;
    assert_eq!(tell(&tablet, one.clone()).await, Ok(()));
    let told = world.held().await.remove(0);
    assert_eq!((told.revoked, told.held), (true, Some(one)));
}

#[tokio::test]
async fn a_correction_made_on_a_tablet_is_the_tablets_in_the_history() {
    let world = World::new().await;
    let tablet = world.tablet().await;
    let note = Payload::Note(Note {
        session: world.session,
        day: super::today(),
        headcount: 9,
        absent: 2,
        seen: None,
    });
    tablet.send(vec![tablet.seal(500, &note)]).await;
    let at = EntityRef {
        kind: EntityKind::Session,
        id: world.session.0,
    };
    let team = world.team().await;
    let history = &team.get(at).unwrap().history;
    let corrected = history.last().unwrap();
    assert_eq!(corrected.by.tablet, tablet.respondent.tablet());
    assert!(history[0].by.tablet.is_none(), "the team made the session");
    let names = world.held().await;
    let name = names.iter().find(|one| Some(one.id) == corrected.by.tablet);
    assert_eq!(name.unwrap().name, "Salle 2");
}
