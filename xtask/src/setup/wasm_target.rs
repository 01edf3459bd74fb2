//! The wasm32-unknown-unknown target, and with it the toolchain of the whole run.

use std::env;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::kit::{Kit, Toolchain};
use crate::process;
use crate::repo::Repo;

use super::debian;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// Where downloads are closed some proxies never answer: waiting longer brings nothing.
const DOWNLOAD_WAIT: Duration = Duration::from_secs(120);

/// `BOUCLE_TOOLCHAIN=debian` asks for the fallback even where it is not needed, to test it.
pub(super) fn ensure(repo: &Repo) -> Result<Toolchain> {
    if env::var_os("BOUCLE_TOOLCHAIN").is_some_and(|value| value == "debian") {
        println!("set-up: BOUCLE_TOOLCHAIN=debian, using Debian's Rust");
        debian::ensure(repo)?;
        return Ok(Toolchain::Debian);
    }
    let kit = Kit::new(repo, Toolchain::Pinned)?;
    if has_target(&kit) {
        return Ok(Toolchain::Pinned);
    }
    if debian::is_ready(repo) {
        println!("set-up: the pinned toolchain has no wasm target, using Debian's Rust");
        return Ok(Toolchain::Debian);
    }
    println!("set-up: adding the target {TARGET} (under a minute, 20 MB)");
    match process::run_within(&mut add_target(&kit), DOWNLOAD_WAIT) {
        Ok(()) if has_target(&kit) => Ok(Toolchain::Pinned),
        outcome => {
            if let Err(error) = outcome {
                println!("set-up: {error:#}");
            }
            println!("set-up: falling back to Debian's Rust (some 5 min, 1 GB)");
            debian::ensure(repo)?;
            Ok(Toolchain::Debian)
        }
    }
}

/// Whether this compiler can build for wasm: it compiles nothing at all, which needs a standard library
/// of its very version.
pub(super) fn has_target(kit: &Kit) -> bool {
    let mut compile = kit.command("rustc");
    compile.args([
        "--target",
        TARGET,
        "--crate-type",
        "lib",
        "--emit",
        "metadata",
    ]);
    compile
        .args(["--crate-name", "probe", "--out-dir"])
        .arg(env::temp_dir())
        .arg("-");
    process::ask(&mut compile).is_some()
}

/// In the repository rustup takes the toolchain of rust-toolchain.toml.
fn add_target(kit: &Kit) -> Command {
    let mut command = kit.command("rustup");
    command.args(["target", "add", TARGET]);
    command
}
