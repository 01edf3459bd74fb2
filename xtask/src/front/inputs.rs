//! What the front ends are made from, as one hash: the same hash means nothing to build.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::hash;
use crate::kit::Kit;
use crate::repo::Repo;

const INPUTS: &[&str] = &[
    "app",
    "crates/domain",
    "crates/intake",
    "crates/sync",
    "crates/api",
    "style",
    "public",
    "xtask/src/front",
    "xtask/src/setup/cargo_tools.rs", // version of the splitter
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "end2end/package-lock.json", // versions of wasm-opt and esbuild
];

pub(super) fn stamp(repo: &Repo, kit: &Kit) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&repo.path(input), &mut files).with_context(|| format!("cannot read {input}"))?;
    }
    Ok(format!(
        "{} rustc {}",
        hash::of_files(&repo.root, &files)?,
        kit.rustc_version()?
    ))
}

/// All files at or below a path.
pub(super) fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_path_buf());
    }
    Ok(())
}
