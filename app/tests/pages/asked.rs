//! Who was asked, and what was heard: noted in words, joined with what it is about.

use crate::stage::{CLAIRE, Log, Stage, settle};
use app::{
    pages::{
        campaigns::{CampaignPage, log::SolicitationLog, name},
        feedback::FeedbackOfPage,
    },
    state::{Row, use_log},
};
use domain::{
    action::{Action, Source},
    calendar::cadence::{Stakeholder, Wave},
    campaign::Privacy,
    entity::{self, EntityKind},
    feedback::{Feedback, Form},
    ids::{CampaignId, FeedbackId, ServiceId, SessionId},
    solicitation::{Means, SolicitationKind},
};
use leptos::prelude::*;
use serde::Serialize;
use sync::{Body, EntityRef};
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

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
async fn a_reminder_by_phone_is_noted_by_hand_and_told_apart_from_the_first_time() {
    let mut log = Log::default();
    let session = SessionId(Uuid::from_u128(21));
    create(
        &mut log,
        EntityKind::Session,
        21,
        &testkit::session(ServiceId(Uuid::from_u128(20))),
    );
    create(
        &mut log,
        EntityKind::Campaign,
        22,
        &testkit::campaign(session),
    );
    let id = CampaignId(Uuid::from_u128(22));
    let stage = Stage::open(log, move || view! { <SolicitationLog id/> }.into_any()).await;
    assert!(stage.text().contains("Personne n’a encore été sollicité"));
    stage.press("Noter une sollicitation").await;
    stage.press("Enregistrer").await;
    settle().await;
    let noted = untrack(|| stage.stores.log.solicitations());
    let [row] = noted.as_slice() else {
        panic!("one line: {noted:?}");
    };
    assert_eq!((row.value.campaign, row.value.means), (id, Means::Phone));
    assert_eq!(row.value.kind, SolicitationKind::First);
    assert!(
        stage
            .text()
            .contains("Première sollicitation, Téléphone, non compté")
    );
}

/// What people were promised is on the survey's page, with the notice they read.
#[wasm_bindgen_test]
async fn a_survey_says_its_mode_why_and_what_people_read() {
    let mut log = Log::default();
    let session = SessionId(Uuid::from_u128(21));
    let service = ServiceId(Uuid::from_u128(20));
    create(
        &mut log,
        EntityKind::Session,
        21,
        &testkit::session(service),
    );
    let mut campaign = testkit::campaign(session);
    campaign.privacy = Privacy::Nominatif;
    campaign.privacy_reason = "Suivi de chacun".to_owned();
    create(&mut log, EntityKind::Campaign, 22, &campaign);
    let id = CampaignId(Uuid::from_u128(22));
    let stage = Stage::open(log, move || view! { <CampaignPage id/> }.into_any()).await;
    let facts = stage.all("dl.facts").into_iter();
    let facts: String = facts.filter_map(|one| one.text_content()).collect();
    assert!(
        facts.contains("Nominatif") && facts.contains("Suivi de chacun"),
        "{facts}"
    );
    let notice = stage.find("dl.facts + details").unwrap();
    assert!(notice.text_content().unwrap().contains("CNIL"));
    // On paper too, and that a sheet has no name is said.
    assert!(stage.text().contains("Questionnaire à imprimer"));
    assert!(stage.text().contains("ne dit pas de qui elle vient"));
}

/// Two surveys of one session on one day.
#[wasm_bindgen_test]
async fn surveys_of_one_moment_are_told_apart_by_their_questionnaires() {
    let named = RwSignal::new(Vec::new());
    let probe = move || {
        let log = use_log();
        let session = SessionId(Uuid::from_u128(21));
        named.set(
            ["app.term", "app.teach33", "app.end"]
                .map(|key| {
                    let mut one = testkit::campaign(session);
                    one.wave = if key == "app.end" {
                        Wave::Hot
                    } else {
                        Wave::Term
                    };
                    one.questionnaire.key = key.to_owned();
                    one.opens = testkit::day("2026-12-15");
                    name(log, &one)
                })
                .to_vec(),
        );
        ().into_any()
    };
    let _stage = Stage::open(Log::default(), probe).await;
    assert_eq!(
        named.get_untracked(),
        [
            "Trimestrielle, bénéficiaires (décembre 2026), «\u{202f}Votre trimestre en apprentissage\u{202f}»",
            "Trimestrielle, bénéficiaires (décembre 2026), «\u{202f}Votre avis sur un module\u{202f}»",
            "À chaud, bénéficiaires",
        ]
    );
}

#[wasm_bindgen_test]
async fn feedback_becomes_an_action_that_leads_back_to_it() {
    let mut log = Log::default();
    let feedback = Feedback {
        form: Form::Webinar,
        stakeholder: Stakeholder::Funder,
        party: "OPCO Atlas".to_owned(),
        day: testkit::day("2026-11-20"),
        people: String::new(),
        channel: String::new(),
        summary: "Dater les entretiens.".to_owned(),
        service: None,
        session: None,
    };
    create(&mut log, EntityKind::Feedback, 30, &feedback);
    let id = FeedbackId(Uuid::from_u128(30));
    let stage = Stage::open(log, move || view! { <FeedbackOfPage id/> }.into_any()).await;
    assert!(stage.text().contains("Webinaire, OPCO Atlas"));
    stage.press("Créer une action").await;
    let title = stage.find("#new-title").unwrap();
    js_sys::Reflect::set(&title, &"value".into(), &"Dater chaque entretien".into()).unwrap();
    title
        .dispatch_event(&web_sys::Event::new("input").unwrap())
        .unwrap();
    stage.press("Créer l’action").await;
    let actions = untrack(|| stage.stores.log.actions());
    let [
        Row {
            value: Action { source, .. },
            ..
        },
    ] = actions.as_slice()
    else {
        panic!("one action: {actions:?}");
    };
    let Source::Feedback {
        feedback,
        quote,
        place,
    } = source
    else {
        panic!("from feedback: {source:?}");
    };
    assert_eq!((*feedback, quote.as_str()), (id, "Dater les entretiens."));
    assert_eq!(place, "Webinaire, OPCO Atlas, 20/11/2026");
    assert!(stage.text().contains("Dater chaque entretien"));
}
