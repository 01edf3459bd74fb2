//! pyxform's model of a form, and its comparison with ours.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its files fails"
)]

use domain::{Text, questionnaire::Question};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use xlsform::{Column, Form, Imported, Item, Line, Sheet, markdown, sheets_in, types};

fn oracle() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle")
}

/// pyxform's example set and our own forms, those it accepts.
pub(crate) fn forms() -> Vec<PathBuf> {
    let folder = |name: &str| fs::read_dir(oracle().join(name)).unwrap();
    let all = folder("forms").chain(folder("own"));
    let mut all: Vec<PathBuf> = all.map(|entry| entry.unwrap().path()).collect();
    all.sort();
    assert!(all.len() >= 36);
    all
}

pub(crate) fn book(path: &Path) -> Vec<Sheet> {
    let text = fs::read_to_string(path).unwrap();
    if path.extension().unwrap() == "md" {
        return sheets_in(markdown(&text));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        row.iter().map(str::to_owned).collect()
    });
    sheets_in(rows.collect())
}

pub(crate) fn golden(path: &Path) -> Value {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let text = fs::read_to_string(oracle().join(format!("golden/{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// pyxform writes slanted quotation marks straight.
fn straight(text: &str) -> String {
    let text = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"");
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn texts(line: &Line, column: &Column, default: &str) -> BTreeMap<String, String> {
    let said = line.all(column).map(|(language, cell)| {
        let language = language.unwrap_or(default).to_owned();
        (language, straight(&cell.text))
    });
    said.collect()
}

fn wanted_texts(row: &Value, field: &str, default: &str) -> BTreeMap<String, String> {
    let Some(said) = row[field].as_object() else {
        return BTreeMap::new();
    };
    let text = |(language, text): (&String, &Value)| {
        let language = if language.is_empty() {
            default
        } else {
            language
        };
        (language.to_owned(), text.as_str().unwrap().to_owned())
    };
    said.iter().map(text).collect()
}

/// Field by field, in the order of the survey.
pub(crate) fn compare(form: &Form, golden: &Value, path: &Path) {
    let default = golden["default_language"].as_str().unwrap();
    let flat = golden["flat"] == true;
    let mut wanted = golden["rows"].as_array().unwrap().iter().peekable();
    let mut open: Vec<String> = Vec::new();
    let mut compared = 0;
    for item in &form.items {
        let (kind, line) = match item {
            Item::Begin(kind, line) => (Some(kind.as_str()), line),
            Item::Row(line) => (None, line),
            Item::End(..) => {
                open.pop();
                continue;
            }
        };
        let written = line.text(&Column::Type).unwrap_or_default();
        // pyxform puts audits with the data about the form.
        if written.is_empty() || written == "audit" {
            continue;
        }
        // A count that is worked out is a question of pyxform's making.
        let count = format!("{}_count", line.text(&Column::Name).unwrap_or_default());
        wanted.next_if(|row| kind == Some("repeat") && row["name"] == count.as_str());
        let row = wanted
            .next()
            .unwrap_or_else(|| panic!("{path:?}: {line:?}"));
        let at = format!("{path:?} row {}", line.row);
        assert_eq!(row["path"], serde_json::json!(open), "{at}: groups");
        assert_eq!(kind_of(kind, written), kind_of_golden(row), "{at}: type");
        fields(line, row, default, flat, &at);
        compared += 1;
        let name = line.text(&Column::Name).unwrap_or_default();
        if let Some(list) = row["list"].as_str() {
            options(form, list, row, default, &at);
        }
        if kind.is_some() {
            open.push(name.to_owned());
        }
        let other = format!("{name}_other");
        wanted.next_if(|row| written.contains("other") && row["name"] == other.as_str());
    }
    assert!(
        compared > 0 && wanted.next().is_none(),
        "{path:?}: more rows"
    );
}

fn kind_of(control: Option<&str>, written: &str) -> String {
    if let Some(control) = control {
        return control.to_owned();
    }
    let words: Vec<&str> = written.split_whitespace().collect();
    let known = (1..=words.len()).rev().find_map(|many| {
        let name = words[..many].join(" ");
        types()
            .iter()
            .find(|row| row.names.contains(&name.as_str()))
    });
    known.map_or_else(|| written.to_owned(), |row| row.names[0].to_owned())
}

fn kind_of_golden(row: &Value) -> String {
    let kind = row["type"].as_str().unwrap();
    match kind {
        "group" | "repeat" | "loop" => kind.to_owned(),
        kind => kind_of(None, kind),
    }
}

fn fields(line: &Line, row: &Value, default: &str, flat: bool, at: &str) {
    let name = line.text(&Column::Name);
    if name.is_some() && row["type"] != "audit" {
        assert_eq!(name, row["name"].as_str(), "{at}: name");
    }
    let worded = [
        (Column::Label, "label"),
        (Column::Hint, "hint"),
        (Column::GuidanceHint, "guidance_hint"),
        (Column::ConstraintMessage, "constraint_message"),
        (Column::RequiredMessage, "required_message"),
    ];
    for (column, field) in worded {
        let wanted = wanted_texts(row, field, default);
        assert_eq!(texts(line, &column, default), wanted, "{at}: {field}");
    }
    let plain = [
        (Column::Relevant, "relevant"),
        (Column::Required, "required"),
        (Column::Constraint, "constraint"),
        (Column::Calculation, "calculation"),
        (Column::ReadOnly, "read_only"),
        (Column::ChoiceFilter, "choice_filter"),
        (Column::Default, "default"),
        (Column::Appearance, "appearance"),
    ];
    for (column, field) in plain {
        if flat && column == Column::Relevant {
            continue;
        }
        let ours = line.text(&column).map(straight);
        assert_eq!(ours.as_deref(), row[field].as_str(), "{at}: {field}");
    }
}

fn options(form: &Form, list: &str, row: &Value, default: &str, at: &str) {
    let none = Vec::new();
    let ours = form
        .lists
        .get(list)
        .or(form.external.get(list))
        .unwrap_or(&none);
    let wanted = row["choices"].as_array().cloned().unwrap_or_default();
    // `or_other` adds one.
    for (line, wanted) in ours.iter().zip(&wanted) {
        assert_eq!(
            line.text(&Column::Name),
            wanted["name"].as_str(),
            "{at}: option"
        );
        let label = wanted_texts(wanted, "label", default);
        assert_eq!(texts(line, &Column::Label, default), label, "{at}: option");
    }
    let more = wanted.len().saturating_sub(ours.len());
    assert!(
        more <= 1 && (wanted.is_empty() || wanted.len() >= ours.len()),
        "{at}: options"
    );
}

/// What a built questionnaire says against the model: keys, wording, options, and which conditions there are.
pub(crate) fn compare_built(imported: &Imported, golden: &Value, path: &Path) {
    let questionnaire = imported.questionnaire.as_ref().unwrap();
    let rows = golden["rows"].as_array().unwrap();
    for outcome in &imported.outcomes {
        let Some(key) = &outcome.key else { continue };
        let at = format!("{path:?} row {}", outcome.row);
        let question = questionnaire
            .question(key)
            .unwrap_or_else(|| panic!("{at}: {key}"));
        let mut named = rows
            .iter()
            .filter(|row| row["name"] == outcome.name.as_str());
        let (Some(row), None) = (named.next(), named.next()) else {
            continue;
        };
        built_wording(question, row, &at);
        if question.kind.is_asked() {
            let asks = |field: &str| {
                row[field]
                    .as_str()
                    .filter(|said| *said != "no" && *said != "false()")
            };
            assert_eq!(
                question.required.is_some(),
                asks("required").is_some(),
                "{at}: required"
            );
            assert_eq!(
                question.filter.is_some(),
                asks("choice_filter").is_some(),
                "{at}: filter"
            );
        }
        if row["relevant"].is_string() {
            let section = question
                .section
                .as_ref()
                .and_then(|key| questionnaire.section(key));
            let of_section = section.and_then(|section| section.relevant.as_ref());
            assert!(
                question.relevant.is_some() || of_section.is_some(),
                "{at}: relevant"
            );
        }
    }
}

fn built_wording(question: &Question, row: &Value, at: &str) {
    let Text { fr, en } = &question.text;
    let said = [straight(fr), straight(en)];
    let wanted = wanted_texts(row, "label", "");
    // What reads an answer is written otherwise.
    let plain = !wanted.values().any(|text| text.contains(['$', '%']));
    if plain && !wanted.is_empty() {
        let any = wanted.values().any(|text| said.contains(text));
        assert!(any, "{at}: {wanted:?}");
    }
    let options = question.kind.options().iter();
    let keys: Vec<&str> = options.map(|option| option.key.as_str()).collect();
    if let Some(wanted) = row["choices"].as_array().filter(|_| !keys.is_empty()) {
        let name = |choice: &'_ Value| choice["name"].as_str().map(str::to_owned);
        let wanted: Vec<String> = wanted.iter().filter_map(name).collect();
        // `or_other` adds one.
        let same = keys.iter().zip(&wanted).all(|(key, wanted)| key == wanted);
        assert!(
            same && keys.len().abs_diff(wanted.len()) <= 1,
            "{at}: {keys:?} {wanted:?}"
        );
    }
}
