//! From what Trunk compiled to the folder a browser gets.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::hash;
use crate::kit::Kit;
use crate::repo::Repo;

use super::bundle;
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
    compiled: &Path,
    out: &Path,
) -> Result<()> {
    let assets = out.join("assets");
    fs::create_dir_all(&assets)?;
    copy_folder(&repo.path("public").join(place.folder), out)?;
    copy_folder(&repo.path(ICONS), &out.join("icons"))?;

    let style = bundle::style(repo, kit, place, &assets)?;
    let wasm = place_wasm(place, compiled, &assets)?;
    let html = fs::read_to_string(compiled.join("index.html"))
        .context("Trunk left no index.html")?
        .replace(&format!("{}{}_bg.wasm", place.base, place.name), &wasm);
    let (html, script) = page::take_module(&html)?;
    let boot = bundle::boot(kit, place, compiled, &script, &assets)?;
    let html = page::finish(&html, &style, &boot)?;
    fs::write(out.join("index.html"), html)?;

    worker::write(repo, kit, place, out)?;
    compress::folder(kit, out)
}

/// Copies the wasm under a name that changes with its content; returns its address.
fn place_wasm(place: &Place, compiled: &Path, assets: &Path) -> Result<String> {
    let file = compiled.join(format!("{}_bg.wasm", place.name));
    let bytes = fs::read(&file).with_context(|| format!("Trunk left no {}", file.display()))?;
    let name = format!("{}-{}.wasm", place.name, hash::short(&bytes));
    fs::write(assets.join(&name), bytes)?;
    Ok(format!("{}assets/{name}", place.base))
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
