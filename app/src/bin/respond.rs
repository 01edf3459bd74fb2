//! The `respond` front end: mounts it in place of the loading message of `respond.html`.

use leptos::prelude::document;

fn main() {
    if let Some(place) = document().get_element_by_id("app") {
        place.set_inner_html("");
    }
    app::respond::mount();
}
