//! The `workspace` front end: mounts it in place of the loading message of `workspace.html`.

use app::{
    later::Fetched,
    routes::Part,
    workspace::{
        Workspace,
        parts::{self, Open},
    },
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    let place = document().get_element_by_id("app");
    let Some(place) = place.and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    place.set_inner_html("");
    mount_to(place, || view! { <Workspace load /> }).forget();
}

/// Each function below is the way into a file of its own, with all that only it reaches.
fn load(part: Part) -> Fetched<Open> {
    match part {
        Part::Collect => Box::pin(collect()),
        Part::Write => Box::pin(write()),
        Part::Analyse => Box::pin(analyse()),
        Part::Plan => Box::pin(plan()),
        Part::Upkeep => Box::pin(upkeep()),
    }
}

#[wasm_split(collect, fallible)]
fn collect() -> Result<Open, SplitLoaderError> {
    Ok(parts::collect)
}

#[wasm_split(write, fallible)]
fn write() -> Result<Open, SplitLoaderError> {
    Ok(parts::write)
}

#[wasm_split(analyse, fallible)]
fn analyse() -> Result<Open, SplitLoaderError> {
    Ok(parts::analyse)
}

#[wasm_split(plan, fallible)]
fn plan() -> Result<Open, SplitLoaderError> {
    Ok(parts::plan)
}

#[wasm_split(upkeep, fallible)]
fn upkeep() -> Result<Open, SplitLoaderError> {
    Ok(parts::upkeep)
}
