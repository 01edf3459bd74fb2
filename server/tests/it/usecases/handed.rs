//! That a tablet was handed round is told by the log, once for each survey and day.

use super::World;
use ::intake::Payload;
use domain::{
    entity::{self, EntityKind},
    ids::CampaignId,
    solicitation::{Means, Solicitation, SolicitationKind},
};
use testkit::{day, id};

impl World {
    async fn rounds(&self, campaign: CampaignId) -> Vec<(String, SolicitationKind, u32)> {
        let team = self.team().await;
        let records = team.entities.iter();
        let records = records.filter(|(at, _)| at.kind == EntityKind::Solicitation);
        let mut told: Vec<_> = records
            .map(|(_, record)| entity::read::<Solicitation>(&record.values()).unwrap())
            .filter(|one| one.campaign == campaign && one.means == Means::Kiosk)
            .map(|one| (one.day.to_string(), one.kind, one.count))
            .collect();
        told.sort();
        told
    }
}

#[tokio::test]
async fn the_first_answer_of_a_tablet_on_a_day_tells_that_it_was_handed_round() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let (one, other) = (world.tablet().await, world.tablet().await);
    one.answer(1, campaign.id, "avis").await;
    one.answer(2, campaign.id, "avis").await;
    other.answer(3, campaign.id, "avis").await;
    // Twelve people of whom one is absent.
    let friday = ("2026-11-20".to_owned(), SolicitationKind::First, 11);
    assert_eq!(
        world.rounds(campaign.id).await,
        std::slice::from_ref(&friday)
    );
    world.days_later(3);
    let refused = Payload::Declined {
        campaign: campaign.id,
        day: day("2026-11-23"),
        abandoned: false,
    };
    one.send(vec![one.seal(4, &refused)]).await;
    let again = ("2026-11-23".to_owned(), SolicitationKind::Reminder, 11);
    assert_eq!(world.rounds(campaign.id).await, [friday, again]);
    world.proved().await;
}

/// An anonymous answer must not tell when it came, nor by which tablet: the first one would.
#[tokio::test]
async fn what_tells_of_it_tells_no_time_and_no_tablet() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    world.tablet().await.answer(1, campaign.id, "avis").await;
    let log = world.log(sync::Scope::Team).await;
    let of_round = |stored: &&sync::Stored| stored.op.entity.kind == EntityKind::Solicitation;
    let told: Vec<_> = log.iter().filter(of_round).collect();
    let [told] = told.as_slice() else {
        panic!("one record: {told:?}");
    };
    assert_eq!(told.stamp.received_at, "2026-11-20");
    assert_eq!(told.op.wall_ms, 0);
    assert_eq!(told.op.device, domain::ids::DeviceId::SERVER);
}

#[tokio::test]
async fn a_test_a_phone_and_what_somebody_noted_by_hand_add_none() {
    let world = World::new().await;
    let tablet = world.tablet().await;
    let rehearsed = world.campaign(30, |campaign| campaign.test = true).await;
    tablet.answer(1, rehearsed.id, "avis").await;
    assert_eq!(world.rounds(rehearsed.id).await, []);

    let by_phone = world.campaign(31, |_| {}).await;
    world
        .visitor(&by_phone)
        .await
        .answer(2, by_phone.id, "avis")
        .await;
    assert_eq!(world.rounds(by_phone.id).await, []);

    let noted = Solicitation {
        campaign: by_phone.id,
        day: day("2026-11-20"),
        means: Means::Kiosk,
        kind: SolicitationKind::First,
        number: 0,
        count: 9,
        note: "Salle 2".to_owned(),
    };
    let fields = entity::fields(&noted);
    world.create(EntityKind::Solicitation, id(70), fields).await;
    tablet.answer(3, by_phone.id, "avis").await;
    assert_eq!(world.rounds(by_phone.id).await.len(), 1);
}
