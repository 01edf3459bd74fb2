//! Playwright: journeys through the built front ends and real server processes.

use anyhow::Result;

use crate::kit::Kit;
use crate::playwright;
use crate::repo::Repo;
use crate::run;

pub(super) fn tests(repo: &Repo, kit: &Kit) -> Result<()> {
    playwright::run(repo, kit, &run::build_server(kit)?, &[])
}
