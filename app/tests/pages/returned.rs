//! Notices of returned mail, read one file after the other.

use crate::{
    respond::sample::until,
    stage::{Log, Stage, settle},
};
use app::pages::people::Returned;
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// From here on calls that send a notice wait, in `window.calls`, until they are answered or stopped. What a page of another
/// test still asks for in the background is none of them.
const HOLD: &str = "
    window.calls = [];
    window.held = window.fetch;
    window.fetch = (url, init) => !String(url.url ?? url).endsWith('/import/v1/returned') ? window.held(url, init) : new Promise((resolve, reject) => {
        window.calls.push(resolve);
        init.signal.addEventListener('abort', () => reject(init.signal.reason));
    });";
const CHOOSE: &str = "
    const chosen = new DataTransfer();
    for (const name of names.split(' ')) chosen.items.add(new File(['x'], name));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));";
const ANSWER: &str = "
    const row = { message: 1, recipient: 'ana@example.org', status: '5.1.1', fate: null, person: null };
    const json = { headers: { 'Content-Type': 'application/json' } };
    window.calls.forEach((answer) => answer(new Response(JSON.stringify({ rows: [row] }), json)));
    return window.calls.length;";

fn run(code: &str) -> JsValue {
    Function::new_no_args(code).call0(&JsValue::NULL).unwrap()
}

async fn choose(stage: &Stage, names: &str) {
    let input = stage.find("#returned-files").unwrap();
    let choose = Function::new_with_args("input, names", CHOOSE);
    choose.call2(&JsValue::NULL, &input, &names.into()).unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn a_reading_that_was_stopped_does_not_go_on_beside_the_next() {
    run(HOLD);
    let stage = Stage::open(Log::default(), || {
        view! { <Returned changed=Callback::new(|()| {}) /> }.into_any()
    })
    .await;
    choose(&stage, "first.eml second.eml").await;
    stage.press("Annuler").await;
    choose(&stage, "other.eml").await;
    run(ANSWER);
    until("a line", || stage.find("tbody tr").is_some()).await;
    until("the end", || {
        run(ANSWER);
        stage.find("#returned-files:enabled").is_some()
    })
    .await;
    let calls = run(ANSWER).as_f64();
    run("window.fetch = window.held");
    assert!(stage.text().contains("other.eml"));
    assert!(!stage.text().contains("first.eml"));
    assert_eq!(calls, Some(2.0), "nobody asked for the second file");
    Reflect::delete_property(&js_sys::global(), &"calls".into()).unwrap();
}
