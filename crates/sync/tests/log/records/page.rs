//! docs/records.md as its tests read it.

use domain::entity::{EntityKind, Fields};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

const PAGE: &str = include_str!("../../../../../docs/records.md");

/// What stands under one heading.
#[derive(Default, Debug)]
pub(crate) struct Part {
    pub(crate) title: String,
    /// The kind it belongs to; none before the first.
    pub(crate) kind: Option<EntityKind>,
    /// Tables by the first cell of their head.
    tables: BTreeMap<String, Vec<Vec<String>>>,
    /// Examples in blocks, as they stand there.
    pub(crate) blocks: Vec<String>,
    /// Whom the `create` is of.
    pub(crate) record: Option<Uuid>,
    /// Kind and body of each example on a line.
    pub(crate) bodies: Vec<(String, String)>,
}

/// A line of a table of fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) field: &'a str,
    pub(crate) value: &'a str,
    /// `refused …` or JSON.
    pub(crate) left_out: &'a str,
    /// Of records only.
    pub(crate) changed_by: Option<&'a str>,
}

/// All parts, in the order of the page.
pub(crate) fn parts() -> Vec<Part> {
    let mut parts = vec![Part::default()];
    let mut head = String::new();
    let mut block: Option<String> = None;
    let mut kind = None;
    for line in PAGE.lines() {
        if line.starts_with("##") {
            let title = line.trim_start_matches('#').trim().trim_matches('`');
            if line.starts_with("## `") {
                kind = EntityKind::named(title);
            }
            let title = title.to_owned();
            parts.push(Part {
                title,
                kind,
                ..Part::default()
            });
        }
        let part = parts.last_mut().unwrap();
        match (&mut block, line) {
            (None, "```json") => block = Some(String::new()),
            (Some(text), "```") => {
                part.blocks.push(std::mem::take(text));
                block = None;
            }
            (Some(text), line) => text.push_str(line),
            (None, line) => part.line(line, &mut head),
        }
    }
    parts
}

impl Part {
    fn line(&mut self, line: &str, head: &mut String) {
        if let Some(body) = line.strip_prefix("- `") {
            let (kind, body) = body.split_once("`: `").unwrap();
            let body = body.trim_end_matches('`');
            self.bodies.push((kind.to_owned(), body.to_owned()));
        }
        if let Some(of) = line.strip_prefix("`create` of `") {
            self.record = Some(of.trim_end_matches("`:").parse().unwrap());
        }
        if line.starts_with("|---") {
            return;
        }
        let Some(cells) = line.strip_prefix("| ") else {
            head.clear();
            return;
        };
        let cells = cells.trim_end_matches('|').split(" | ");
        let cells: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
        if head.is_empty() {
            cells[0].clone_into(head);
        } else {
            self.tables.entry(head.clone()).or_default().push(cells);
        }
    }

    pub(crate) fn table(&self, head: &str) -> &[Vec<String>] {
        self.tables.get(head).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn rows(&self) -> Vec<Row<'_>> {
        let rows = self.table("Field").iter();
        rows.map(|cells| Row {
            field: cells[0].trim_matches('`'),
            value: &cells[1],
            left_out: cells[2].trim_matches('`'),
            changed_by: cells.get(3).map(|cell| cell.trim_matches('`')),
        })
        .collect()
    }
}

impl Row<'_> {
    /// The title of the part that its value leads to.
    pub(crate) fn link(&self) -> Option<&str> {
        let (_, link) = self.value.split_once("](#")?;
        link.split_once(')').map(|(anchor, _)| anchor)
    }

    pub(crate) fn is_refused(&self) -> bool {
        self.left_out.starts_with("refused")
    }
}

/// The part an anchor leads to.
pub(crate) fn part<'a>(parts: &'a [Part], anchor: &str) -> &'a Part {
    let anchor_of = |title: &str| title.to_lowercase().replace(' ', "-");
    let mut all = parts.iter().filter(|part| anchor_of(&part.title) == anchor);
    let found = all
        .next()
        .unwrap_or_else(|| panic!("no part {anchor} on the page"));
    assert!(all.next().is_none(), "{anchor} is there twice");
    found
}

/// Everything between backticks.
pub(crate) fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The first name in each: of `text` and of `{"text": …}`.
pub(crate) fn names(cell: &str) -> Vec<String> {
    let name = |quoted: &str| -> String {
        let sign = |sign: char| !(sign.is_ascii_alphanumeric() || sign == '_');
        let mut words = quoted.split(sign).filter(|word| !word.is_empty());
        words.next().unwrap_or_default().to_owned()
    };
    quoted(cell).into_iter().map(name).collect()
}

/// Whole records of a kind: its `create`, and the same with each other form of a field that a block of its own shows.
pub(crate) fn records(parts: &[Part], kind: EntityKind) -> Vec<Fields> {
    let own = part(parts, kind.name());
    let created = |text: &str| -> Fields {
        let body: Value = serde_json::from_str(text).unwrap();
        body["fields"].as_object().unwrap().clone()
    };
    let first = created(&own.blocks[0]);
    let mut all = vec![first.clone()];
    for row in own.rows() {
        let Some(other) = row.link().map(|anchor| part(parts, anchor)) else {
            continue;
        };
        if other.kind != Some(kind) || other.title == own.title {
            continue;
        }
        for block in &other.blocks {
            let mut record = first.clone();
            let value = serde_json::from_str(block).unwrap();
            record.insert(row.field.to_owned(), value);
            all.push(record);
        }
    }
    all
}
