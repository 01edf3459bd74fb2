//! What the server did not take: told by where it is, in words, and taken off the list where the server keeps it.

use crate::stage::{self, CLAIRE, Log, Stage};
use app::pages::{home::alerts::Alerts, verify::VerifyPage};
use domain::{entity::EntityKind, ids::OpId};
use leptos::prelude::*;
use serde_json::json;
use sync::{Body, EntityRef, Op, op::SALT_BYTES};
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

fn made(id: u128, at: EntityRef, body: &Body) -> Op {
    let wall_ms = 1_795_000_000_000;
    let id = OpId(Uuid::from_u128(id));
    Op::made(id, CLAIRE, at, None, body, wall_ms, [0; SALT_BYTES])
}

fn everywhere() -> AnyView {
    view! {
        <Alerts/>
        <VerifyPage/>
    }
    .into_any()
}

#[wasm_bindgen_test]
async fn it_is_told_by_where_it_is_and_comes_off_the_list_where_the_server_keeps_it() {
    let mut log = Log::default();
    let (action, _) = stage::action(&mut log, "Ouvrir la salle");
    let answer = EntityRef {
        kind: EntityKind::Answer,
        id: Uuid::from_u128(70),
    };
    let exclusion = Body::Set {
        field: "excluded".to_owned(),
        value: json!({ "reason": "Essai de Léa" }),
    };
    let remark = Body::Comment {
        text: "Vu avec Yann".to_owned(),
    };
    let refused = vec![
        (made(2001, answer, &exclusion), true),
        (made(2002, action, &remark), false),
    ];
    let stage = Stage::open_refused(refused, log, everywhere).await;
    let text = stage.text();
    assert!(
        text.contains("n’a pas pris une modification faite ici (Réponse)"),
        "{text}"
    );
    assert!(
        text.contains("a refusé une modification faite ici (Action\u{a0}: Ouvrir la salle)"),
        "{text}"
    );
    assert!(
        text.contains("Mise à l’écart\u{a0}: Essai de Léa"),
        "{text}"
    );
    assert!(!text.contains("reason"), "{text}");
    assert_eq!(stage.all("tbody tr").len(), 2);
    assert_eq!(stage.all("tbody button").len(), 1);

    stage.press("Retirer de la liste").await;
    assert_eq!(stage.all("tbody tr").len(), 1);
    // What is here alone can never be put out of sight.
    assert_eq!(stage.all("tbody button").len(), 0);
    let text = stage.text();
    assert!(
        !text.contains("n’a pas pris une modification faite"),
        "{text}"
    );
    assert!(text.contains("Vu avec Yann"), "{text}");
}
