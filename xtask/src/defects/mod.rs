//! `cargo xtask defects [--seeds N] [name…]`: known bugs of other systems, each put into a copy of the product's own source, at the
//! place where it would be, and looked for by the simulator. What no seed finds is looked for by the tests of the pure
//! crates. Nothing of it is ever part of the product.

mod device;
mod log;
mod server;
mod tablet;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::setup;

/// Seeds played for one defect at most, where nobody says otherwise.
const SEEDS: &str = "1000";
/// A defect that keeps the simulator, or the tests, from ending is one that shows.
const PLAY_LIMIT: Duration = Duration::from_secs(30 * 60);
/// What the simulator is made of.
const CRATES: &[&str] = &["domain", "intake", "ledger", "simulator", "sync", "testkit"];
/// What is mutated and has tests that need no server.
const TESTED: &[&str] = &["intake", "sync"];

struct Defect {
    name: &'static str,
    file: &'static str,
    /// Texts that the file holds exactly once, and what stands in their place.
    edits: &'static [(&'static str, &'static str)],
    /// Where it was reported; of GitHub, unless it says otherwise.
    thread: &'static str,
    /// What goes wrong.
    wrong: &'static str,
}

fn all() -> impl Iterator<Item = &'static Defect> {
    [device::ALL, log::ALL, server::ALL, tablet::ALL]
        .into_iter()
        .flatten()
}

pub(crate) fn command(repo: &Repo, args: &[String]) -> Result<()> {
    let (seeds, names) = match args {
        [option, seeds, rest @ ..] if option == "--seeds" => (seeds.as_str(), rest),
        args => (SEEDS, args),
    };
    try_out(repo, &setup::for_cargo(repo)?, seeds, names)
}

pub(crate) fn all_of_them(repo: &Repo, kit: &Kit) -> Result<()> {
    try_out(repo, kit, SEEDS, &[])
}

fn try_out(repo: &Repo, kit: &Kit, seeds: &str, names: &[String]) -> Result<()> {
    let wanted =
        |defect: &&Defect| names.is_empty() || names.iter().any(|name| name == defect.name);
    let chosen: Vec<&Defect> = all().filter(wanted).collect();
    if chosen.len() < names.len() {
        bail!("not all of {} are defects", names.join(", "));
    }
    let lab = Lab::new(repo, kit, seeds)?;
    lab.build().context("without any defect")?;
    let mut killed = 0;
    for defect in &chosen {
        let found = lab.try_out(defect);
        killed += usize::from(matches!(found, Ok(Some(_))));
        let verdict = match found {
            Ok(found) => found.unwrap_or_else(|| "ALIVE".to_owned()),
            Err(error) => format!("not tried: {error:#}"),
        };
        println!(
            "| `{}` | {} | {} | {verdict} |",
            defect.name, defect.thread, defect.wrong
        );
    }
    println!("killed {killed}/{}", chosen.len());
    if killed < chosen.len() {
        bail!("improve the simulator until it finds them");
    }
    Ok(())
}

/// A copy of the sources beside a target folder of its own, in which changes build quickly.
struct Lab<'a> {
    repo: &'a Repo,
    kit: &'a Kit,
    root: PathBuf,
    seeds: &'a str,
}

impl<'a> Lab<'a> {
    fn new(repo: &'a Repo, kit: &'a Kit, seeds: &'a str) -> Result<Self> {
        let root = kit.target().join("defects");
        let lab = Self {
            repo,
            kit,
            root,
            seeds,
        };
        for name in CRATES {
            lab.copy(&format!("crates/{name}"))?;
        }
        for name in [
            "Cargo.lock",
            "rust-toolchain.toml",
            "docs/records.md",
            "docs/sync-protocol.md",
        ] {
            lab.copy(name)?;
        }
        let workspace = fs::read_to_string(repo.path("Cargo.toml"))?;
        let members = workspace
            .lines()
            .filter(|line| !line.starts_with("default-members"));
        let members: Vec<&str> = members
            .map(|line| match line.starts_with("members") {
                true => "members = [\"crates/*\"]",
                false => line,
            })
            .collect();
        write(&lab.root.join("Cargo.toml"), members.join("\n"))?;
        Ok(lab)
    }

    /// Copies a file or a folder, leaving alone what is there already: it need not be built again.
    fn copy(&self, relative: &str) -> Result<()> {
        let from = self.repo.path(relative);
        if !from.is_dir() {
            let Ok(text) = fs::read(&from) else {
                return Ok(());
            };
            return write(&self.root.join(relative), text);
        }
        let (to, names) = (self.root.join(relative), names(&from)?);
        for gone in self::names(&to)?.difference(&names) {
            let gone = to.join(gone);
            if gone.is_dir() {
                fs::remove_dir_all(gone)?;
            } else {
                fs::remove_file(gone)?;
            }
        }
        for name in names {
            self.copy(&format!("{relative}/{}", name.to_string_lossy()))?;
        }
        Ok(())
    }

