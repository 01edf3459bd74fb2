//! `cargo xtask size`: what a first visit downloads, against the bar of each place.
//!
//! Counted is all that the service worker keeps, with brotli where a compressed file exists, but for the parts of the
//! program that pages fetch when they first need them; those are listed. That is an upper bound: a font or icon that no
//! screen asks for is in it too.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::repo::Repo;

use super::compile::PARTS;
use super::place::{PLACES, Place};
use super::worker;

/// Prints both weights, then fails if one is above its bar.
pub(crate) fn command(repo: &Repo, _args: &[String]) -> Result<()> {
    let too_heavy = report(repo)?;
    if !too_heavy.is_empty() {
        bail!("page weight above its bar: {}", too_heavy.join(", "));
    }
    Ok(())
}

/// Prints both weights against their bars and names the places above theirs.
pub(crate) fn report(repo: &Repo) -> Result<Vec<&'static str>> {
    let mut too_heavy = Vec::new();
    for place in PLACES {
        let folder = repo.dist().join(place.folder);
        let weight = print_weight(place, &folder)?;
        if weight > place.first_load_bytes_max {
            too_heavy.push(place.name);
        }
    }
    Ok(too_heavy)
}

fn print_weight(place: &Place, folder: &Path) -> Result<u64> {
    let files = worker::kept_files(folder).context("build first: cargo xtask build")?;
    if files.is_empty() {
        bail!("{} is empty: cargo xtask build", folder.display());
    }
    let (parts, first): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|file| is_part(file));
    println!("{}, first load", place.name);
    let total = print_files(folder, &first)?;
    let bar = place.first_load_bytes_max;
    println!(
        "  {:>9}  of {} ({} %)",
        kb(total),
        kb(bar),
        total * 100 / bar
    );
    if !parts.is_empty() {
        println!("{}, later", place.name);
        let later = print_files(folder, &parts)?;
        println!("  {:>9}", kb(later));
    }
    Ok(total)
}

/// Prints the weight of each and returns the sum.
fn print_files(folder: &Path, files: &[PathBuf]) -> Result<u64> {
    let mut total = 0;
    for file in files {
        let bytes = bytes_sent(file)?;
        total += bytes;
        let name = file.strip_prefix(folder)?;
        println!("  {:>9}  {}", kb(bytes), name.display());
    }
    Ok(total)
}

fn is_part(file: &Path) -> bool {
    file.parent().is_some_and(|folder| folder.ends_with(PARTS))
}

fn bytes_sent(file: &Path) -> Result<u64> {
    let packed = PathBuf::from(format!("{}.br", file.display()));
    let sent = if packed.exists() {
        packed.as_path()
    } else {
        file
    };
    Ok(fs::metadata(sent)?.len())
}

fn kb(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_from_the_first_load() {
        assert!(is_part(Path::new("/x/assets/parts/split_plan-1f.wasm")));
        assert!(!is_part(Path::new("/x/assets/workspace-1f.wasm")));
    }

    #[test]
    fn decimal_kilobytes() {
        assert_eq!(kb(95_432), "95.4 kB");
        assert_eq!(kb(250_000), "250.0 kB");
    }
}
