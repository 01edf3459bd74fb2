//! esbuild: one style sheet, one boot script and one service worker per place, minified.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;

use super::compile::Compiled;
use super::place::Place;

/// What starts either front end.
const BOOT: &str = "app/boot.js";
const GLUE: &str = "\"__GLUE__\"";
const WASM: &str = "\"__WASM__\"";

/// Follows the `@import`s of the entry file; fonts it names go along. Returns the address of the sheet.
pub(super) fn style(repo: &Repo, kit: &Kit, place: &Place, assets: &Path) -> Result<String> {
    let mut esbuild = esbuild(kit);
    esbuild
        .arg(repo.path(&place.style()))
        .args(["--bundle", "--minify", "--loader:.woff2=file"])
        .args(["--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"])
        .arg(format!("--outdir={}", assets.display()));
    process::run(&mut esbuild)?;
    address(place, assets, place.name, "css")
}

/// `app/boot.js` for this program, bundled with wasm-bindgen's glue. Returns its address.
pub(super) fn boot(
    repo: &Repo,
    kit: &Kit,
    place: &Place,
    compiled: &Compiled,
    assets: &Path,
) -> Result<String> {
    let script = fs::read_to_string(repo.path(BOOT))?;
    let glue = serde_json::to_string(&compiled.glue)?;
    let wasm = serde_json::to_string(&compiled.wasm)?;
    let entry = compiled.glue.with_file_name("boot.js");
    fs::write(&entry, filled(&script, &[(GLUE, &glue), (WASM, &wasm)])?)?;
    let mut esbuild = esbuild(kit);
    esbuild
        .arg(&entry)
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--log-override:duplicate-object-key=silent", // the glue names its import of the loader once per part
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

/// A script with its placeholders filled in; each must be there.
pub(super) fn filled(script: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut script = script.to_owned();
    for (placeholder, value) in values {
        if !script.contains(placeholder) {
            bail!("a script does not hold {placeholder}");
        }
        script = script.replace(placeholder, value);
    }
    Ok(script)
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
    Ok(format!("{}assets/{name}", place.base()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled() -> Result<()> {
        let template = "run({ files: \"__PRECACHE__\", version: \"__VERSION__\" });";
        let values = [("\"__PRECACHE__\"", "[\"/r/\"]"), ("__VERSION__", "1f")];
        assert_eq!(
            filled(template, &values)?,
            "run({ files: [\"/r/\"], version: \"1f\" });"
        );
        assert!(filled("no placeholder", &values).is_err());
        Ok(())
    }
}
