//! A question before what cannot be taken back.

use crate::stage::{Log, Stage, settle};
use app::components::Confirm;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_question_keeps_the_focus_until_it_is_answered_each_time() {
    let (open, said) = (RwSignal::new(false), RwSignal::new(0));
    let stage = Stage::open(Log::default(), move || {
        let on_yes = Callback::new(move |()| said.update(|said| *said += 1));
        view! {
            <button id="ask" on:click=move |_| open.set(true)>"Fermer"</button>
            <Confirm title="Fermer ?" open verb="Oui" on_yes>
                <p>"Pour toujours."</p>
            </Confirm>
        }
        .into_any()
    })
    .await;
    assert!(stage.find("dialog").is_none());
    for answer in ["Oui", "Annuler"] {
        let ask = stage.find("#ask").unwrap();
        ask.focus().unwrap();
        ask.click();
        settle().await;
        assert!(stage.find("dialog:modal").is_some());
        assert!(stage.text().contains("Pour toujours."));
        stage.press(answer).await;
        assert!(stage.find("dialog:modal").is_none());
        assert!(stage.find("#ask:focus").is_some());
    }
    assert_eq!(said.get_untracked(), 1);
}
