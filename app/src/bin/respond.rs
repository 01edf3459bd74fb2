//! The `respond` front end: mounts it in place of the loading message of `respond.html`.

use app::respond::{
    self,
    pages::{Loads, Open, staff},
    questions::capture,
};
use leptos::prelude::document;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    if let Some(place) = document().get_element_by_id("app") {
        place.set_inner_html("");
    }
    respond::mount(Loads {
        staff: || Box::pin(screens_of_staff()),
        capture: || Box::pin(pads_and_cameras()),
    });
}

/// The way into a file of its own, with all that only it reaches: nobody who opens a link needs it.
#[wasm_split(staff, fallible)]
fn screens_of_staff() -> Result<Open, SplitLoaderError> {
    Ok(staff::open)
}

/// Likewise: few questionnaires ask to sign or for a photo.
#[wasm_split(capture, fallible)]
fn pads_and_cameras() -> Result<Open, SplitLoaderError> {
    Ok(capture::open)
}
