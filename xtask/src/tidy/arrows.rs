//! Which crate may depend on which: `domain <- intake, sync <- api <- app` and
//! `intake, sync <- ledger <- store <- server`, `api <- server`, `domain <- xlsform <- server`; `testkit` only for tests.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::repo::Repo;

use super::Finding;

/// Each crate of the workspace with those it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("xlsform", &["domain"]),
    ("intake", &["domain"]),
    ("sync", &["domain"]),
    ("api", &["domain", "intake", "sync"]),
    ("app", &["domain", "intake", "sync", "api"]),
    ("ledger", &["domain", "intake", "sync"]),
    ("store", &["domain", "intake", "sync", "ledger"]),
    (
        "server",
        &[
            "domain", "xlsform", "intake", "sync", "api", "ledger", "store",
        ],
    ),
    ("simulator", &["domain", "intake", "sync", "ledger"]),
    ("testkit", &["domain", "intake", "sync"]),
    ("xtask", &[]),
];
const TESTKIT: &str = "testkit";
/// Never shipped.
const TEST_ONLY: [&str; 2] = [TESTKIT, "simulator"];
/// The one crate that may name it is `store`.
const DATABASE: &str = "surrealdb";

pub(super) struct Arrow {
    from: String,
    to: String,
    /// Wanted by tests only.
    dev: bool,
    /// Another crate of this workspace, not one of the registry.
    own: bool,
}

pub(super) fn read(repo: &Repo) -> Result<Vec<Arrow>> {
    let mut metadata = Command::new("cargo");
    metadata.args([
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--offline",
    ]);
    arrows(&process::output(metadata.current_dir(&repo.root))?)
}

fn arrows(metadata: &str) -> Result<Vec<Arrow>> {
    let metadata: Value = serde_json::from_str(metadata).context("cargo metadata: not JSON")?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut arrows = Vec::new();
    for package in list(&metadata["packages"]) {
        for dependency in list(&package["dependencies"]) {
            arrows.push(Arrow {
                from: text(&package["name"]),
                to: text(&dependency["name"]),
                dev: dependency["kind"] == "dev",
                own: dependency["path"].is_string(),
            });
        }
    }
    Ok(arrows)
}

pub(super) fn check(arrows: &[Arrow]) -> Vec<Finding> {
    arrows
        .iter()
        .filter_map(|arrow| Some(Finding::new("Cargo.toml", 0, breach(arrow)?)))
        .collect()
}

fn breach(arrow: &Arrow) -> Option<String> {
    let Arrow { from, to, dev, own } = arrow;
    if to.starts_with(DATABASE) && from != "store" {
        return Some(format!(
            "{from} names {to}: only `store` knows the database"
        ));
    }
    if !own {
        return None;
    }
    if to == TESTKIT {
        let told = format!("{from} uses testkit outside its tests");
        return (!dev && !TEST_ONLY.contains(&from.as_str())).then_some(told);
    }
    // Tests may look further than the crate itself, but not into what builds on top of it.
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| name == from) else {
        return Some(format!(
            "{from} is not in the table of xtask/src/tidy/arrows.rs"
        ));
    };
    let told = format!("{from} must not depend on {to}");
    (!allowed.contains(&to.as_str())).then_some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(from: &str, to: &str, dev: bool, own: bool) -> Arrow {
        Arrow {
            from: from.to_owned(),
            to: to.to_owned(),
            dev,
            own,
        }
    }

    #[test]
    fn arrows_point_one_way() {
        assert_eq!(breach(&arrow("store", "domain", false, true)), None);
        assert_eq!(breach(&arrow("app", "serde", false, false)), None);
        for (from, to) in [
            ("domain", "sync"),
            ("intake", "sync"),
            ("app", "store"),
            ("ledger", "store"),
            ("new", "domain"),
        ] {
            assert!(
                breach(&arrow(from, to, false, true)).is_some(),
                "{from} -> {to}"
            );
        }
    }

    #[test]
    fn testkit_is_for_tests() {
        assert_eq!(breach(&arrow("server", "testkit", true, true)), None);
        assert!(breach(&arrow("server", "testkit", false, true)).is_some());
    }

    #[test]
    fn one_crate_knows_the_database() {
        assert_eq!(breach(&arrow("store", "surrealdb", false, false)), None);
        assert!(breach(&arrow("server", "surrealdb-core", true, false)).is_some());
    }

    #[test]
    fn metadata_is_read() -> Result<()> {
        let json = r#"{"packages":[{"name":"store","dependencies":[
            {"name":"domain","kind":null,"path":"/x"},{"name":"testkit","kind":"dev","path":"/y"},
            {"name":"serde","kind":null}]}]}"#;
        let found = arrows(json)?;
        let shown: Vec<_> = found
            .iter()
            .map(|a| (a.to.as_str(), a.dev, a.own))
            .collect();
        assert_eq!(
            shown,
            [
                ("domain", false, true),
                ("testkit", true, true),
                ("serde", false, false)
            ]
        );
        Ok(())
    }
}
