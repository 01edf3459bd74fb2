//! A session that was put off, and the surveys that it left behind.

use crate::stage::{CLAIRE, Log, Stage, settle};
use app::{clock, pages::calendar::moved::LeftBehind};
use domain::{
    calendar::{
        Territory,
        cadence::{Stakeholder, Wave, defaults},
        plan::{PlannedWave, plan},
        shift,
    },
    campaign::Campaign,
    day,
    entity::{self, EntityKind},
    ids::{ServiceId, SessionId},
    service::ServiceKind,
    session::Session,
};
use leptos::prelude::*;
use serde::Serialize;
use sync::{Body, EntityRef};
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

/// Two days, so far from today.
fn session(days: i32) -> Session {
    let starts = shift(clock::today(), days);
    Session {
        starts,
        ends: shift(starts, 1),
        ..testkit::session(ServiceId(Uuid::from_u128(20)))
    }
}

fn hot(session: &Session) -> PlannedWave {
    let rules = defaults(ServiceKind::Formation);
    let mut waves = plan(&rules, session, Territory::Metropole).into_iter();
    let hot =
        |wave: &PlannedWave| (wave.stakeholder, wave.wave) == (Stakeholder::Beneficiary, Wave::Hot);
    waves.find(hot).unwrap()
}

fn create(log: &mut Log, kind: EntityKind, id: u128, record: &impl Serialize) -> EntityRef {
    let at = EntityRef {
        kind,
        id: Uuid::from_u128(id),
    };
    let fields = entity::fields(record);
    log.write(at, CLAIRE, None, &Body::Create { fields });
    at
}

#[wasm_bindgen_test]
async fn surveys_go_along_with_their_session_at_one_press() {
    let (before, after) = (session(60), session(90));
    let (old, new) = (hot(&before), hot(&after));
    let campaign = Campaign {
        opens: old.opens,
        closes: old.closes,
        reminders: old.reminders,
        ..testkit::campaign(SessionId(Uuid::from_u128(21)))
    };
    let mut log = Log::default();
    create(&mut log, EntityKind::Service, 20, &testkit::service());
    let at = create(&mut log, EntityKind::Session, 21, &before);
    let survey = create(&mut log, EntityKind::Campaign, 22, &campaign);
    let view = || view! { <LeftBehind session=SessionId(Uuid::from_u128(21))/> }.into_any();
    let stage = Stage::open(log, view).await;
    assert_eq!(stage.text().trim(), "", "nothing moved");

    for (field, value) in [("ends", after.ends), ("starts", after.starts)] {
        let set = stage.stores.commands.set(at, field, day::text(value));
        set.await.unwrap();
    }
    settle().await;
    assert!(stage.text().contains("changé de dates"), "{}", stage.text());
    stage.press("Déplacer 1 enquête").await;
    settle().await;
    let record = stage.record(survey);
    assert_eq!(record.fields["opens"].value, day::text(new.opens));
    assert_eq!(record.fields["closes"].value, day::text(new.closes));
    assert_eq!(stage.text().trim(), "", "nothing is left behind");
}
