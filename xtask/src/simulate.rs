//! `cargo xtask simulate [--seeds N] [--first N]`: the product's sync under faults in virtual time, many seeds.

use anyhow::Result;

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::setup;

/// Played for each change, under a minute.
const SEEDS_OF_A_TEST: &str = "60";

pub(crate) fn command(repo: &Repo, args: &[String]) -> Result<()> {
    play(&setup::for_tests(repo)?, args)
}

pub(crate) fn bounded(_: &Repo, kit: &Kit) -> Result<()> {
    play(kit, &["--seeds".to_owned(), SEEDS_OF_A_TEST.to_owned()])
}

fn play(kit: &Kit, args: &[String]) -> Result<()> {
    let mut run = kit.cargo(&["run", "--locked", "--quiet", "--profile", "simulate"]);
    run.args(["--package", "simulator", "--"]);
    process::run(run.args(args))
}
