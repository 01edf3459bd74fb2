//! The bodies that docs/sync-protocol.md shows are bodies that this program reads and that a server takes.

use crate::{
    records::example,
    support::{Server, create, op, set},
};
use domain::{
    entity::{EntityKind, fields},
    ids::OpId,
};
use serde_json::Value;
use sync::{Body, EntityRef, Op, wire::OpStatus};
use testkit::id;

const DOCUMENT: &str = include_str!("../../../../docs/sync-protocol.md");

/// A row of the table of kinds.
struct Row {
    kind: String,
    v: u32,
    at: EntityRef,
    body: String,
}

fn rows() -> Vec<Row> {
    let cells = |line: &str| -> Vec<String> {
        let cells = line.trim_matches('|').split(" | ");
        let cells = cells.map(|cell| cell.trim().trim_matches('`').to_owned());
        cells.collect()
    };
    let lines = DOCUMENT.lines();
    let table = lines
        .skip_while(|line| !line.starts_with("| `kind`, `v`"))
        .skip(2);
    let rows = table.take_while(|line| line.starts_with('|')).map(cells);
    rows.map(|row| {
        let (kind, v) = row[0].split_once("` ").unwrap();
        let (kind, v) = (kind.to_owned(), v.parse().unwrap());
        let of = EntityKind::named(&row[1]).unwrap();
        let at = EntityRef {
            kind: of,
            id: id(600),
        };
        let body = row[2].clone();
        Row { kind, v, at, body }
    })
    .collect()
}

/// The first id of a list in a body of that kind.
fn named(rows: &[Row], kind: &str, list: &str) -> OpId {
    let row = rows.iter().find(|row| row.kind == kind).unwrap();
    let body: Value = serde_json::from_str(&row.body).unwrap();
    body[list][0].as_str().unwrap().parse().unwrap()
}

#[test]
fn every_kind_is_in_the_document_with_a_body_that_reads() {
    let rows = rows();
    assert_eq!(rows.len(), 10);
    for row in rows {
        let made = example(&Server::default(), row.at, 1, &row.kind, &row.body);
        let body = Body::decode(&made).unwrap();
        assert_eq!(body.kind(), (row.kind.as_str(), row.v));
    }
}

#[test]
fn a_server_takes_every_body_of_the_document() {
    let rows = rows();
    let mut server = Server::default();
    let case = Op {
        entity: rows.iter().find(|row| row.kind == "event").unwrap().at,
        ..op(2, 1, None, &create(fields(&testkit::case())))
    };
    assert_eq!(
        server.push(2, vec![case]).unwrap()[0].status,
        OpStatus::Stored
    );
    for (cseq, row) in (1..).zip(&rows) {
        if row.kind == "resolve" {
            // Somebody who had not seen the text wrote another.
            let other = Op {
                id: named(&rows, "resolve", "over"),
                entity: row.at,
                ..op(2, 2, None, &set("description", "Trois."))
            };
            let pushed = server.push(2, vec![other]).unwrap();
            assert_eq!(pushed[0].status, OpStatus::Conflict);
        }
        let mut made = example(&server, row.at, cseq, &row.kind, &row.body);
        if row.kind == "add" {
            made.id = named(&rows, "remove", "adds");
        }
        let before = server.state.get(row.at).cloned();
        let pushed = server.push(1, vec![made]).unwrap();
        let told = (pushed[0].status, pushed[0].code.as_deref());
        assert_eq!(told, (OpStatus::Stored, None), "{}", row.kind);
        assert_ne!(before, server.state.get(row.at).cloned(), "{}", row.kind);
    }
    let action = server.state.get(rows[0].at).unwrap();
    let description = &action.fields["description"];
    assert_eq!(description.value, "Un. Trois.");
    assert!(description.contenders.is_empty());
}