    /// What finds the defect; none when nothing does.
    fn try_out(&self, defect: &Defect) -> Result<Option<String>> {
        let file = self.root.join(defect.file);
        let source = fs::read_to_string(&file)?;
        write(&file, spoilt(defect, &source)?)?;
        let found = self.look();
        write(&file, source)?;
        found.with_context(|| defect.name.to_owned())
    }

    fn look(&self) -> Result<Option<String>> {
        self.build()?;
        match self.play()? {
            Some(seed) => Ok(Some(seed)),
            None => self.test(),
        }
    }

    fn build(&self) -> Result<()> {
        let args = [
            "build",
            "--offline",
            "--quiet",
            "--profile",
            "simulate",
            "--bin",
            "simulator",
        ];
        process::output(&mut self.cargo(&args)).map(drop)
    }

    /// The first seed that breaks a promise, which one, and how many it took.
    fn play(&self) -> Result<Option<String>> {
        let mut play = Command::new(self.root.join("target/simulate/simulator"));
        play.args(["--until-broken", "--seeds", self.seeds]);
        let Some((ended_well, said)) = process::told_within(&mut play, PLAY_LIMIT)? else {
            return Ok(Some("a seed that never ends".to_owned()));
        };
        if ended_well {
            return Ok(None);
        }
        let mut lines = said.lines().skip_while(|line| !line.starts_with("seed "));
        let seed = lines.next().and_then(|line| line.split([' ', ':']).nth(1));
        let breach = lines.next().and_then(|line| line.split_whitespace().next());
        let (Some(seed), Some(breach)) = (seed, breach) else {
            bail!("the simulator said nothing of a seed: {said}");
        };
        let seeds = seed.parse::<u64>()? + 1;
        Ok(Some(format!("{breach}, seed {seed} ({seeds})")))
    }

    /// The first test that fails.
    fn test(&self) -> Result<Option<String>> {
        let mut test = self.cargo(&["test", "--offline", "--quiet", "--no-fail-fast"]);
        for name in TESTED {
            test.args(["--package", name]);
        }
        let told = process::told_within(&mut test, PLAY_LIMIT)?;
        let Some((ended_well, said)) = told else {
            return Ok(Some("tests that never end".to_owned()));
        };
        if ended_well {
            return Ok(None);
        }
        let mut failures = said
            .lines()
            .filter_map(|line| line.trim().strip_prefix("---- "));
        let first = failures
            .next()
            .and_then(|line| line.strip_suffix(" stdout ----"));
        let first = first.context("tests failed without saying which")?;
        Ok(Some(format!("test `{first}`")))
    }

    fn cargo(&self, args: &[&str]) -> Command {
        let mut cargo = self.kit.cargo(args);
        cargo
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_INCREMENTAL", "1")
            .env("CARGO_PROFILE_SIMULATE_OPT_LEVEL", "1");
        cargo
    }
}

fn spoilt(defect: &Defect, source: &str) -> Result<String> {
    let mut spoilt = source.to_owned();
    for (from, to) in defect.edits {
        let times = spoilt.matches(from).count();
        if times != 1 {
            bail!(
                "{}: {} holds {times} times: {from}",
                defect.name,
                defect.file
            );
        }
        spoilt = spoilt.replace(from, to);
    }
    Ok(spoilt)
}

/// What a folder holds; nothing when it is not there.
fn names(folder: &Path) -> Result<BTreeSet<OsString>> {
    if !folder.is_dir() {
        return Ok(BTreeSet::new());
    }
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name()))
        .collect()
}

fn write(file: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    if fs::read(file).is_ok_and(|held| held == text.as_ref()) {
        return Ok(());
    }
    let folder = file.parent().context("a file is in a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(file, text).with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_defect_still_has_its_place() -> Result<()> {
        let repo = Repo::find()?;
        for defect in all() {
            let source = fs::read_to_string(repo.path(defect.file))?;
            let spoilt = spoilt(defect, &source)?;
            assert_ne!(spoilt, source, "{}", defect.name);
        }
        Ok(())
    }

    #[test]
    fn defects_are_told_apart_and_small() {
        let names: BTreeSet<&str> = all().map(|defect| defect.name).collect();
        assert_eq!(names.len(), all().count());
        assert!(names.len() >= 30);
        for defect in all() {
            let lines: usize = defect.edits.iter().map(|(_, to)| to.lines().count()).sum();
            assert!(
                lines <= 10,
                "{} is {lines} lines, with those around it",
                defect.name
            );
            assert!(defect.thread.contains('/') && !defect.wrong.is_empty());
        }
    }
}
