//! Chromium and its driver, for the tests. `CHROMIUM` and `CHROMEDRIVER` name others.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::kit::Kit;

use super::apt;

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

pub(super) fn ensure(kit: &Kit) -> Result<()> {
    if chromium(kit).is_err() {
        apt::ensure(&["chromium"], "(the browser of the tests, 1 min, 300 MB)")?;
        chromium(kit)?;
    }
    if chromedriver(kit).is_err() {
        apt::ensure(
            &["chromium-driver"],
            "(drives the browser for the wasm tests)",
        )?;
        chromedriver(kit)?;
    }
    Ok(())
}

pub(crate) fn chromium(kit: &Kit) -> Result<PathBuf> {
    chosen("CHROMIUM")
        .or_else(|| BROWSERS.iter().find_map(|name| kit.find(name)))
        .context("no chromium found; set CHROMIUM to one, or as root: apt-get install chromium")
}

pub(crate) fn chromedriver(kit: &Kit) -> Result<PathBuf> {
    chosen("CHROMEDRIVER").or_else(|| kit.find("chromedriver")).context(
        "no chromedriver found; set CHROMEDRIVER to one, or as root: apt-get install chromium-driver",
    )
}

fn chosen(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}
