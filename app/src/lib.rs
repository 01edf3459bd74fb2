//! The two front ends over one library: `workspace` (the team) and `respond` (tablets and links). Pages never touch
//! storage or the network: they go through the state and driver modules, which use `storage` and `net`.
//! A screen of the workspace starts at `routes.rs`; sentences are in `locales/`.
#![allow(
    clippy::needless_pass_by_value,
    reason = "what a component is given it owns: its view outlives the call"
)]

pub mod attachments;
pub mod canvas;
pub mod clock;
pub mod components;
pub mod later;
pub mod locales;
pub mod locked;
pub mod net;
pub mod order;
pub mod pages;
pub mod random;
pub mod respond;
pub mod routes;
pub mod signature;
pub mod state;
pub mod storage;
pub mod sync_driver;
pub mod workspace;

// Tests beside the code run in the browser as well; there `test` is `wasm_bindgen_test`.
#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
