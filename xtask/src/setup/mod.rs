//! `cargo xtask set-up`: brings a machine with cargo, Node and git to where everything else works.
//!
//! Idempotent and quick when nothing is missing. Every part says what it installs and about how long
//! that takes, and fails with the command to type when it cannot.

mod apt;
mod browser;
mod cargo_tools;
mod debian;
mod npm;
mod wasm_target;

use anyhow::{Context, Result, bail};

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::watch::Watch;

/// Playwright and esbuild ask for it.
const NODE_MAJOR_MIN: u32 = 20;

pub(crate) fn command(repo: &Repo, _args: &[String]) -> Result<()> {
    for_tests(repo).map(|_| ())
}

/// Only the toolchain.
pub(crate) fn for_cargo(repo: &Repo) -> Result<Kit> {
    Kit::new(repo, wasm_target::ensure(repo)?)
}

/// What building and running takes.
pub(crate) fn for_run(repo: &Repo) -> Result<Kit> {
    let watch = Watch::start();
    let kit = for_cargo(repo)?;
    check_node(&kit)?;
    npm::ensure(repo, &kit)?;
    cargo_tools::ensure(&kit, &cargo_tools::SPLITTER)?;
    cargo_tools::ensure_wasm_bindgen(repo, &kit)?;
    println!("set-up: done ({})", watch.text());
    Ok(kit)
}

/// All of the above, a browser and the licence checker.
pub(crate) fn for_tests(repo: &Repo) -> Result<Kit> {
    let kit = for_run(repo)?;
    browser::ensure(&kit)?;
    if !kit.has("openssl") {
        apt::ensure(
            &["openssl"],
            "(the time-stamping authority of a test, seconds)",
        )?;
    }
    cargo_tools::ensure(&kit, &cargo_tools::DENY)?;
    Ok(kit)
}

/// For programs of the Python registry.
pub(crate) fn ensure_python() -> Result<()> {
    apt::ensure(&["python3-venv"], "(seconds)")
}

/// RocksDB's bindings are made by the C compiler's own library.
pub(crate) fn ensure_clang() -> Result<()> {
    apt::ensure(&["libclang-dev"], "(for RocksDB, 1 min, 300 MB)")
}

pub(crate) use browser::{chromedriver, chromium};
pub(crate) use wasm_target::TARGET as WASM_TARGET;

fn check_node(kit: &Kit) -> Result<()> {
    let advice = "install Node 20 or newer with npm, for example: apt-get install nodejs npm";
    let text = process::ask(kit.command("node").arg("--version")).context(advice)?;
    let major = text
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    if major
        .parse::<u32>()
        .is_ok_and(|major| major >= NODE_MAJOR_MIN)
        && kit.has("npm")
    {
        return Ok(());
    }
    bail!("found node {}: {advice}", text.trim())
}
