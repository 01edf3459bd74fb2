//! What runs in a real browser: the storage layer, the questionnaire's components, charts and records of the workspace.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    reason = "tests; clippy knows them by `#[test]` alone"
)]

mod charts;
mod handlers;
mod records;
mod stage;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
