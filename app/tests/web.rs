//! What runs in a real browser: the storage layer and the questionnaire's components.
#![cfg(target_arch = "wasm32")]

mod handlers;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
