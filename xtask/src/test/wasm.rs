//! Checks and tests of what runs in the browser. `app` is always built alone: together with the server
//! it would get the server's features, and every event handler would die.

use anyhow::Result;

use crate::kit::Kit;
use crate::process;
use crate::setup::{self, WASM_TARGET};

use super::deny_warnings;

const APP: &[&str] = &["--locked", "--package", "app", "--target", WASM_TARGET];

pub(super) fn clippy(kit: &Kit) -> Result<()> {
    let mut clippy = kit.cargo(&["clippy", "--all-targets"]);
    process::run(clippy.args(APP).args(deny_warnings(kit)))
}

/// One server dependency in a pure crate, and the browser loses it.
pub(super) fn pure_crates(kit: &Kit) -> Result<()> {
    let mut check = kit.cargo(&["check", "--locked", "--target", WASM_TARGET]);
    process::run(check.args([
        "--package",
        "domain",
        "--package",
        "xlsform",
        "--package",
        "intake",
        "--package",
        "sync",
    ]))
}

/// What the front ends compute without a browser, natively: by far the quickest.
pub(super) fn units(kit: &Kit) -> Result<()> {
    process::run(&mut kit.cargo(&["test", "--locked", "--package", "app", "--lib"]))
}

/// In headless Chromium; its flags are in app/webdriver.json.
pub(super) fn tests(kit: &Kit) -> Result<()> {
    let mut tests = kit.cargo(&["test", "--test", "web"]);
    tests
        .args(APP)
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("CHROMEDRIVER", setup::chromedriver(kit)?);
    process::run(&mut tests)
}
