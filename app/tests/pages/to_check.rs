//! What waits for a decision is told at home, on every page, and on the page where it is decided: the same of each.

use crate::stage::{self, Log, SAMIRA, Stage, YANN, settle};
use app::{
    locales::workspace::errors,
    pages::{home::alerts::Alerts, verify::VerifyPage},
    state::preferences::Preferences,
    workspace::nav::Nav,
};
use domain::{
    Lang,
    entity::{EntityKind, Fields},
    role::Role,
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::json;
use std::{cell::RefCell, rc::Rc};
use sync::{
    Body, EntityRef,
    wire::{Reader, Rollups},
};
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

fn told(held: u32, unopened: u32) -> Rollups {
    Rollups {
        head: 1,
        seq: 1,
        campaigns: Vec::new(),
        pools: Vec::new(),
        reader: Some(Reader {
            role: Role::QualityLead,
            reports: false,
            held,
            unopened,
        }),
    }
}

/// Two people changed the title of a service at the same time.
fn contested(log: &mut Log) {
    let at = EntityRef {
        kind: EntityKind::Service,
        id: Uuid::from_u128(30),
    };
    let fields = Fields::from_iter([("title".to_owned(), json!("Excel"))]);
    let created = log.write(at, SAMIRA, None, &Body::Create { fields });
    log.set(at, YANN, created, "title", "Excel 1");
    log.set(at, SAMIRA, created, "title", "Excel 2");
}

/// The rail, home's alerts, and the page itself.
fn everywhere() -> AnyView {
    view! {
        <Nav room=Signal::stored(None)/>
        <Alerts/>
        <div class="page"><VerifyPage/></div>
    }
    .into_any()
}

#[wasm_bindgen_test]
async fn nothing_waits_and_no_way_leads_there() {
    let told = told(0, 0);
    let stage = Stage::open_told(&told, Log::default(), everywhere).await;
    assert!(stage.text().contains("Rien ne presse"));
    assert!(stage.find(".to-check").is_none());
    assert!(stage.find(".more .badge").is_none());
}

#[wasm_bindgen_test]
async fn what_the_server_set_aside_is_told_at_home_and_on_every_page() {
    let told = told(3, 1);
    let stage = Stage::open_told(&told, Log::default(), everywhere).await;
    let way = stage.find(".to-check").unwrap();
    assert_eq!(way.get_attribute("href").unwrap(), "/app/verify");
    assert_eq!(way.text_content().unwrap(), "À\u{a0}vérifier (3)");
    // On phones the way is folded.
    let badge = stage.find(".more .badge").unwrap();
    assert_eq!(badge.text_content().unwrap(), "3");
    let text = stage.text();
    assert!(!text.contains("Rien ne presse"), "{text}");
    assert!(text.contains("Le serveur a mis de côté 2 envois"), "{text}");
    assert!(
        text.contains("1 envoi est scellé avec une clé que le serveur n’a pas"),
        "{text}"
    );
}

#[wasm_bindgen_test]
async fn records_of_every_kind_that_wait_are_counted_named_and_listed() {
    let mut log = Log::default();
    contested(&mut log);
    let (at, created) = stage::action(&mut log, "Ouvrir la salle");
    log.set(at, YANN, created, "due", "2026-12-15");
    log.write(at, SAMIRA, Some(created), &Body::Delete);
    let stage = Stage::open(log, everywhere).await;
    let way = stage.find(".to-check").unwrap();
    assert_eq!(way.text_content().unwrap(), "À\u{a0}vérifier (2)");
    let told: Vec<String> = stage
        .all(".notice")
        .iter()
        .filter_map(|one| one.text_content())
        .collect();
    let says = |words: &str| told.iter().any(|one| one.contains(words));
    assert!(says("Prestation\u{a0}: Excel"), "{told:?}");
    assert!(says("Action\u{a0}: Ouvrir la salle"), "{told:?}");
    assert_eq!(stage.all(".page article.card").len(), 2);
    stage.press("Rétablir la fiche").await;
    let way = stage.find(".to-check").unwrap();
    assert_eq!(way.text_content().unwrap(), "À\u{a0}vérifier (1)");
}

#[wasm_bindgen_test]
async fn the_button_of_the_sync_line_has_a_name_that_says_what_it_shows() {
    let view = || view! { <Nav room=Signal::stored(None)/> }.into_any();
    let stage = Stage::open(Log::default(), view).await;
    let button = stage.find(".sync-line").unwrap();
    let name = button.get_attribute("aria-label").unwrap();
    let shown = button.text_content().unwrap();
    assert!(!shown.is_empty() && name.starts_with(&shown), "{name}");
}

#[wasm_bindgen_test]
async fn what_is_said_after_the_work_is_said_in_the_language_of_the_page() {
    let owner = Owner::new();
    let preferences = owner.with(Preferences::provide);
    let said = Rc::new(RefCell::new(String::new()));
    let heard = Rc::clone(&said);
    preferences.set_lang(Lang::En);
    // As a button does: whatever was on the page then is no longer around.
    owner.with(|| {
        spawn_local(async move {
            leptos::task::tick().await;
            heard.replace(errors::sentence("offline"));
        });
    });
    settle().await;
    // What the other tests of this page read.
    preferences.set_lang(Lang::Fr);
    assert!(said.borrow().contains("network"), "{}", said.borrow());
}
