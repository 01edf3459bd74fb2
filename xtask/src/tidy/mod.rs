//! `cargo xtask tidy`: the conventions of this repository as a test (CONTRIBUTING.md says why).
//!
//! Each check is a pure function from sources to findings, with its own tests; this file only reads
//! the repository and prints what was found.

mod arrows;
mod files;
mod foreign;
mod lengths;
mod paths;
mod sentences;
mod styles;
mod syntax;
mod words;

use std::fmt;

use anyhow::{Result, bail};

use crate::repo::Repo;

use files::Sources;

/// One breach of a rule, at a place one can open.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: String,
    /// 0 when the whole file is meant.
    line: usize,
    what: String,
}

impl Finding {
    fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.what),
            line => write!(f, "{}:{line}: {}", self.file, self.what),
        }
    }
}

pub(crate) fn command(repo: &Repo, _args: &[String]) -> Result<()> {
    check(repo)
}

pub(crate) fn check(repo: &Repo) -> Result<()> {
    let sources = Sources::read(repo)?;
    let mut findings = arrows::check(&arrows::read(repo)?);
    findings.extend(foreign::check(&sources));
    findings.extend(paths::check(&sources, &paths::of_this_machine(repo)));
    findings.extend(styles::check(&sources));
    for file in sources.rust() {
        findings.extend(lengths::of_file(file));
        match syntax::parse(file) {
            Ok(parsed) => {
                findings.extend(lengths::of_functions(file, &parsed));
                findings.extend(words::check(file, &parsed));
                findings.extend(sentences::check(file, &parsed));
            }
            Err(finding) => findings.push(finding),
        }
    }
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("tidy: {} files, nothing to say", sources.len());
            Ok(())
        }
        1 => bail!("1 breach of the rules in CONTRIBUTING.md"),
        count => bail!("{count} breaches of the rules in CONTRIBUTING.md"),
    }
}
