//! The `respond` front end: mounts it in place of the loading message of `respond.html`.

use leptos::prelude::*;

fn main() {
    let place = document().get_element_by_id("app");
    if let Some(place) = place {
        place.set_inner_html("");
    }
    mount_to_body(|| view! { <p>"Boucle"</p> });
}
