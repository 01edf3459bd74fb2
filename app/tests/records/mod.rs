//! Editing a record: two values are both shown until somebody decides, and what is typed survives what arrives.

mod deleted;

use crate::stage::{self, CLAIRE, Log, SAMIRA, Stage, YANN, settle};
use app::pages::record::{Conflicts, EditField, History, Remarks};
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, HtmlInputElement};
use serde_json::json;
use sync::{Entity, EntityRef};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

/// Yann and Samira changed the due date from the same version.
fn contended() -> (Log, EntityRef) {
    let mut log = Log::default();
    let (at, created) = stage::action(&mut log, "Ouvrir la salle");
    log.set(at, YANN, created, "due", "2026-12-15");
    log.set(at, SAMIRA, created, "due", "2027-01-08");
    (log, at)
}

fn due(stage: &Stage, at: EntityRef) -> serde_json::Value {
    let record = stage.record(at);
    assert!(!record.in_conflict());
    record.fields["due"].value.clone()
}

#[wasm_bindgen_test]
async fn both_values_are_shown_with_their_authors_until_one_is_kept() {
    let (log, at) = contended();
    let stage = Stage::open(log, move || view! { <Conflicts at/> }.into_any()).await;
    let versions = stage.all(".conflict .version");
    let said: Vec<String> = versions
        .iter()
        .filter_map(|one| one.text_content())
        .collect();
    assert_eq!(said.len(), 2);
    assert!(
        said[0].contains("15/12/2026") && said[0].contains("Yann Le Goff"),
        "{said:?}"
    );
    assert!(
        said[1].contains("08/01/2027") && said[1].contains("Samira Benali"),
        "{said:?}"
    );

    let keep: HtmlElement = versions[1]
        .query_selector("button")
        .unwrap()
        .unwrap()
        .unchecked_into();
    keep.click();
    settle().await;

    assert_eq!(due(&stage, at), json!("2027-01-08"));
    assert!(stage.all(".conflict").is_empty());
}

#[wasm_bindgen_test]
async fn a_state_that_lost_can_be_kept_although_no_step_leads_to_it() {
    let mut log = Log::default();
    let (at, created) = stage::action(&mut log, "Ouvrir la salle");
    let begun = log.set(at, YANN, created, "status", "in_progress");
    log.set(at, YANN, begun, "status", "done");
    log.set(at, SAMIRA, created, "status", "abandoned");
    let stage = Stage::open(log, move || view! { <Conflicts at/> }.into_any()).await;
    let keep: HtmlElement = stage.all(".conflict .version button")[1]
        .clone()
        .unchecked_into();
    keep.click();
    settle().await;
    let record = stage.record(at);
    assert!(!record.in_conflict());
    assert_eq!(record.fields["status"].value, json!("abandoned"));
}

#[wasm_bindgen_test]
async fn a_third_value_settles_it_too() {
    let (log, at) = contended();
    let stage = Stage::open(log, move || view! { <Conflicts at/> }.into_any()).await;
    type_in(&stage, "[id^=third-due]", "2027-02-01");
    stage.press("Garder cette valeur").await;
    assert_eq!(due(&stage, at), json!("2027-02-01"));
}

