//! Where things are: the checkout, and the cache that outlives it.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub(crate) struct Repo {
    pub(crate) root: PathBuf,
}

impl Repo {
    /// Cargo says at run time where this crate lies; a path compiled in would be wrong after the checkout moved.
    pub(crate) fn find() -> Result<Self> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").context("start this tool with `cargo xtask`")?;
        let root = Path::new(&manifest)
            .parent()
            .context("xtask/ has no parent folder")?;
        Ok(Self {
            root: root.to_path_buf(),
        })
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    pub(crate) fn end2end(&self) -> PathBuf {
        self.path("end2end")
    }
}

/// Tools, and under CI the target folders: `BOUCLE_CACHE`, or `~/.cache/boucle`.
/// Whatever is in there can be deleted at any time.
pub(crate) fn cache() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("BOUCLE_CACHE").filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(folder));
    }
    let home = env::var_os("HOME").context("neither BOUCLE_CACHE nor HOME is set")?;
    Ok(Path::new(&home).join(".cache/boucle"))
}

/// Root folder of the tools installed by set-up; binaries are in its `bin`.
pub(crate) fn tools() -> Result<PathBuf> {
    Ok(cache()?.join("tools"))
}

pub(crate) fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| value == "true" || value == "1")
}
