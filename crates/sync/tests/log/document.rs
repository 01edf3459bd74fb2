//! The bodies that docs/sync-protocol.md shows are bodies that this program reads.

use crate::support::{creation, op};
use sync::{Body, Op};

const DOCUMENT: &str = include_str!("../../../../docs/sync-protocol.md");

/// Kind, version and example of each row of the table of kinds.
fn rows() -> Vec<(String, u32, String)> {
    let cells = |line: &str| -> Vec<String> {
        let cells = line.trim_matches('|').split(" | ");
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    let lines = DOCUMENT.lines();
    let table = lines
        .skip_while(|line| !line.starts_with("| `kind`, `v`"))
        .skip(2);
    let rows = table.take_while(|line| line.starts_with('|')).map(cells);
    rows.map(|row| {
        let (kind, v) = row[0].split_once(' ').unwrap();
        let example = row[1].trim_matches('`').to_owned();
        (
            kind.trim_matches('`').to_owned(),
            v.parse().unwrap(),
            example,
        )
    })
    .collect()
}

#[test]
fn every_kind_is_in_the_document_with_a_body_that_reads() {
    let rows = rows();
    assert_eq!(rows.len(), 10);
    for (kind, v, example) in rows {
        let made = op(1, 1, Some(creation().id), &Body::Restore);
        let body = example.clone().into_bytes();
        let made = Op {
            kind: kind.clone(),
            v,
            body,
            ..made
        };
        let body = Body::decode(&made).unwrap_or_else(|_| panic!("{kind}: {example}"));
        assert_eq!(body.kind(), (kind.as_str(), v));
        // Nothing in the example is unknown to the program.
        let read: serde_json::Value = serde_json::from_slice(&body.encode()).unwrap();
        assert_eq!(
            read,
            serde_json::from_str::<serde_json::Value>(&example).unwrap()
        );
    }
}
