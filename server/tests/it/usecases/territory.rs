//! Days of an organisation are those of where it works.

use super::World;
use api::model::OrganisationEdit;
use domain::{calendar::Territory, retention::Retention};
use testkit::day;

impl World {
    async fn moves(&self, to: Option<Territory>) {
        let people = self.lead.granted().unwrap();
        let edit = OrganisationEdit {
            name: "Atelier des savoirs".to_owned(),
            contact: "contact@example.org".to_owned(),
            territory: to,
        };
        self.app.edit_organisation(&people, edit).await.unwrap();
    }
}

/// 22:30 in Paris is half past one of the next day on La Réunion.
#[tokio::test]
async fn a_survey_ends_at_midnight_of_the_territory() {
    let world = World::new().await;
    let last_day = |campaign: &mut domain::campaign::Campaign| campaign.closes = day("2026-11-20");
    let campaign = world.campaign(30, last_day).await;
    world.minutes_later(6 * 60 + 30);
    assert_eq!(
        world.visitor(&campaign).await.kit.today,
        Some(day("2026-11-20"))
    );
    assert_eq!(world.app.close_due().await.unwrap(), 0);

    world.moves(Some(Territory::Reunion)).await;
    let me = world.app.me(&world.lead).await.unwrap();
    assert_eq!(me.organisation.territory, Territory::Reunion);
    let tablet = world.tablet().await;
    assert_eq!(tablet.kit.today, Some(day("2026-11-21")));
    assert_eq!(world.app.close_due().await.unwrap(), 1);
}

#[tokio::test]
async fn a_program_that_knows_no_territory_leaves_it() {
    let world = World::new().await;
    world.moves(Some(Territory::AlsaceMoselle)).await;
    world.moves(None).await;
    let me = world.app.me(&world.lead).await.unwrap();
    assert_eq!(me.organisation.territory, Territory::AlsaceMoselle);
}

/// Servers hear of each other's changes within the hour.
#[tokio::test]
async fn what_was_changed_on_another_server_is_not_undone() {
    let store = super::open_store("mem://").await;
    let world = World::of(super::open_on(store.clone(), super::settings()).await).await;
    let (other, _) = super::open_on(store.clone(), super::settings()).await;
    world.moves(Some(Territory::Reunion)).await;
    let lead = other.actor(Some(&world.login)).await.unwrap();
    let keep = Retention {
        links_months: 12,
        contacts_months: 60,
        ..Retention::default()
    };
    let people = lead.granted().unwrap();
    let me = other.set_retention(&people, keep).await.unwrap();
    assert_eq!(me.organisation.territory, Territory::Reunion);
    world.moves(None).await;
    let kept = store.control().orgs().await.unwrap().remove(0);
    assert_eq!((kept.territory, kept.retention), (Territory::Reunion, keep));
}

/// Kept across a restart, with the zone that goes with it.
#[tokio::test]
async fn the_territory_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("data").display());
    let token = {
        let world = World::at(&url).await;
        world.moves(Some(Territory::Reunion)).await;
        world.tablet().await.token
    };
    let (app, clock) = super::open(&url).await;
    *clock.0.lock().unwrap() = "2026-11-20T21:30:00Z".parse().unwrap();
    let tablet = app.respondent(token.as_deref(), None).await.unwrap();
    let kit = app.kit(&tablet, None).await.unwrap();
    assert_eq!(kit.today, Some(day("2026-11-21")));
}
