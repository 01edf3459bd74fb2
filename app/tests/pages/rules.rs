//! The calendar's rules: what changed is told rule by rule, and nobody's change is written over unseen.

use crate::stage::{CLAIRE, Log, Stage, YANN, settle};
use app::pages::{
    calendar::{kept::Kept, rules::RulesOf},
    record::Conflicts,
};
use domain::{
    calendar::cadence::{Calendar, Rule, defaults},
    entity::{self, EntityKind},
    ids::OpId,
    service::ServiceKind,
};
use leptos::prelude::*;
use serde_json::json;
use sync::{Body, EntityRef};
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

const KIND: ServiceKind = ServiceKind::Bilan;

/// The calendar of a kind with its survey at the end so many days later.
fn rules(days: i16) -> Vec<Rule> {
    let mut rules = defaults(KIND);
    rules[1].offset = days;
    rules
}

/// Claire changed the original rules.
fn own(log: &mut Log) -> (EntityRef, OpId) {
    let at = EntityRef {
        kind: EntityKind::Calendar,
        id: Uuid::from_u128(70),
    };
    let calendar = Calendar {
        kind: KIND,
        rules: rules(2),
    };
    let fields = entity::fields(&calendar);
    (at, log.write(at, CLAIRE, None, &Body::Create { fields }))
}

async fn form(log: Log, at: EntityRef) -> Stage {
    let view = move || view! { <Conflicts at/> <RulesOf kind=KIND/> }.into_any();
    let stage = Stage::open(log, view).await;
    settle().await;
    stage
}

/// Somebody else's rules arrive.
async fn arrive(stage: &Stage, at: EntityRef, days: i16) {
    let base = stage.record(at).version("rules");
    let set = stage.stores.commands;
    let set = set.set_from(at, "rules", json!(rules(days)), base, "");
    set.await.unwrap();
    settle().await;
}

fn days(stage: &Stage) -> String {
    let field = stage.find("#offset-1").unwrap();
    let value = js_sys::Reflect::get(&field, &"value".into()).unwrap();
    value.as_string().unwrap()
}

fn type_days(stage: &Stage, text: &str) {
    put(stage, "#offset-1", text, "input");
}

fn put(stage: &Stage, selector: &str, text: &str, event_name: &str) {
    let field = stage.find(selector).unwrap();
    js_sys::Reflect::set(&field, &"value".into(), &text.into()).unwrap();
    let event = document().create_event("Event").unwrap();
    event.init_event_with_bubbles(event_name, true);
    field.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn the_history_tells_each_rule_that_changed_the_first_time_from_the_original_ones() {
    let mut log = Log::default();
    let (at, created) = own(&mut log);
    let body = Body::Set {
        field: "rules".to_owned(),
        value: json!(rules(-3)),
    };
    log.write(at, YANN, Some(created), &body);
    let stage = Stage::open(log, || view! { <Kept kind=KIND/> }.into_any()).await;
    let said = |selector: &str| -> Vec<String> {
        let all = stage.all(selector).into_iter();
        all.filter_map(|one| one.text_content()).collect()
    };
    let (before, after) = (said(".history del"), said(".history ins"));
    let (at_end, later, sooner) = (
        "À chaud, bénéficiaires\u{a0}: ouvre le dernier jour\u{202f}; ",
        "À chaud, bénéficiaires\u{a0}: ouvre 2\u{a0}jours après le dernier jour\u{202f}; ",
        "À chaud, bénéficiaires\u{a0}: ouvre 3\u{a0}jours avant le dernier jour\u{202f}; ",
    );
    // The newest first.
    assert!(
        before[0].starts_with(later) && after[0].starts_with(sooner),
        "{after:?}"
    );
    assert!(
        before[1].starts_with(at_end) && after[1].starts_with(later),
        "{before:?}"
    );
    let alone = before
        .iter()
        .chain(&after)
        .all(|one| one.lines().count() == 1);
    assert!(alone, "only the rule that changed: {after:?}");
}

#[wasm_bindgen_test]
async fn rules_that_nobody_changed_say_so() {
    let stage = Stage::open(Log::default(), || view! { <Kept kind=KIND/> }.into_any()).await;
    assert!(stage.text().contains("personne ne les a changées"));
}

#[wasm_bindgen_test]
async fn rules_that_arrive_are_drawn_while_nobody_types() {
    let mut log = Log::default();
    let (at, _) = own(&mut log);
    let stage = form(log, at).await;
    assert_eq!(days(&stage), "2");
    arrive(&stage, at, 5).await;
    assert_eq!(days(&stage), "5");
}

#[wasm_bindgen_test]
async fn what_was_typed_meanwhile_is_kept_beside_them_to_decide_between() {
    let mut log = Log::default();
    let (at, _) = own(&mut log);
    let stage = form(log, at).await;
    type_days(&stage, "9");
    arrive(&stage, at, 5).await;
    assert_eq!(days(&stage), "9", "nothing changes under the fingers");
    stage.press("Enregistrer ce calendrier").await;
    let record = stage.record(at);
    assert_eq!(
        record.fields["rules"].value,
        json!(rules(5)),
        "not overwritten"
    );
    assert_eq!(record.fields["rules"].contenders[0].value, json!(rules(9)));
    let shown = stage.find(".conflict").unwrap().text_content().unwrap();
    assert!(
        shown.contains("5\u{a0}jours") && shown.contains("9\u{a0}jours"),
        "{shown}"
    );
    assert!(
        !shown.contains("Avant la session"),
        "only the rule that differs: {shown}"
    );
}

#[wasm_bindgen_test]
async fn keeping_what_is_there_already_writes_nothing() {
    let mut log = Log::default();
    let (at, _) = own(&mut log);
    let stage = form(log, at).await;
    stage.press("Enregistrer ce calendrier").await;
    assert!(untrack(|| stage.stores.log.unsettled()).is_empty());
}

/// Answers with names say why, before the rule is kept.
#[wasm_bindgen_test]
async fn a_rule_has_a_mode_and_names_take_a_reason() {
    let mut log = Log::default();
    let (at, _) = own(&mut log);
    let stage = form(log, at).await;
    put(&stage, "#privacy-1", "nominatif", "change");
    settle().await;
    stage.press("Enregistrer ce calendrier").await;
    let said = stage.find("[role=alert]").unwrap().text_content().unwrap();
    assert!(said.contains("À chaud, bénéficiaires"), "{said}");
    assert!(untrack(|| stage.stores.log.unsettled()).is_empty());
    put(&stage, "#reason-1", "Suivi de chacun", "input");
    stage.press("Enregistrer ce calendrier").await;
    let kept = &stage.record(at).fields["rules"].value[1];
    assert_eq!(kept["privacy"], "nominatif");
    assert_eq!(kept["privacy_reason"], "Suivi de chacun");
    assert_eq!(kept["offset"], 2, "the rest stays");
}
