//! The text files of the repository, as git knows them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::repo::Repo;

const KINDS: &[&str] = &[
    "rs",
    "toml",
    "md",
    "html",
    "css",
    "js",
    "mjs",
    "ts",
    "json",
    "webmanifest",
    "yml",
    "yaml",
    "sh",
    "surql",
    "service",
    "txt",
];

pub(super) struct File {
    /// From the root of the repository, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn extension(&self) -> &str {
        Path::new(&self.path)
            .extension()
            .and_then(|end| end.to_str())
            .unwrap_or_default()
    }

    /// Tests may do what the product may not: unwrap, for one.
    pub(super) fn is_test(&self) -> bool {
        let parts: Vec<&str> = self.path.split('/').collect();
        let name = parts.last().copied().unwrap_or_default();
        self.path.starts_with("crates/testkit/")
            || parts.contains(&"tests")
            || parts.contains(&"benches")
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
    }
}

pub(super) struct Sources(Vec<File>);

impl Sources {
    /// Files that are committed, or would be by `git add`.
    pub(super) fn read(repo: &Repo) -> Result<Self> {
        let mut list = Command::new("git");
        list.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
        let names = process::output(list.current_dir(&repo.root))?;
        let mut files = Vec::new();
        for path in names.lines() {
            let file = File {
                path: path.to_owned(),
                text: String::new(),
            };
            if KINDS.contains(&file.extension()) || path.starts_with(".ci/") {
                // Deleted but not yet committed, or not text: nothing to check.
                if let Ok(text) = fs::read_to_string(repo.path(path)) {
                    files.push(File { text, ..file });
                }
            }
        }
        Ok(Self(files))
    }

    #[cfg(test)]
    pub(super) fn sample(files: &[(&str, &str)]) -> Self {
        Self(
            files
                .iter()
                .map(|(path, text)| File::sample(path, text))
                .collect(),
        )
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &File> {
        self.0.iter()
    }

    pub(super) fn rust(&self) -> impl Iterator<Item = &File> {
        self.0.iter().filter(|file| file.extension() == "rs")
    }

    /// Files below a folder, or one file.
    pub(super) fn below(&self, folder: &str) -> impl Iterator<Item = &File> {
        self.0
            .iter()
            .filter(move |file| file.path.starts_with(folder))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
impl File {
    pub(super) fn sample(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_known_by_their_place() {
        for path in [
            "server/tests/it/main.rs",
            "crates/domain/src/action/tests.rs",
        ] {
            assert!(File::sample(path, "").is_test(), "{path}");
        }
        assert!(!File::sample("server/src/latest.rs", "").is_test());
    }
}
