//! No path of anybody's machine: it would work there and nowhere else.

use std::env;

use crate::repo::Repo;

use super::Finding;
use super::files::Sources;

/// Folders in which people keep their own things. In two parts, so as not to find this very file.
const HOMES: &[(&str, &str)] = &[
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("C:\\Us", "ers\\"),
];

/// This checkout and this user's folder, besides the usual places.
pub(super) fn of_this_machine(repo: &Repo) -> Vec<String> {
    let home = env::var("HOME")
        .ok()
        .filter(|home| home.len() > 1)
        .map(|home| format!("{home}/"));
    let root = format!("{}/", repo.root.display());
    HOMES
        .iter()
        .map(|(a, b)| format!("{a}{b}"))
        .chain(home)
        .chain([root])
        .collect()
}

pub(super) fn check(sources: &Sources, forbidden: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in sources.all() {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(path) = forbidden.iter().find(|path| holds(line, path)) {
                let what = format!("path of one machine: {path}");
                findings.push(Finding::new(&file.path, index + 1, what));
            }
        }
    }
    findings
}

/// At the start of a path, not in the middle of one or of an address.
fn holds(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "._-/".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absolute_paths_count() {
        let home = format!("{}{}", HOMES[1].0, HOMES[1].1);
        assert!(holds(&format!("cd {home}ana/boucle"), &home));
        assert!(!holds(&format!("app/src/pages{home}mod.rs"), &home));
    }
}
