//! Chromium against real server processes: the tests, what takes too long for them, and the measures of a start all run
//! in Playwright, which starts its servers itself from the binary it is told of.

use std::path::Path;

use anyhow::Result;

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::setup;

/// Runs `playwright test` with these further arguments.
pub(crate) fn run(repo: &Repo, kit: &Kit, server: &Path, args: &[&str]) -> Result<()> {
    let mut playwright = kit.command("playwright");
    playwright
        .arg("test")
        .args(args)
        .current_dir(repo.end2end())
        .env("BOUCLE_SERVER", server)
        .env("BOUCLE_DIST", repo.dist())
        .env("CHROMIUM", setup::chromium(kit)?);
    process::run(&mut playwright)
}
