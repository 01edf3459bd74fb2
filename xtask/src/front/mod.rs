//! `cargo xtask build`: both front ends, from sources to the folders the server hands out.
//!
//! `compile` makes the program (`cargo`, the splitter, `wasm-bindgen`, `wasm-opt`), `assemble` the folder a browser gets:
//! everything under `assets/` has its hash in its name, nothing in a page is inline, the service worker
//! knows the list of files, and what compresses well lies there compressed.

mod assemble;
mod bundle;
mod compile;
mod compress;
mod inputs;
mod page;
mod place;
pub(crate) mod size;
mod worker;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::kit::Kit;
use crate::repo::Repo;
use crate::setup;
use crate::watch::Watch;

use place::{PLACES, Place};

pub(crate) fn command(repo: &Repo, _args: &[String]) -> Result<()> {
    let kit = setup::for_run(repo)?;
    build(repo, &kit)
}

/// Builds both front ends unless `dist/` already comes from these very inputs.
pub(crate) fn build(repo: &Repo, kit: &Kit) -> Result<()> {
    let stamp = repo.dist().join(".stamp");
    let wanted = inputs::stamp(repo, kit)?;
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        println!("front ends: unchanged");
        return Ok(());
    }
    let _ = fs::remove_file(&stamp); // from here on until the end dist/ is of no known state
    for place in PLACES {
        let watch = Watch::start();
        println!("front end {}: building", place.name);
        build_place(repo, kit, place).with_context(|| format!("front end {}", place.name))?;
        println!("front end {}: done ({})", place.name, watch.text());
    }
    fs::write(&stamp, wanted).context("cannot write dist/.stamp")
}

fn build_place(repo: &Repo, kit: &Kit, place: &Place) -> Result<()> {
    let work = kit.target().join("front").join(place.folder);
    fresh_folder(&work)?;
    let next = repo.dist().join(format!(".next-{}", place.folder));
    fresh_folder(&next)?;
    assemble::assemble(repo, kit, place, &work, &next)?;
    swap(&next, &repo.dist().join(place.folder))
}

/// The finished folder takes the old one's place at once: a running server never sees half of it.
fn swap(next: &Path, current: &Path) -> Result<()> {
    let old = next.with_extension("old");
    if current.exists() {
        fs::rename(current, &old)?;
    }
    fs::rename(next, current).with_context(|| format!("cannot create {}", current.display()))?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}

fn fresh_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))
}
