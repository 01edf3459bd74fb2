//! The `respond` front end: mounts it in place of the loading message of `respond.html`.

use app::respond::{
    self,
    pages::{Open, staff},
};
use leptos::prelude::document;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    if let Some(place) = document().get_element_by_id("app") {
        place.set_inner_html("");
    }
    respond::mount(|| Box::pin(screens_of_staff()));
}

/// The way into a file of its own, with all that only it reaches: hardly anybody who opens a link needs it.
#[wasm_split(staff, fallible)]
fn screens_of_staff() -> Result<Open, SplitLoaderError> {
    Ok(staff::open)
}
