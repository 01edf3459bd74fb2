//! Chromium killed hundreds of times, copied and rolled back: `end2end/long` and the short tests that grow with
//! `BOUCLE_KILLS`. `BOUCLE_SEED` has a run again.

use anyhow::Result;

use crate::front;
use crate::kit::Kit;
use crate::playwright;
use crate::repo::Repo;
use crate::run;

pub(super) fn run(repo: &Repo, kit: &Kit) -> Result<()> {
    front::build(repo, kit)?;
    let server = run::build_server(kit)?;
    playwright::run(repo, kit, &server, &["--config", "long.config.ts"])
}
