//! A record deleted by somebody who had not seen all of it, and a text two people changed.

use crate::stage::{self, Log, SAMIRA, Stage, YANN};
use app::{
    components::ToastRegion,
    pages::record::{Delete, Deleted, History},
    state::deletion::later_edits,
};
use leptos::prelude::*;
use serde_json::json;
use sync::{Body, EntityRef};
use wasm_bindgen_test::wasm_bindgen_test;

/// Samira deleted an action whose due date Yann had changed meanwhile.
async fn deleted() -> (Stage, EntityRef) {
    let mut log = Log::default();
    let (at, created) = stage::action(&mut log, "Ouvrir la salle");
    log.set(at, YANN, created, "due", "2026-12-15");
    log.write(at, SAMIRA, Some(created), &Body::Delete);
    let view = move || view! { <Deleted at/> <Delete at/> <ToastRegion/> }.into_any();
    (Stage::open(log, view).await, at)
}

fn to_decide(stage: &Stage) -> usize {
    untrack(|| stage.stores.log.undecided()).len()
}

#[wasm_bindgen_test]
async fn a_record_deleted_with_later_edits_says_so_and_comes_back_at_once() {
    let (stage, at) = deleted().await;
    let text = stage.text();
    assert!(
        text.contains("avec des modifications ultérieures"),
        "{text}"
    );
    assert!(text.contains("Samira Benali") && text.contains("Yann Le Goff"));
    assert!(text.contains("15/12/2026"));
    assert_eq!(to_decide(&stage), 1);

    stage.press("Rétablir la fiche").await;
    let record = stage.record(at);
    assert_eq!(record.deleted, None);
    assert_eq!(record.fields["due"].value, json!("2026-12-15"));
    assert_eq!(to_decide(&stage), 0);

    stage.press("Annuler").await;
    let record = stage.record(at);
    let edits = later_edits(&record);
    let by: Vec<_> = edits.iter().map(|(by, _)| by.actor).collect();
    assert_eq!(by, [YANN]);
    assert_eq!(to_decide(&stage), 1);
}

#[wasm_bindgen_test]
async fn a_remark_that_the_deletion_had_not_seen_is_there_in_its_words() {
    let mut log = Log::default();
    let (at, created) = stage::action(&mut log, "Ouvrir la salle");
    log.write(at, SAMIRA, Some(created), &Body::Delete);
    let text = "La clé est chez le gardien".to_owned();
    log.write(at, YANN, None, &Body::Comment { text });
    let stage = Stage::open(log, move || view! { <Deleted at/> }.into_any()).await;
    assert_eq!(to_decide(&stage), 1);
    let told = stage.find(".history").unwrap().text_content().unwrap();
    assert!(
        told.contains("Remarque\u{a0}: La clé est chez le gardien"),
        "{told}"
    );
}

#[wasm_bindgen_test]
async fn a_deletion_that_was_looked_at_stands_until_that_is_taken_back() {
    let (stage, at) = deleted().await;
    stage.press("Laisser supprimée").await;
    assert!(stage.record(at).deleted.is_some());
    assert_eq!(to_decide(&stage), 0);
    stage.press("Annuler").await;
    assert_eq!(to_decide(&stage), 1);
}

#[wasm_bindgen_test]
async fn what_is_deleted_here_comes_back_with_one_tap() {
    let (stage, at) = deleted().await;
    stage.press("Rétablir la fiche").await;
    stage.press("Supprimer la fiche").await;
    assert!(stage.record(at).deleted.is_some());
    assert_eq!(to_decide(&stage), 0);
    stage.press("Annuler").await;
    assert_eq!(stage.record(at).deleted, None);
}

#[wasm_bindgen_test]
async fn the_history_of_a_merged_text_shows_both_it_was_made_of() {
    let mut log = Log::default();
    let (at, created) = stage::action(&mut log, "Ouvrir la salle");
    let text = |value: &str, from: &str| Body::Text {
        field: "description".to_owned(),
        value: value.to_owned(),
        from: from.to_owned(),
    };
    let first = log.write(at, YANN, Some(created), &text("Un. Deux.", ""));
    log.write(at, YANN, Some(first), &text("Un bis. Deux.", "Un. Deux."));
    log.write(at, SAMIRA, Some(first), &text("Un. Deux bis.", "Un. Deux."));
    let stage = Stage::open(log, move || view! { <History at/> }.into_any()).await;
    let newest = stage.find(".history li").unwrap();
    let told = newest.text_content().unwrap();
    assert!(told.contains("Un bis. Deux bis.") && told.contains("Deux textes fusionnés"));
    let both = newest.query_selector("dl").unwrap().unwrap();
    let both = both.text_content().unwrap();
    let at = |part: &str| both.find(part).expect(part);
    assert!(at("Yann Le Goff") < at("Un bis. Deux."));
    assert!(at("Un bis. Deux.") < at("Samira Benali"));
    assert!(at("Samira Benali") < at("Un. Deux bis."));
}
