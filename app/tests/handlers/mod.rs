//! Event handlers are alive.

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

/// Were `leptos/ssr` turned on by some dependency, pages would look right and no handler would fire.
#[wasm_bindgen_test]
async fn a_tap_reaches_its_handler() {
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    let taps = RwSignal::new(0);
    let mounted = mount_to(place.clone().unchecked_into(), move || {
        view! { <button on:click=move |_| taps.update(|n| *n += 1)>{taps}</button> }
    });

    let button = place.query_selector("button").unwrap().unwrap();
    button
        .unchecked_ref::<leptos::web_sys::HtmlElement>()
        .click();
    leptos::task::tick().await;

    assert_eq!(button.text_content().as_deref(), Some("1"));
    drop(mounted);
    place.remove();
}
