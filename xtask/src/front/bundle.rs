//! esbuild: one style sheet, one boot script and one service worker per place, minified.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;

use super::place::Place;

/// Follows the `@import`s of the entry file; fonts it names go along. Returns the address of the sheet.
pub(super) fn style(repo: &Repo, kit: &Kit, place: &Place, assets: &Path) -> Result<String> {
    let mut esbuild = esbuild(kit);
    esbuild
        .arg(repo.path(place.style))
        .args(["--bundle", "--minify", "--loader:.woff2=file"])
        .args(["--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"])
        .arg(format!("--outdir={}", assets.display()));
    process::run(&mut esbuild)?;
    address(place, assets, place.name, "css")
}

/// The module Trunk would have left inline, bundled with wasm-bindgen's glue. Returns its address.
pub(super) fn boot(
    kit: &Kit,
    place: &Place,
    compiled: &Path,
    script: &str,
    assets: &Path,
) -> Result<String> {
    let entry = compiled.join("boot.js");
    fs::write(&entry, imports_from_here(script, place.base))?;
    let mut esbuild = esbuild(kit);
    esbuild
        .arg(&entry)
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--entry-names=[name]-[hash]",
        ])
        .arg(format!("--outdir={}", assets.display()));
    process::run(&mut esbuild)?;
    address(place, assets, "boot", "js")
}

/// The service worker as one classic script, readable: it is small, and people look at it.
pub(super) fn worker(kit: &Kit, entry: &Path) -> Result<String> {
    let mut esbuild = esbuild(kit);
    esbuild.arg(entry).args(["--bundle", "--format=iife"]);
    process::output(&mut esbuild)
}

fn esbuild(kit: &Kit) -> std::process::Command {
    let mut command = kit.command("esbuild");
    command.args(["--log-level=warning", "--charset=utf8"]);
    command
}

/// In the page the glue has an address on the server; for the bundler it lies beside the script.
fn imports_from_here(script: &str, base: &str) -> String {
    ['"', '\''].iter().fold(script.to_owned(), |text, quote| {
        text.replace(&format!("from {quote}{base}"), &format!("from {quote}./"))
    })
}

fn address(place: &Place, assets: &Path, stem: &str, extension: &str) -> Result<String> {
    let files: Vec<PathBuf> = fs::read_dir(assets)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    let mut fitting = files
        .iter()
        .filter_map(|path| path.file_name()?.to_str())
        .filter(|name| {
            name.starts_with(&format!("{stem}-")) && name.ends_with(&format!(".{extension}"))
        });
    let name = fitting
        .next()
        .with_context(|| format!("esbuild left no {stem}.{extension}"))?;
    if fitting.next().is_some() {
        bail!("esbuild left several {stem}.{extension}");
    }
    Ok(format!("{}assets/{name}", place.base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_imports_are_rewritten() {
        let script =
            "import init from \"/r/respond.js\";\ninit({ module_or_path: \"/r/x.wasm\" });";
        let expected =
            "import init from \"./respond.js\";\ninit({ module_or_path: \"/r/x.wasm\" });";
        assert_eq!(imports_from_here(script, "/r/"), expected);
    }
}
