//! `cargo xtask bench`: the figures of README.md, measured on what users get: optimised front ends and a
//! release server, each through a real process.

use anyhow::Result;

use crate::front;
use crate::kit::Kit;
use crate::playwright;
use crate::process;
use crate::repo::Repo;
use crate::setup;
use crate::watch::Watch;

pub(crate) fn command(repo: &Repo, _args: &[String]) -> Result<()> {
    let total = Watch::start();
    let kit = setup::for_tests(repo)?;
    front::build(repo, &kit)?;
    println!("\n== page weight, brotli");
    front::size::report(repo)?;
    println!("\n== push and pull (the release build takes some 25 min from cold on two cores)");
    let mut ways = kit.cargo(&[
        "bench",
        "--locked",
        "--package",
        "server",
        "--bench",
        "ways_in",
    ]);
    process::run(ways.env("BOUCLE_DIST", repo.dist()))?;
    println!("\n== cold and warm start, long questionnaires");
    in_chromium(repo, &kit)?;
    println!("\ntotal, with set-up and builds: {}", total.text());
    Ok(())
}

/// In Chromium, slowed down, against the server that `cargo bench` has built.
fn in_chromium(repo: &Repo, kit: &Kit) -> Result<()> {
    let server = kit.target().join("release/boucle");
    playwright::run(repo, kit, &server, &["--config", "bench.config.ts"])
}
