//! Checks and tests of what runs on the server and of this tool.

use anyhow::Result;

use crate::kit::Kit;
use crate::process;

use super::deny_warnings;

/// The product without its front ends. This tool is left out as well: built together, its features
/// of shared crates would make cargo compile the database a second time.
pub(super) const PRODUCT: &[&str] = &["--workspace", "--exclude", "app", "--exclude", "xtask"];
/// Crates without IO: small, and their examples in comments run as tests.
const PURE: &[&str] = &[
    "--package",
    "domain",
    "--package",
    "xlsform",
    "--package",
    "intake",
    "--package",
    "sync",
];

/// Rules in deny.toml. Advisories are left out: their database is on the network.
pub(super) fn licences(kit: &Kit) -> Result<()> {
    let mut deny = kit.cargo(&["deny", "--locked", "check", "--hide-inclusion-graph"]);
    // Crates with a licence file instead of a field: the file is read.
    deny.args(["--allow", "no-license-field", "licenses", "bans", "sources"]);
    process::run(&mut deny)
}

pub(super) fn clippy(kit: &Kit) -> Result<()> {
    for packages in [PRODUCT, &["--package", "xtask"]] {
        let mut clippy = kit.cargo(&["clippy", "--locked", "--all-targets"]);
        process::run(clippy.args(packages).args(deny_warnings(kit)))?;
    }
    Ok(())
}

pub(super) fn tests(kit: &Kit) -> Result<()> {
    // cargo refuses `--lib` where the one package it is asked about has none.
    process::run(
        runner(kit)
            .args(PRODUCT)
            .args(["--lib", "--bins", "--tests"]),
    )?;
    process::run(runner(kit).args(["--package", "xtask", "--bins"]))?;
    process::run(kit.cargo(&["test", "--locked", "--doc"]).args(PURE))
}

/// nextest runs tests side by side and names the slow ones; without it cargo's own runner does.
fn runner(kit: &Kit) -> std::process::Command {
    if kit.has("cargo-nextest") {
        kit.cargo(&[
            "nextest",
            "run",
            "--locked",
            "--no-tests=pass",
            "--status-level=slow",
        ])
    } else {
        kit.cargo(&["test", "--locked", "--no-fail-fast"])
    }
}

pub(super) fn docs(kit: &Kit) -> Result<()> {
    let mut doc = kit.cargo(&["doc", "--locked", "--no-deps", "--quiet"]);
    if !deny_warnings(kit).is_empty() {
        doc.env("RUSTDOCFLAGS", "-D warnings");
    }
    process::run(doc.args(PURE))
}
