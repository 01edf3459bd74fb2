//! What runs in a real browser: storage, the questionnaire, charts and records, the exchange with a server.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    reason = "tests; clippy knows them by `#[test]` alone"
)]

mod attachments;
mod charts;
mod handlers;
mod later;
mod notes;
mod pages;
mod questionnaires;
mod records;
mod respond;
mod stage;
mod storage;
mod workspace;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
