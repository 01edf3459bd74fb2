//! `cargo xtask simulate [--seeds N] [--first N]`: the product's sync under faults in virtual time, many seeds.

use anyhow::Result;

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::setup;

/// Played for each change, under a minute.
const SEEDS_OF_A_TEST: &str = "60";
/// The proof: an hour on two cores.
const SEEDS_AT_LENGTH: &str = "10000";

pub(crate) fn command(repo: &Repo, args: &[String]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    play(&setup::for_cargo(repo)?, &args)
}

pub(crate) fn bounded(_: &Repo, kit: &Kit) -> Result<()> {
    play(kit, &["--seeds", SEEDS_OF_A_TEST])
}

pub(crate) fn at_length(_: &Repo, kit: &Kit) -> Result<()> {
    play(kit, &["--seeds", SEEDS_AT_LENGTH])
}

fn play(kit: &Kit, args: &[&str]) -> Result<()> {
    let mut run = kit.cargo(&["run", "--locked", "--quiet", "--profile", "simulate"]);
    run.args(["--package", "simulator", "--"]);
    process::run(run.args(args))
}
