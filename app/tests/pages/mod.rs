//! What pages offer, and what they say instead when something cannot be done.

mod asked;
mod left_aside;
mod links;
mod moved;
mod question;
mod refused;
mod returned;
mod rules;
mod to_check;

use crate::stage::{self, Log, Stage, YANN, settle};
use app::{
    pages::{
        plan::ActionPage,
        results::{answers::ExcludedAnswers, exclude::Exclusions, pools::Pools},
        verify::VerifyPage,
    },
    state::RollupsStore,
};
use domain::{
    Day,
    answer::Exclusion,
    figures::{Comment, Detail, ExcludedAnswer, Nps, Pool, Rate},
    ids::{ActionId, AnswerId, OpId, ServiceId},
};
use leptos::{prelude::*, web_sys::HtmlButtonElement};
use sync::wire::Rollups;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

fn verdict(stage: &Stage) -> HtmlButtonElement {
    let buttons = stage.all("button").into_iter();
    let verdict = buttons
        .filter(|button| button.text_content().as_deref() == Some("Déclarer efficace"))
        .last();
    verdict.unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn a_verdict_waits_for_its_criterion_and_the_page_says_so_beside_it() {
    let mut log = Log::default();
    let (at, created) = stage::action(&mut log, "Ouvrir la salle");
    let begun = log.set(at, YANN, created, "status", "in_progress");
    log.set(at, YANN, begun, "status", "done");
    let stage = Stage::open(log, move || {
        view! { <ActionPage id=ActionId(at.id)/> }.into_any()
    })
    .await;
    assert!(verdict(&stage).disabled());
    assert!(stage.text().contains("Sans critère de réussite"));

    let written = stage
        .stores
        .commands
        .set(at, "criterion", "Plus une plainte");
    written.await.unwrap();
    settle().await;
    assert!(!verdict(&stage).disabled());
    assert!(!stage.text().contains("Sans critère de réussite"));
    stage.press("Déclarer efficace").await;
    assert_eq!(stage.record(at).fields["status"].value, "effective");
}

#[wasm_bindgen_test]
async fn nothing_to_check_is_not_said_before_the_server_has_said_what_it_keeps() {
    let stage = Stage::open(Log::default(), || view! { <VerifyPage/> }.into_any()).await;
    assert!(!stage.text().contains("Rien n’attend de décision"));
}

#[wasm_bindgen_test]
async fn an_excluded_answer_of_a_small_group_can_be_taken_back() {
    let answer = AnswerId(Uuid::from_u128(70));
    let line = ExcludedAnswer {
        answer,
        day: Day::constant(2026, 11, 20),
        exclusion: Exclusion {
            reason: "Essai du formateur".to_owned(),
        },
        version: Some(OpId(Uuid::from_u128(71))),
    };
    let stage = Stage::open(Log::default(), move || {
        let told = Signal::stored(vec![line]);
        let exclusions = Exclusions::new(Signal::stored(Vec::new()), told);
        view! { <ExcludedAnswers exclusions/> }.into_any()
    })
    .await;
    assert!(stage.text().contains("Essai du formateur"));
    stage.press("Reprendre").await;
    let written = untrack(|| stage.stores.log.exclusions_after(0));
    let [(about, _, excluded)] = written.as_slice() else {
        panic!("one decision: {written:?}");
    };
    assert_eq!((*about, excluded), (answer, &None));
    assert!(stage.text().contains("pas encore dans les chiffres"));
}

#[wasm_bindgen_test]
async fn an_answer_of_small_groups_together_tells_its_quarter_and_no_day() {
    let day = Day::constant(2026, 11, 20);
    let pool = Pool {
        service: ServiceId(Uuid::from_u128(80)),
        quarter: "2026-T4".to_owned(),
        survey: None,
        detail: Some(Detail {
            n: 5,
            excluded: 0,
            channels: Vec::new(),
            satisfaction: Rate { part: 4, whole: 5 },
            nps: Nps::default(),
            questions: Vec::new(),
            photos: Vec::new(),
            comments: vec![Comment {
                answer: AnswerId(Uuid::from_u128(81)),
                question: "best".to_owned(),
                text: "Les exercices".to_owned(),
                day,
            }],
            answers: Vec::new(),
        }),
        excluded: Vec::new(),
    };
    let hidden = Pool {
        quarter: "2026-T3".to_owned(),
        detail: None,
        excluded: vec![ExcludedAnswer {
            answer: AnswerId(Uuid::from_u128(82)),
            day: Day::constant(2026, 8, 20),
            exclusion: Exclusion {
                reason: "Essai".to_owned(),
            },
            version: None,
        }],
        ..pool.clone()
    };
    let told = Rollups {
        head: 1,
        seq: 1,
        campaigns: Vec::new(),
        pools: vec![pool, hidden],
        reader: None,
    };
    let stage = Stage::open(Log::default(), move || {
        provide_context(RollupsStore::new(Some(told)));
        view! { <Pools/> }.into_any()
    })
    .await;
    let shown = |selector: &str| stage.find(selector).unwrap().text_content().unwrap();
    assert_eq!(shown(".comment footer .muted"), "T4\u{a0}2026");
    assert_eq!(shown("tbody th"), "T3\u{a0}2026");
    assert!(!stage.text().contains("/2026"));
}
