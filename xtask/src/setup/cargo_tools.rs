//! Programs compiled from crates, at exact versions, into the cache's `tools` folder.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::kit::Kit;
use crate::process;
use crate::repo::{self, Repo};
use crate::watch::Watch;

pub(super) struct Tool<'a> {
    /// Name of the crate.
    name: &'a str,
    /// Name of the program.
    binary: &'a str,
    features: &'a str,
    version: &'a str,
    /// Rough time to compile on two cores.
    minutes: u32,
}

/// It must know what the `wasm_split_helpers` of Cargo.lock write into the program; it says so when it does not.
pub(super) const SPLITTER: Tool<'_> = Tool {
    name: "wasm_split_cli_support",
    binary: "wasm-split-cli",
    features: "build-binary",
    version: "0.2.4",
    minutes: 2,
};
pub(super) const DENY: Tool<'_> = Tool {
    name: "cargo-deny",
    binary: "cargo-deny",
    features: "",
    version: "0.20.2",
    minutes: 3,
};

/// The command line tool must be of the same version as the library in Cargo.lock.
pub(super) fn ensure_wasm_bindgen(repo: &Repo, kit: &Kit) -> Result<()> {
    let lock = fs::read_to_string(repo.path("Cargo.lock")).context("Cargo.lock is missing")?;
    let version = locked_version(&lock, "wasm-bindgen").context("Cargo.lock: no wasm-bindgen")?;
    let tool = Tool {
        name: "wasm-bindgen-cli",
        binary: "wasm-bindgen",
        features: "",
        version,
        minutes: 2,
    };
    ensure(kit, &tool)
}

pub(super) fn ensure(kit: &Kit, tool: &Tool<'_>) -> Result<()> {
    if is_there(kit, tool)? {
        return Ok(());
    }
    let Tool {
        name,
        version,
        minutes,
        ..
    } = tool;
    println!("set-up: compiling {name} {version} (about {minutes} min on two cores)");
    let watch = Watch::start();
    // `--locked` fails where the registry lags behind by some days; the newest fitting versions do then.
    if let Err(error) = install(kit, tool, true) {
        println!("set-up: {error:#}; trying without its lock file");
        install(kit, tool, false)?;
    }
    if !is_there(kit, tool)? {
        bail!(
            "{name} {version} was installed, but there is no {}",
            tool.binary
        );
    }
    println!("set-up: {name} {version} ready ({})", watch.text());
    Ok(())
}

/// Installed here before, or on PATH anyhow. The splitter does not tell its version.
fn is_there(kit: &Kit, tool: &Tool<'_>) -> Result<bool> {
    let list = fs::read_to_string(repo::tools()?.join(".crates.toml")).unwrap_or_default();
    if is_listed(&list, tool) && kit.has(tool.binary) {
        return Ok(true);
    }
    let said = process::ask(kit.command(tool.binary).arg("--version")).unwrap_or_default();
    Ok(said.split_whitespace().any(|word| word == tool.version))
}

/// Cargo's list of what it installed: `"cargo-deny 0.20.2 (registry+…)" = ["cargo-deny"]`.
fn is_listed(list: &str, tool: &Tool<'_>) -> bool {
    list.contains(&format!("\"{} {} (", tool.name, tool.version))
}

fn install(kit: &Kit, tool: &Tool<'_>, locked: bool) -> Result<()> {
    let work = repo::cache()?.join("tools-build");
    let mut command = kit.cargo(&["install", tool.name, "--force", "--version", tool.version]);
    command.arg("--root").arg(repo::tools()?);
    command.args(["--features", tool.features]);
    if locked {
        command.arg("--locked");
    }
    // A tool used for seconds is not worth minutes of optimisation.
    command
        .env("CARGO_TARGET_DIR", &work) // an interrupted installation goes on where it was
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    process::run(&mut command)?;
    fs::remove_dir_all(&work).or_else(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Ok(()),
        _ => Err(error.into()),
    })
}

/// Version of a package in a Cargo.lock that holds it once.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let after = lock
        .split_once(&format!("name = \"{package}\"\nversion = \""))?
        .1;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
