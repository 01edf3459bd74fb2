//! No rule in `style/` without a user: a class that no page, component or report names is dead weight.

use std::collections::BTreeMap;

use super::Finding;
use super::files::{File, Sources};

/// Where class names are written.
const USERS: &[&str] = &["app/", "server/src/", "public/"];

pub(super) fn check(sources: &Sources) -> Vec<Finding> {
    let used: Vec<&str> = USERS
        .iter()
        .flat_map(|folder| sources.below(folder))
        .filter(|file| matches!(file.extension(), "rs" | "html" | "js"))
        .map(|file| file.text.as_str())
        .collect();
    let sheets = sources
        .below("style/")
        .filter(|file| file.extension() == "css");
    sheets.filter_map(|file| of_sheet(file, &used)).collect()
}

/// One finding per sheet, at the first class nobody uses.
fn of_sheet(sheet: &File, used: &[&str]) -> Option<Finding> {
    let mut unused = classes(&sheet.text);
    unused.retain(|class, _| !used.iter().any(|text| names(text, class)));
    let line = *unused.values().min()?;
    let list: Vec<String> = unused.keys().map(|class| format!(".{class}")).collect();
    Some(Finding::new(
        &sheet.path,
        line,
        format!("nobody uses {}", list.join(", ")),
    ))
}

/// Class names in selectors, with the first line each stands on.
fn classes(css: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let css = without_comments(css);
    let mut line = 1;
    let mut selector = String::new();
    let mut first_line = 1;
    for c in css.chars() {
        match c {
            '{' => {
                for class in in_selector(&selector) {
                    found.entry(class).or_insert(first_line);
                }
                selector.clear();
            }
            // A declaration or a block has ended: what was read is no selector.
            ';' | '}' => selector.clear(),
            _ => {
                if selector.trim().is_empty() {
                    first_line = line;
                }
                selector.push(c);
            }
        }
        if c == '\n' {
            line += 1;
        }
    }
    found
}

/// `a.b:not(.c)` has `b` and `c`; `@layer a.b` and numbers such as `.5` have none.
fn in_selector(selector: &str) -> Vec<String> {
    if selector.trim_start().starts_with('@') {
        return Vec::new();
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    selector
        .split('.')
        .skip(1)
        .map(|part| part.chars().take_while(|c| is_name(*c)).collect::<String>())
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-'))
        .collect()
}

/// Comments become blanks, so that lines keep their numbers.
fn without_comments(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        let (inside, after) = comment.split_once("*/").unwrap_or((comment, ""));
        text.extend(inside.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The class stands in the text as a word of its own, or is put together there: `c-{step}` names `c-4`.
fn names(text: &str, class: &str) -> bool {
    if let Some((stem, _)) = class.rsplit_once('-')
        && text.contains(&format!("{stem}-{{"))
    {
        return true;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.match_indices(class).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let after = text[start + found.len()..].chars().next();
        !before.is_some_and(is_name) && !after.is_some_and(is_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_selectors_only() {
        let css = "/* .gone */\n@layer a.b {\n  .card > p.lead:not(.wide) { margin: .5rem; }\n}\n\
                   @media (width > 1.5em) { .card { .inner & { color: red; } } }";
        let found: Vec<_> = classes(css).into_iter().collect();
        let expected = [("card", 3), ("inner", 5), ("lead", 3), ("wide", 3)];
        assert_eq!(found, expected.map(|(name, line)| (name.to_owned(), line)));
    }

    #[test]
    fn a_class_needs_a_user() {
        let sources = Sources::sample(&[
            ("style/components/card.css", ".card {}\n.card-head {}\n"),
            (
                "app/src/components/card.rs",
                "view! { <div class=\"card\"/> }",
            ),
        ]);
        let expected = Finding::new("style/components/card.css", 2, "nobody uses .card-head");
        assert_eq!(check(&sources), [expected]);
    }
}
