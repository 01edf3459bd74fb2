//! The fallback: Debian's Rust, with a standard library for wasm built from Debian's own sources.
//!
//! For machines where rustup cannot download. Debian packages the compiler and the sources but no
//! compiled wasm target, so std is built once in a scratch crate and copied where rustc looks for it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::kit::{Kit, Toolchain};
use crate::process;
use crate::repo::{self, Repo};
use crate::watch::Watch;

use super::apt;
use super::wasm_target::{TARGET, has_target};

const PACKAGES: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "rustfmt-web",
    "lld-22",
];
/// Where the packages put the compiler; also what rustup calls this toolchain.
const PREFIX: &str = "/usr";
const LINKER: &str = "/usr/bin/lld-22";
const STD_CRATES: &str = "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test";

/// Nothing left to install or build.
pub(super) fn is_ready(repo: &Repo) -> bool {
    Path::new(LINKER).exists()
        && Kit::new(repo, Toolchain::Debian)
            .is_ok_and(|kit| has_target(&kit) && kit.has("rust-lld"))
}

pub(super) fn ensure(repo: &Repo) -> Result<()> {
    apt::ensure(PACKAGES, "(Debian's Rust with its sources, 2 min, 1 GB)")?;
    link_toolchain()?;
    link_linker()?;
    let kit = Kit::new(repo, Toolchain::Debian)?;
    if !has_target(&kit) {
        build_std(&kit)?;
    }
    Ok(())
}

/// Without rustup `rustc` is Debian's already.
fn link_toolchain() -> Result<()> {
    let Some(known) = process::ask(Command::new("rustup").args(["toolchain", "list"])) else {
        return Ok(());
    };
    if known
        .lines()
        .any(|line| line.split_whitespace().next() == Some("debian"))
    {
        return Ok(());
    }
    process::run(Command::new("rustup").args(["toolchain", "link", "debian", PREFIX]))
}

/// rustc looks for wasm's linker under the name `rust-lld`.
fn link_linker() -> Result<()> {
    let folder = repo::tools()?.join("bin");
    fs::create_dir_all(&folder)?;
    let link = folder.join("rust-lld");
    if !link.exists() {
        let _ = fs::remove_file(&link); // a link to a linker that is gone
        symlink(LINKER, &link).with_context(|| format!("cannot create {}", link.display()))?;
    }
    Ok(())
}

fn build_std(kit: &Kit) -> Result<()> {
    println!("set-up: building the standard library for wasm (about a minute)");
    let watch = Watch::start();
    let scratch = repo::cache()?.join("build-std");
    let _ = fs::remove_dir_all(&scratch); // whatever an interrupted run left
    write_scratch_crate(&scratch)?;
    let mut build = kit.cargo(&["build", "--release", "--target", TARGET, STD_CRATES]);
    // -Zbuild-std is the one unstable flag; without bitcode in std, LTO of the front ends fails.
    build
        .current_dir(&scratch)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes");
    process::run(&mut build)?;
    install_rlibs(&scratch, &target_folder(kit)?)?;
    fs::remove_dir_all(&scratch)?;
    println!("set-up: standard library for wasm built ({})", watch.text());
    Ok(())
}

fn write_scratch_crate(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"scratch\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest)
        .with_context(|| format!("cannot write in {}", folder.display()))
}

fn target_folder(kit: &Kit) -> Result<PathBuf> {
    let mut ask = kit.command("rustc");
    ask.args(["--print", "target-libdir", "--target", TARGET]);
    Ok(PathBuf::from(process::output(&mut ask)?.trim()))
}

/// The folder belongs to root.
fn install_rlibs(scratch: &Path, folder: &Path) -> Result<()> {
    let built = scratch.join("target").join(TARGET).join("release/deps");
    let rlibs: Vec<PathBuf> = fs::read_dir(&built)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "rlib")
        })
        .filter(|path| !path.to_string_lossy().contains("libscratch-"))
        .collect();
    // Built for an earlier version of the compiler they would only be in the way.
    process::run(apt::as_root("rm")?.arg("-rf").arg(folder))?;
    process::run(apt::as_root("mkdir")?.arg("-p").arg(folder))?;
    process::run(apt::as_root("cp")?.args(&rlibs).arg(folder))
}
