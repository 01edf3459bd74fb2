//! The toolbox set-up hands to the other commands: which Rust toolchain, which PATH, which target folder.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::repo::{self, Repo};

/// The whole run uses one toolchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one of rust-toolchain.toml.
    Pinned,
    /// Debian's, where the pinned one cannot get its wasm target (CONTRIBUTING.md, "The fallback toolchain").
    Debian,
}

pub(crate) struct Kit {
    pub(crate) root: PathBuf,
    pub(crate) toolchain: Toolchain,
    path: OsString,
    target: PathBuf,
}

impl Kit {
    pub(crate) fn new(repo: &Repo, toolchain: Toolchain) -> Result<Self> {
        let path = search_path(repo)?;
        let mut kit = Self {
            root: repo.root.clone(),
            toolchain,
            path,
            target: repo.path("target"),
        };
        kit.target = kit.choose_target()?;
        Ok(kit)
    }

    /// A program found on the kit's PATH, started at the root of the repository.
    pub(crate) fn command(&self, program: &str) -> Command {
        let found = process::find(program, &self.path);
        let mut command = Command::new(found.unwrap_or_else(|| PathBuf::from(program)));
        command
            .current_dir(&self.root)
            .env("PATH", &self.path)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        for variable in about_this_package() {
            command.env_remove(variable);
        }
        if repo::in_ci() {
            command.env("CARGO_INCREMENTAL", "0"); // never reused there, and half of the cache's size
        }
        if self.toolchain == Toolchain::Debian {
            // Cargo put the other toolchain's libraries there when it started us.
            command
                .env("RUSTUP_TOOLCHAIN", "debian")
                .env_remove("LD_LIBRARY_PATH");
        }
        command
    }

    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let mut command = self.command("cargo");
        command.args(args);
        command
    }

    pub(crate) fn has(&self, program: &str) -> bool {
        process::find(program, &self.path).is_some()
    }

    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        process::find(program, &self.path)
    }

    /// Whether the target folder outlives the checkout, and may be damaged from elsewhere.
    pub(crate) fn has_cached_target(&self) -> bool {
        repo::cache().is_ok_and(|cache| self.target.starts_with(cache))
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// `1.95.0`
    pub(crate) fn rustc_version(&self) -> Result<String> {
        let text = process::output(self.command("rustc").arg("--version"))?;
        let version = text
            .split_whitespace()
            .nth(1)
            .context("rustc --version says nothing")?;
        Ok(version.to_owned())
    }

    /// What the user set; else under CI a folder of the cache, so that the next clone is warm; else `target/`.
    fn choose_target(&self) -> Result<PathBuf> {
        if let Some(folder) = env::var_os("CARGO_TARGET_DIR").filter(|value| !value.is_empty()) {
            return Ok(self.root.join(folder));
        }
        if repo::in_ci() {
            let folder = repo::cache()?.join(format!("target-{}", self.rustc_version()?));
            if is_writable(&folder) {
                return Ok(folder);
            }
            println!("{} cannot be written: building from cold", folder.display());
        }
        Ok(self.root.join("target"))
    }
}

/// What cargo told this tool about itself. Build scripts that watch these (ring's does) would run again for every
/// checkout and every way of calling cargo, and everything above them up to the database would be compiled again.
fn about_this_package() -> impl Iterator<Item = OsString> {
    let names = env::vars_os().map(|(name, _)| name);
    names.filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    })
}

/// Our own tools come first: their exact versions matter.
fn search_path(repo: &Repo) -> Result<OsString> {
    let own = [
        repo::tools()?.join("bin"),
        repo.end2end().join("node_modules/.bin"),
    ];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(env::split_paths(&inherited));
    env::join_paths(all).context("PATH holds a folder that cannot be written in PATH")
}

fn is_writable(folder: &Path) -> bool {
    let probe = folder.join(".probe");
    fs::create_dir_all(folder).is_ok()
        && fs::write(&probe, b"").is_ok()
        && fs::remove_file(&probe).is_ok()
}
