//! The npm packages of `end2end/`: wasm-opt, esbuild, Playwright, axe.

use std::fs;

use anyhow::{Context, Result};

use crate::hash;
use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::watch::Watch;

/// Holds the hash of the lock file the folder was filled from.
const STAMP: &str = "node_modules/.boucle-lock";

pub(super) fn ensure(repo: &Repo, kit: &Kit) -> Result<()> {
    let folder = repo.end2end();
    let lock = fs::read(folder.join("package-lock.json"))
        .context("end2end/package-lock.json is missing")?;
    let wanted = hash::of_bytes(&lock);
    if fs::read_to_string(folder.join(STAMP)).is_ok_and(|stamp| stamp == wanted) {
        return Ok(());
    }
    println!(
        "set-up: npm packages of end2end/ (wasm-opt, esbuild, Playwright, axe; half a minute)"
    );
    let watch = Watch::start();
    let mut install = kit.command("npm");
    install
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&folder);
    process::run(&mut install).context("in end2end/, type: npm ci")?;
    fs::write(folder.join(STAMP), wanted)?;
    println!("set-up: npm packages ready ({})", watch.text());
    Ok(())
}
