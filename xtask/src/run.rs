//! `cargo xtask run`: builds what is missing and starts the server with the embedded database.

use std::env;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::front;
use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::setup;

/// Where `boucle serve` listens unless told otherwise.
const LISTEN: &str = "127.0.0.1:3000";

/// Further arguments go to `boucle serve`.
pub(crate) fn command(repo: &Repo, args: &[String]) -> Result<()> {
    let kit = setup::for_run(repo)?;
    front::build(repo, &kit)?;
    let server = build_server(&kit)?;
    let listen = env::var("BOUCLE_LISTEN").unwrap_or_else(|_| LISTEN.to_owned());
    let data = env::var_os("BOUCLE_DATA").map_or_else(|| repo.path("data"), PathBuf::from);
    println!("\nBoucle: http://{listen}/");
    println!("Example data: the button on the home page, once your organisation is there.");
    println!("Data: {}   Stop: Ctrl-C\n", data.display());
    let mut serve = kit.command(&server.to_string_lossy());
    serve.arg("serve").args(args);
    serve
        .env("BOUCLE_LISTEN", listen)
        .env("BOUCLE_DATA", data)
        .env("BOUCLE_DIST", repo.dist());
    // In this process's place, so that Ctrl-C reaches the server and the prompt waits until it has finished.
    Err(serve.exec()).context("cannot start the server")
}

/// Dev profile: the database takes minutes once, the rest seconds.
pub(crate) fn build_server(kit: &Kit) -> Result<PathBuf> {
    println!("server: building (some 10 min the first time, for the database)");
    process::run(&mut kit.cargo(&["build", "--package", "server"]))?;
    let binary = kit.target().join("debug/boucle");
    if !binary.exists() {
        bail!("the package `server` left no {}", binary.display());
    }
    Ok(binary)
}
