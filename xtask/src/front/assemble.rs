//! The folder a browser gets: the program, the page, its style, the service worker, and what is copied as it is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::kit::Kit;
use crate::repo::Repo;

use super::bundle;
use super::compile;
use super::compress;
use super::page;
use super::place::Place;
use super::worker;

/// Icons both places share.
const ICONS: &str = "public/icons";

pub(super) fn assemble(
    repo: &Repo,
    kit: &Kit,
    place: &Place,
    work: &Path,
    out: &Path,
) -> Result<()> {
    let assets = out.join("assets");
    fs::create_dir_all(&assets)?;
    copy_folder(&repo.path("public").join(place.folder), out)?;
    copy_folder(&repo.path(ICONS), &out.join("icons"))?;

    let style = bundle::style(repo, kit, place, &assets)?;
    let compiled = compile::compile(kit, place, work, &assets)?;
    let boot = bundle::boot(repo, kit, place, &compiled, &assets)?;
    let source = fs::read_to_string(repo.path(&place.page())).context("a page is missing")?;
    let html = page::finish(&source, &style, &compiled.wasm, &boot)?;
    fs::write(out.join("index.html"), html)?;

    worker::write(repo, kit, place, out)?;
    compress::folder(kit, out)
}

/// Copies files and folders; what is not there has nothing to copy.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target: PathBuf = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
