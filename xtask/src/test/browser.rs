//! Playwright: journeys through the built front ends and real server processes.

use anyhow::Result;

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::run;
use crate::setup;

/// The tests start their servers themselves, from the binary named here.
pub(super) fn tests(repo: &Repo, kit: &Kit) -> Result<()> {
    let server = run::build_server(kit)?;
    let mut playwright = kit.command("playwright");
    playwright
        .arg("test")
        .current_dir(repo.end2end())
        .env("BOUCLE_SERVER", server)
        .env("BOUCLE_DIST", repo.dist())
        .env("CHROMIUM", setup::chromium(kit)?);
    process::run(&mut playwright)
}
