//! The service worker: gets the list of files to keep on the device with the hash of each, and a version that changes with
//! them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::hash;
use crate::kit::Kit;
use crate::repo::Repo;

use super::bundle;
use super::inputs;
use super::place::Place;

const LIST: &str = "\"__PRECACHE__\"";
const VERSION: &str = "__VERSION__";

/// Writes `sw.js`; everything else of the place must be in `out` already.
pub(super) fn write(repo: &Repo, kit: &Kit, place: &Place, out: &Path) -> Result<()> {
    let template = bundle::worker(kit, &repo.path("public").join(place.folder).join("sw.js"))?;
    let files = kept_files(out)?;
    let addresses = addresses(out, &files, &place.base())?;
    let list = serde_json::to_string(&with_hashes(addresses, &files)?)?;
    let stamp = format!(
        "{}{}",
        hash::of_files(out, &files)?,
        hash::of_bytes(template.as_bytes())
    );
    let version = hash::short(stamp.as_bytes());
    let script = bundle::filled(&template, &[(LIST, &list), (VERSION, &version)])?;
    fs::write(out.join("sw.js"), script).context("cannot write sw.js")
}

/// What a device keeps: all but the worker itself and the icons that only installing needs.
pub(super) fn kept_files(out: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    inputs::collect(out, &mut files)?;
    files.retain(|file| is_kept(&file.to_string_lossy()));
    files.sort();
    Ok(files)
}

fn is_kept(file: &str) -> bool {
    let for_installing = file.contains("/icons/icon");
    !for_installing
        && !["/sw.js", ".br", ".gz"]
            .iter()
            .any(|end| file.ends_with(end))
}

/// The page is known by the address of its place, not by its file name.
fn addresses(out: &Path, files: &[PathBuf], base: &str) -> Result<Vec<String>> {
    let address = |file: &PathBuf| -> Result<String> {
        let name = file
            .strip_prefix(out)?
            .to_str()
            .context("file name that is not UTF-8")?;
        Ok(format!(
            "{base}{}",
            if name == "index.html" { "" } else { name }
        ))
    };
    files.iter().map(address).collect()
}

fn with_hashes(addresses: Vec<String>, files: &[PathBuf]) -> Result<BTreeMap<String, String>> {
    let pairs = addresses.into_iter().zip(files);
    let hashed = pairs.map(|(address, file)| {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok((address, hash::integrity(&bytes)))
    });
    hashed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_goes_by_the_address_of_its_place() -> Result<()> {
        let out = Path::new("/x");
        let files = [
            PathBuf::from("/x/index.html"),
            PathBuf::from("/x/assets/a.css"),
        ];
        assert_eq!(
            addresses(out, &files, "/app/")?,
            ["/app/", "/app/assets/a.css"]
        );
        Ok(())
    }

    #[test]
    fn the_worker_does_not_keep_itself() {
        assert!(is_kept("/x/assets/a.wasm"));
        assert!(!is_kept("/x/sw.js"));
        assert!(!is_kept("/x/assets/a.wasm.br"));
        assert!(!is_kept("/x/icons/icon-192.png"));
    }
}
