//! From Rust to what a browser runs: cargo, the splitter, wasm-bindgen, wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::hash;
use crate::kit::Kit;
use crate::process;
use crate::setup::WASM_TARGET;

use super::place::Place;

const PROFILE: &str = "wasm-release";
/// `--low-memory-unused`: nothing lies in the first KiB, which is the far end of Rust's stack (`--stack-first`); whoever comes
/// there has overflowed it. The last two change nothing but the order and spelling of the code, so that brotli meets like
/// beside like.
const OPTIMISE: &[&str] = &[
    "--quiet",
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--dealign",
    "--reorder-functions-by-name",
];
/// Folder of the parts below `assets/`: what is fetched when a page first needs it.
pub(super) const PARTS: &str = "parts";
/// The module through which the program fetches its parts. The splitter gives it this name.
const LOADER: &str = "__wasm_split.js";

/// The wasm under names that change with their content, and beside each other in `work` the scripts that start it.
pub(super) struct Compiled {
    /// Address of the program.
    pub(super) wasm: String,
    /// wasm-bindgen's module.
    pub(super) glue: PathBuf,
}

pub(super) fn compile(kit: &Kit, place: &Place, work: &Path, assets: &Path) -> Result<Compiled> {
    let built = cargo(kit, place)?;
    let program = split(kit, place, &built, work)?;
    bind(kit, place, &program, work)?;
    parts(kit, work, assets)?;
    let wasm = work.join(format!("{}_bg.wasm", place.name));
    let name = optimise(kit, &wasm, place.name, assets)?;
    Ok(Compiled {
        wasm: format!("{}assets/{name}", place.base()),
        glue: work.join(format!("{}.js", place.name)),
    })
}

/// `app` alone: in one call with the server it would get the server's features, and every event handler would die.
fn cargo(kit: &Kit, place: &Place) -> Result<PathBuf> {
    let mut build = kit.cargo(&["rustc", "--package", "app", "--bin", place.name]);
    build.args(["--target", WASM_TARGET, "--profile", PROFILE]);
    build.args(["--", "-Clink-arg=--emit-relocs"]); // the splitter moves code and has to find all that points to it
    process::run(&mut build)?;
    let folder = kit.target().join(WASM_TARGET).join(PROFILE);
    Ok(folder.join(format!("{}.wasm", place.name)))
}

/// Leaves the program without its parts, the parts, and the module that fetches them.
fn split(kit: &Kit, place: &Place, built: &Path, work: &Path) -> Result<PathBuf> {
    let mut split = kit.command("wasm-split-cli");
    split.arg(built).arg(work);
    process::run(split.args(["--target", "web", "--out-name", place.name]))?;
    Ok(work.join(format!("{}.wasm", place.name)))
}

fn bind(kit: &Kit, place: &Place, program: &Path, work: &Path) -> Result<()> {
    let mut bind = kit.command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript"]);
    bind.args(["--out-name", place.name, "--out-dir"]).arg(work);
    bind.args(["--keep-lld-exports", "--no-demangle"]); // the parts reach into the program by these names
    process::run(bind.arg(program))
}

/// Optimises every part and tells the loader its name.
fn parts(kit: &Kit, work: &Path, assets: &Path) -> Result<()> {
    let folder = assets.join(PARTS);
    fs::create_dir_all(&folder)?;
    let loader = work.join(LOADER);
    let mut script = fs::read_to_string(&loader).context("the splitter left no loader")?;
    for entry in fs::read_dir(work)? {
        let file = entry?.path();
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let part = stem.starts_with("split_") || stem.starts_with("chunk_");
        if !part || file.extension().is_none_or(|ext| ext != "wasm") {
            continue;
        }
        let name = optimise(kit, &file, &stem, &folder)?;
        script = named(&script, &stem, &name)?;
    }
    fs::write(&loader, script).context("cannot write the loader")
}

/// The loader's address of a part is relative to itself; bundled, it lies in `assets/`.
fn named(script: &str, stem: &str, name: &str) -> Result<String> {
    let old = format!("\"./{stem}.wasm\"");
    if !script.contains(&old) {
        anyhow::bail!("the loader does not fetch {stem}.wasm");
    }
    Ok(script.replace(&old, &format!("\"./{PARTS}/{name}\"")))
}

/// Into `folder`, under a name that changes with the content; returns it.
fn optimise(kit: &Kit, wasm: &Path, stem: &str, folder: &Path) -> Result<String> {
    let small = wasm.with_extension("small");
    let mut optimise = kit.command("wasm-opt");
    process::run(optimise.args(OPTIMISE).arg(wasm).arg("-o").arg(&small))?;
    let name = format!("{stem}-{}.wasm", hash::short(&fs::read(&small)?));
    fs::copy(&small, folder.join(&name))?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_fetches_parts_by_their_hashed_names() -> Result<()> {
        let script = "fetch(new URL(\"./split_plan.wasm\", import.meta.url))";
        assert_eq!(
            named(script, "split_plan", "split_plan-1f.wasm")?,
            "fetch(new URL(\"./parts/split_plan-1f.wasm\", import.meta.url))"
        );
        assert!(named(script, "split_other", "x").is_err());
        Ok(())
    }
}
