//! Foreign things stay where they are known: the database in `store`, storage and network calls
//! of the browser outside the screens.

use super::Finding;
use super::files::{File, Sources};

const DATABASE: &str = "surrealdb";
const SCREENS: &str = "app/src/pages/";
/// How a screen would reach the device's storage or the network by itself.
const CALLS: &[&str] = &[
    "web_sys::Storage",
    "gloo_storage",
    "LocalStorage",
    "SessionStorage",
    "local_storage()",
    "session_storage()",
    "indexed_db",
    "IdbDatabase",
    "gloo_net",
    "XmlHttpRequest",
    "fetch_with_",
    ".fetch(",
    "reqwest",
];

pub(super) fn check(sources: &Sources) -> Vec<Finding> {
    sources.rust().flat_map(of_file).collect()
}

fn of_file(file: &File) -> Vec<Finding> {
    let in_store = file.path.starts_with("crates/store/");
    let in_tools = file.path.starts_with("xtask/");
    let in_screen = file.path.starts_with(SCREENS);
    let mut findings = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let code = code_of(line);
        if !in_store && !in_tools && names_database(code) {
            let what = "names surrealdb: only `store` knows the database";
            findings.push(Finding::new(&file.path, index + 1, what));
        }
        if in_screen && let Some(call) = CALLS.iter().find(|call| code.contains(**call)) {
            let what =
                format!("`{call}` in a screen: storage and network belong to state/ and its ports");
            findings.push(Finding::new(&file.path, index + 1, what));
        }
    }
    findings
}

fn names_database(code: &str) -> bool {
    code.contains(&format!("{DATABASE}::")) || code.contains(&format!("use {DATABASE}"))
}

/// The line without its comment.
fn code_of(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_is_known_in_one_crate() {
        let text = "use surrealdb::Surreal;\n// surrealdb::engine is explained elsewhere\n";
        assert_eq!(of_file(&File::sample("crates/store/src/lib.rs", text)), []);
        let findings = of_file(&File::sample("server/src/main.rs", text));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].line, 1);
    }

    #[test]
    fn screens_do_not_store() {
        let text = "let storage = LocalStorage::raw();";
        assert_eq!(of_file(&File::sample("app/src/storage/draft.rs", text)), []);
        assert_eq!(
            of_file(&File::sample("app/src/pages/home/mod.rs", text)).len(),
            1
        );
    }
}