#[wasm_bindgen_test]
async fn a_third_value_is_not_kept_over_one_that_was_not_seen() {
    let mut log = Log::default();
    let (at, created) = stage::action(&mut log, "Ouvrir la salle");
    log.set(at, YANN, created, "description", "Salle 12");
    log.set(at, SAMIRA, created, "description", "Salle 14");
    let stage = Stage::open(log, move || view! { <Conflicts at/> }.into_any()).await;
    let shown = || value_of(&stage, "[id^=third-description]");
    let arrive = async |text: &str| {
        let record = stage.record(at);
        let (base, from) = (record.version("description"), shown_value(&record));
        let set = stage.stores.commands;
        let set = set.set_from(at, "description", json!(text), base, &from);
        set.await.unwrap();
        settle().await;
    };
    arrive("Salle 12, clé à l’accueil").await;
    assert_eq!(shown(), "Salle 12, clé à l’accueil", "nothing typed yet");

    type_in(
        &stage,
        "[id^=third-description]",
        "Salle 14, clé à l’accueil",
    );
    settle().await;
    arrive("Salle 12, clé au gardien").await;
    assert_eq!(
        shown(),
        "Salle 14, clé à l’accueil",
        "nothing changes under the fingers"
    );
    assert!(!stage.text().contains("Garder cette valeur"));
    assert!(
        stage
            .text()
            .contains("Une valeur a changé pendant que vous écriviez")
    );
    stage.press("Repartir de la valeur affichée").await;
    assert_eq!(shown(), "Salle 12, clé au gardien");

    type_in(
        &stage,
        "[id^=third-description]",
        "Salle 14, clé au gardien",
    );
    settle().await;
    arrive("Salle 12, sans clé").await;
    stage.press("Garder mon texte").await;
    let record = stage.record(at);
    assert!(!record.in_conflict());
    assert_eq!(
        record.fields["description"].value,
        json!("Salle 14, clé au gardien")
    );
}

#[wasm_bindgen_test]
async fn both_values_can_be_kept_the_shown_one_in_the_field_and_all_in_a_remark() {
    let (log, at) = contended();
    let stage = Stage::open(log, move || {
        view! {
            <Conflicts at/>
            <Remarks at/>
        }
        .into_any()
    })
    .await;
    stage.press("Garder les deux dans une remarque").await;
    assert_eq!(due(&stage, at), json!("2026-12-15"), "the shown one stays");
    assert!(stage.all(".conflict").is_empty());
    let record = stage.record(at);
    assert_eq!(record.comments.len(), 1);
    let said = &record.comments[0].text;
    let parts: Vec<&str> = said.split("\n\n").collect();
    assert!(parts[0].contains("Échéance"), "{said}");
    assert!(
        parts[1].starts_with("Valeur gardée (Yann Le Goff, 21/11/2026")
            && parts[1].ends_with("15/12/2026"),
        "{said}"
    );
    assert!(
        parts[2].starts_with("Autre valeur (Samira Benali, 21/11/2026")
            && parts[2].ends_with("08/01/2027"),
        "{said}"
    );
    assert!(stage.text().contains("08/01/2027"), "the remark is shown");
    // Written in one go: the remark, then the decision.
    let waiting = untrack(|| stage.stores.log.unsettled());
    let kinds: Vec<&str> = waiting.iter().map(|one| one.op.kind.as_str()).collect();
    assert_eq!(kinds, ["comment", "resolve"]);
}

#[wasm_bindgen_test]
async fn what_is_typed_survives_a_change_that_arrives_and_both_values_can_be_kept() {
    let mut log = Log::default();
    let (at, _) = stage::action(&mut log, "Ouvrir la salle");
    let stage = Stage::open(log, move || {
        view! {
            <EditField at name="title"/>
            <Conflicts at/>
        }
        .into_any()
    })
    .await;
    let field = stage.find("#title").unwrap();
    field.focus().unwrap();
    type_in(&stage, "#title", "Ouvrir la salle à 8 h");
    settle().await;
    assert!(stage.text().contains("Pas encore enregistré"));

    let arrived = stage
        .stores
        .commands
        .set(at, "title", "Ouvrir plus tôt")
        .await;
    assert!(arrived.is_ok());
    settle().await;

    // The same element, its focus and its text.
    let focused = document().active_element().unwrap();
    assert!(focused == *stage.find("#title").unwrap());
    assert_eq!(
        field.unchecked_ref::<HtmlInputElement>().value(),
        "Ouvrir la salle à 8 h"
    );
    assert!(
        stage.text().contains("Ouvrir plus tôt"),
        "told of the other value"
    );

    stage.press("Garder mon texte").await;
    let record = stage.record(at);
    assert_eq!(record.fields["title"].value, json!("Ouvrir la salle à 8 h"));
    let kept: Vec<_> = record
        .history
        .iter()
        .map(|change| change.after.clone())
        .collect();
    assert!(
        kept.contains(&json!("Ouvrir plus tôt")),
        "the other value stays in the history"
    );
}

