//! What somebody decided to leave aside can be seen, and taken back.

use crate::stage::{CLAIRE, Log, Stage};
use api::model::{Held, Left, LeftAside};
use app::pages::verify::{left_aside::LeftAsideList, quarantine::Desk};
use domain::{
    Day, Refusal,
    quarantine::{Decision, Subject, Verdict},
};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

fn left(id: u128, unopened: bool) -> Left {
    let code = if unopened {
        "unknown_reference"
    } else {
        "device_revoked"
    };
    Left {
        held: Held {
            subject: Subject {
                id: Uuid::from_u128(id),
                sha: String::new(),
            },
            code: code.to_owned(),
            day: Some("2026-11-20".to_owned()),
            tablet: Some("Salle 2".to_owned()),
            campaign: None,
            session: None,
            unopened,
            op: None,
            hindrance: unopened.then_some(Refusal::UnknownReference),
        },
        decision: Decision {
            verdict: Verdict::Dismissed("Essai de la tablette".to_owned()),
            by: CLAIRE,
            on: Day::constant(2026, 11, 23),
            code: code.to_owned(),
        },
    }
}

async fn shown(left: Vec<Left>) -> Stage {
    Stage::open(Log::default(), move || {
        let all = LeftAside { left, next: None };
        let desk = Desk::new(Callback::new(|()| ()));
        view! { <LeftAsideList all pages=RwSignal::new(1) desk/> }.into_any()
    })
    .await
}

#[wasm_bindgen_test]
async fn it_says_who_left_it_when_and_why_and_can_still_be_accepted() {
    let stage = shown(vec![left(500, false)]).await;
    let list = stage.find("details").unwrap();
    assert!(!list.has_attribute("open"));
    let text = stage.text();
    let decided = "Laissé de côté par Claire Moreau le 23/11/2026\u{a0}: Essai de la tablette";
    assert!(text.contains(decided), "{text}");
    assert!(text.contains("Salle 2"), "{text}");
    let accept = stage.find("details button").unwrap();
    assert_eq!(accept.text_content().unwrap().trim(), "Accepter");
}

#[wasm_bindgen_test]
async fn an_item_that_no_key_opens_says_which_key_is_missing_and_what_to_do() {
    let stage = shown(vec![left(500, true)]).await;
    assert!(stage.find("details button").is_none());
    let text = stage.text();
    assert!(
        text.contains("Envoi que le serveur ne peut pas ouvrir"),
        "{text}"
    );
    assert!(text.contains("boucle keys import"), "{text}");
    assert!(!text.contains("n’existe pas encore"), "{text}");
}

#[wasm_bindgen_test]
async fn nothing_left_aside_is_no_list() {
    let stage = shown(Vec::new()).await;
    assert!(stage.find("details").is_none());
}
