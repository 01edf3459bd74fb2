//! Every field that the program reads stands on the page, with the type and the values it takes, and no other does.

use super::{
    asked::{Asked, Found, Step},
    kinds::{Reader, beside, event, kinds, reader},
    page::{Part, Row, names, part, parts},
};
use domain::{
    action::Source,
    ids::{AnswerId, FeedbackId},
};
use std::collections::BTreeSet;
use testkit::id;

/// First words of values that are texts of some form.
const TEXTS: [&str; 8] = [
    "id",
    "day",
    "line",
    "text",
    "words",
    "key",
    "condition",
    "expression",
];

struct Walk<'a> {
    parts: &'a [Part],
    reader: Reader,
}

fn with(path: &[Step], step: Step) -> Vec<Step> {
    let mut longer = path.to_vec();
    longer.push(step);
    longer
}

fn sorted<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Vec<String> {
    let names: BTreeSet<String> = names.into_iter().map(|name| name.as_ref().into()).collect();
    names.into_iter().collect()
}

impl Walk<'_> {
    fn ask(&self, path: &[Step]) -> Found {
        (self.reader.ask)(path).unwrap_or_else(|| panic!("nothing is asked at {path:?}"))
    }

    /// The table of `part` against the struct at `path`.
    fn fields(&self, part: &Part, path: &[Step]) {
        let Asked::Fields(asked) = self.ask(path).asked else {
            panic!("{path:?} is no object");
        };
        let rows = part.rows();
        let beside = beside(&part.title);
        let known = asked.iter().chain(beside);
        assert_eq!(
            sorted(rows.iter().map(|row| row.field)),
            sorted(known),
            "{}",
            part.title
        );
        let top = path.is_empty();
        for row in rows {
            if asked.contains(&row.field) || (top && row.field == "audience") {
                let path = with(path, Step::Field(row.field.to_owned()));
                self.value(&row, row.value, &path);
            }
        }
    }

    /// What stands in a cell against what is asked at `path`.
    fn value(&self, row: &Row<'_>, cell: &str, path: &[Step]) {
        let found = self.ask(path);
        let told = (path, row.value);
        assert_eq!(found.or_null, cell.contains("or null"), "{told:?}");
        let begins = |word: &str| cell.starts_with(word);
        match found.asked {
            Asked::Text => assert!(TEXTS.iter().any(|word| begins(word)), "{told:?}"),
            Asked::Number => assert!(begins("number"), "{told:?}"),
            Asked::Boolean => assert!(begins("boolean"), "{told:?}"),
            Asked::Names(asked) => self.names(row, cell, asked, path),
            Asked::Fields(_) => self.fields(self.linked(row), path),
            Asked::List => {
                let item = cell
                    .strip_prefix("list of ")
                    .unwrap_or_else(|| panic!("{told:?}"));
                if item.starts_with("pairs") {
                    return;
                }
                let item = item.replace(", or null", "");
                self.value(row, &item, &with(path, Step::Item));
            }
            Asked::Map => self.forms(self.linked(row), &with(path, Step::Item)),
            Asked::Any => assert_eq!(row.link(), Some("source"), "{told:?}"),
        }
    }

    fn linked(&self, row: &Row<'_>) -> &Part {
        let anchor = row.link();
        part(
            self.parts,
            anchor.unwrap_or_else(|| panic!("{row:?} has no link")),
        )
    }

    fn names(&self, row: &Row<'_>, cell: &str, asked: &[&str], path: &[Step]) {
        assert_eq!(sorted(names(cell)), sorted(asked), "{path:?}");
        for name in asked {
            let path = with(path, Step::Of((*name).to_owned()));
            let held = (self.reader.ask)(&path).map(|found| found.asked);
            if let Some(Asked::Fields(_)) = held {
                self.fields(self.linked(row), &path);
            }
        }
    }

    /// The forms that something may have, each an example in a table of its own.
    fn forms(&self, part: &Part, path: &[Step]) {
        let Asked::Names(asked) = self.ask(path).asked else {
            panic!("{path:?} has no forms");
        };
        let told = part.table("Form").iter().map(|cells| names(&cells[0]));
        assert_eq!(sorted(told.flatten()), sorted(asked), "{path:?}");
    }
}

#[test]
fn every_field_and_value_stands_on_the_page() {
    let parts = parts();
    for kind in kinds() {
        let reader = reader(kind);
        let walk = Walk {
            parts: &parts,
            reader,
        };
        walk.fields(part(&parts, kind.name()), &[]);
    }
    let reader = event();
    let walk = Walk {
        parts: &parts,
        reader,
    };
    walk.fields(part(&parts, "event"), &[]);
}

/// Told by its `type`, so no reader asks for it by name: one of each is written out instead.
#[test]
fn every_field_of_a_source_stands_on_the_page() {
    let (quote, place) = ("dit".to_owned(), "ici".to_owned());
    let comment = Source::Comment {
        answer: AnswerId(id(1)),
        campaign: None,
        question: "best".to_owned(),
        quote: quote.clone(),
        place: place.clone(),
    };
    let feedback = Source::Feedback {
        feedback: FeedbackId(id(2)),
        quote,
        place,
    };
    let all = [comment, feedback, Source::Idea];
    for source in &all {
        // Another one belongs into the list.
        match source {
            Source::Comment { .. } | Source::Feedback { .. } | Source::Idea => {}
        }
    }
    let written: Vec<_> = all
        .iter()
        .map(|source| serde_json::to_value(source).unwrap())
        .collect();
    let fields = written
        .iter()
        .flat_map(|source| source.as_object().unwrap().keys());
    let types = written
        .iter()
        .map(|source| source["type"].as_str().unwrap());
    let parts = parts();
    let rows = part(&parts, "source").rows();
    assert_eq!(sorted(rows.iter().map(|row| row.field)), sorted(fields));
    let told = rows.iter().find(|row| row.field == "type").unwrap();
    assert_eq!(sorted(names(told.value)), sorted(types));
}