#[wasm_bindgen_test]
async fn a_field_says_where_its_value_is_and_why_it_was_refused() {
    let mut log = Log::default();
    let (at, _) = stage::action(&mut log, "Ouvrir la salle");
    let stage = Stage::open(log, move || {
        view! { <EditField at name="title"/> }.into_any()
    })
    .await;
    type_in(&stage, "#title", "");
    leave(&stage, "#title");
    settle().await;
    assert!(stage.text().contains("Ce champ est à remplir."));
    type_in(&stage, "#title", "Ouvrir à 8 h");
    leave(&stage, "#title");
    settle().await;
    assert!(stage.text().contains("Enregistré sur cet appareil."));
    assert!(!stage.text().contains("à remplir"));
}

#[wasm_bindgen_test]
async fn leaving_the_page_keeps_what_was_typed() {
    let mut log = Log::default();
    let (at, _) = stage::action(&mut log, "Ouvrir la salle");
    let shown = RwSignal::new(true);
    let stage = Stage::open(log, move || {
        view! { <Show when=move || shown.get()><EditField at name="title"/></Show> }.into_any()
    })
    .await;
    type_in(&stage, "#title", "Ouvrir à 8 h");
    shown.set(false);
    settle().await;
    let record = stage.record(at);
    assert_eq!(record.fields["title"].value, json!("Ouvrir à 8 h"));
}

#[wasm_bindgen_test]
async fn history_names_field_values_and_author_and_remarks_are_added() {
    let (log, at) = contended();
    let stage = Stage::open(log, move || {
        view! {
            <Remarks at/>
            <History at/>
        }
        .into_any()
    })
    .await;
    let lines: Vec<String> = stage
        .all(".history li")
        .iter()
        .filter_map(|line| line.text_content())
        .collect();
    assert!(
        lines[0].contains("Samira Benali") && lines[0].contains("Échéance"),
        "{lines:?}"
    );
    assert!(
        lines.last().unwrap().contains("Vous,"),
        "created by {CLAIRE}, who reads"
    );

    type_in(&stage, "#remark", "Vu avec Yann");
    let form = stage.find("form").unwrap();
    form.unchecked_into::<leptos::web_sys::HtmlFormElement>()
        .request_submit()
        .unwrap();
    settle().await;
    assert!(stage.text().contains("Vu avec Yann"));
    assert!(stage.text().contains("pas encore envoyé"));
}

/// Types into a control as a person does: the content changes, the browser says so.
fn type_in(stage: &Stage, selector: &str, text: &str) {
    let control = stage.find(selector).expect(selector);
    js_sys::Reflect::set(&control, &"value".into(), &text.into()).unwrap();
    tell(&control, "input");
}

fn shown_value(record: &Entity) -> String {
    record.fields["description"]
        .value
        .as_str()
        .unwrap()
        .to_owned()
}

fn value_of(stage: &Stage, selector: &str) -> String {
    let control = stage.find(selector).expect(selector);
    let value = js_sys::Reflect::get(&control, &"value".into()).unwrap();
    value.as_string().unwrap()
}

fn leave(stage: &Stage, selector: &str) {
    tell(&stage.find(selector).expect(selector), "blur");
}

fn tell(control: &HtmlElement, what: &str) {
    let event = document().create_event("Event").unwrap();
    event.init_event_with_bubbles(what, true);
    control.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn a_remark_sent_twice_by_a_double_click_is_there_once() {
    let mut log = Log::default();
    let (at, _) = stage::action(&mut log, "Ouvrir la salle");
    let stage = Stage::open(log, move || view! { <Remarks at/> }.into_any()).await;
    let text = stage.find("textarea").unwrap();
    js_sys::Reflect::set(&text, &"value".into(), &"Vu avec Yann".into()).unwrap();
    tell(&text, "input");
    let add = stage.find(".form-actions button").unwrap();
    add.click();
    add.click();
    settle().await;
    assert_eq!(stage.record(at).comments.len(), 1);
    assert!(stage.find("p.error").unwrap().inner_text().is_empty());
}
