//! docs/xlsform.md has the tables of the code. To write them anew:
//! `BOUCLE_WRITE_DOCS=1 cargo test -p xlsform --test docs`

use std::{env, fs, path::Path};
use xlsform::{Code, Level, Verdict, appearances, types};

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::Degraded => "with a warning",
        Verdict::LeftOut => "left out, with a warning",
        Verdict::Refused => "refused",
    }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn type_table() -> String {
    let mut table = "| Type, and other names | | Becomes |\n|---|---|---|\n".to_owned();
    for row in types() {
        let names = quoted(row.names);
        table += &format!("| {names} | {} | {} |\n", verdict(row.verdict), row.remark);
    }
    table
}

fn appearance_table() -> String {
    let mut table = "| Appearance | | Becomes |\n|---|---|---|\n".to_owned();
    for row in appearances() {
        table += &format!(
            "| `{}` | {} | {} |\n",
            row.name,
            verdict(row.verdict),
            row.remark
        );
    }
    table
}

fn code_table() -> String {
    let of = |level| {
        let codes = Code::ALL.iter().filter(|code| code.level() == level);
        quoted(&codes.map(|code| code.name()).collect::<Vec<_>>())
    };
    format!(
        "Warnings: {}.\n\nRefusals: {}.\n",
        of(Level::Degraded),
        of(Level::Refused)
    )
}

/// Between `<!-- name -->` and `<!-- end -->`.
fn put(text: &str, name: &str, table: &str) -> String {
    let start = format!("<!-- {name} -->\n");
    let (before, rest) = text.split_once(&start).expect("the mark of a table");
    let (_, after) = rest.split_once("<!-- end -->").expect("its end");
    format!("{before}{start}{table}<!-- end -->{after}")
}

#[test]
fn the_tables_are_those_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/xlsform.md");
    let is = fs::read_to_string(&path).unwrap();
    let mut text = put(&is, "types", &type_table());
    text = put(&text, "appearances", &appearance_table());
    text = put(&text, "codes", &code_table());
    if env::var_os("BOUCLE_WRITE_DOCS").is_some() {
        fs::write(&path, &text).unwrap();
    } else {
        assert!(is == text, "docs/xlsform.md is not what the code does");
    }
}
