//! `cargo xtask dist`: one release binary with both front ends inside.

use anyhow::Result;

use crate::front;
use crate::process;
use crate::repo::Repo;
use crate::setup;

pub(crate) fn command(repo: &Repo, _args: &[String]) -> Result<()> {
    let kit = setup::for_run(repo)?;
    front::build(repo, &kit)?;
    println!("server: release build (some 25 min from cold on two cores)");
    let mut build = kit.cargo(&[
        "build",
        "--locked",
        "--release",
        "--package",
        "server",
        "--features",
        "embed",
    ]);
    process::run(build.env("BOUCLE_DIST", repo.dist()))?;
    println!("{}", kit.target().join("release/boucle").display());
    Ok(())
}
