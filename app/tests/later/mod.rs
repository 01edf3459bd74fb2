//! Parts of a front end that come later.

use app::later::{Later, fetch};
use leptos::{prelude::*, task::tick};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;

/// Two places of a page ask for the same part before it is here; drawn twice, the second drawing would begin anew.
#[wasm_bindgen_test]
async fn a_part_on_its_way_is_fetched_once_and_a_missing_one_again() {
    let owner = Owner::new();
    let part = owner.with(|| RwSignal::new(Later::Away));
    let loads = Rc::new(Cell::new(0));
    let ask = || {
        let loads = loads.clone();
        fetch(part, move || {
            loads.set(loads.get() + 1);
            Box::pin(std::future::ready(Ok(7)))
        });
    };
    ask();
    ask();
    tick().await;
    assert!(matches!(part.get_untracked(), Later::Here(7)));
    ask();
    assert_eq!(loads.get(), 1);
    part.set(Later::Missing);
    ask();
    tick().await;
    assert_eq!(loads.get(), 2);
    assert!(matches!(part.get_untracked(), Later::Here(7)));
}
