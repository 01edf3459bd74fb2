//! `cargo xtask long`: proofs that take too long for each change. `cargo xtask long <part>…` runs only those parts.
//!
//! Each part prints its figures; the first failure ends the run. To add one, write `<name>.rs` and a line in `PARTS`.

mod browser;
mod files;
mod tests;

use anyhow::{Context as _, Result, bail};

use crate::kit::Kit;
use crate::repo::Repo;
use crate::watch::Watch;
use crate::{defects, setup, simulate};

type Action = fn(&Repo, &Kit) -> Result<()>;

/// Virtual time first, then real servers, then browsers.
const PARTS: &[(&str, Action)] = &[
    ("seeds", simulate::at_length),
    ("defects", defects::all_of_them),
    ("disk", tests::disk),
    ("files", files::run),
    ("kills", tests::kills),
    ("kills-big", tests::kills_big),
    ("servers", tests::servers),
    ("engines", tests::engines),
    ("browser", browser::run),
];

pub(crate) fn command(repo: &Repo, args: &[String]) -> Result<()> {
    let parts = chosen(args)?;
    let kit = setup::for_tests(repo)?;
    for (name, action) in parts {
        println!("\n== {name}");
        let watch = Watch::start();
        action(repo, &kit).with_context(|| format!("part {name}"))?;
        println!("== {name}: passed ({})", watch.text());
    }
    Ok(())
}

fn chosen(names: &[String]) -> Result<Vec<(&'static str, Action)>> {
    let known = |name: &String| PARTS.iter().any(|(part, _)| part == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<&str> = PARTS.iter().map(|(part, _)| *part).collect();
        bail!("no part is called {unknown}; there are {}", all.join(", "));
    }
    let wanted = |part: &str| names.is_empty() || names.iter().any(|name| name == part);
    let parts = PARTS.iter().copied();
    Ok(parts.filter(|(part, _)| wanted(part)).collect())
}
