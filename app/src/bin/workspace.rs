//! The `workspace` front end: mounts it in place of the loading message of `workspace.html`.

use app::workspace::Workspace;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn main() {
    let place = document().get_element_by_id("app");
    let Some(place) = place.and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    place.set_inner_html("");
    mount_to(place, Workspace).forget();
}
