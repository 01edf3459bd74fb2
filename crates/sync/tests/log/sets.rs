//! Sets: whoever removes an item removes what they saw of it.

use crate::support::{Device, Server, action, op};
use domain::entity::{EntityKind, MANY_MAX};
use serde_json::json;
use sync::{Body, EntityRef, Op, wire::OpStatus};
use testkit::id;

const FIELD: &str = "actions";

fn case() -> EntityRef {
    let (kind, id) = (EntityKind::Case, id(700));
    EntityRef { kind, id }
}

fn on_case(op: Op) -> Op {
    let entity = case();
    Op { entity, ..op }
}

fn creation() -> Op {
    let fields = domain::entity::fields(&testkit::case());
    on_case(op(1, 1, None, &Body::Create { fields }))
}

fn item(n: u128) -> String {
    id(n).to_string()
}

fn add(device: u128, cseq: u64, n: u128) -> Op {
    let (field, item) = (FIELD.to_owned(), item(n));
    on_case(op(device, cseq, None, &Body::Add { field, item }))
}

/// Removes what `server` shows of the item now.
fn remove(server: &Server, device: u128, cseq: u64, n: u128) -> Op {
    let record = server.state.get(case()).unwrap();
    let mut additions = record.fields[FIELD].additions();
    let (field, item) = (FIELD.to_owned(), item(n));
    let adds = additions.remove(&item).unwrap_or_default();
    on_case(op(device, cseq, None, &Body::Remove { field, item, adds }))
}

fn items(server: &Server) -> serde_json::Value {
    server.state.get(case()).unwrap().values()[FIELD].clone()
}

fn start() -> Server {
    let mut server = Server::default();
    server.push(1, vec![creation()]).unwrap();
    server
}

#[test]
fn two_who_add_have_both_added() {
    let mut server = start();
    server.push(3, vec![add(3, 1, 12)]).unwrap();
    let results = server.push(2, vec![add(2, 1, 11)]).unwrap();
    assert_eq!(results[0].status, OpStatus::Stored);
    assert_eq!(items(&server), json!([item(11), item(12)]));
}

#[test]
fn an_addition_that_the_remover_did_not_see_survives() {
    let mut server = start();
    server.push(2, vec![add(2, 1, 11)]).unwrap();
    let unaware = remove(&server, 3, 1, 11);
    server.push(2, vec![add(2, 2, 11)]).unwrap();
    server.push(3, vec![unaware]).unwrap();
    assert_eq!(items(&server), json!([item(11)]));
    let aware = remove(&server, 3, 2, 11);
    server.push(3, vec![aware]).unwrap();
    assert_eq!(items(&server), json!([]));
}

#[test]
fn what_came_with_the_record_can_be_removed_and_added_again() {
    let mut server = Server::default();
    let mut fields = domain::entity::fields(&testkit::case());
    fields.insert(FIELD.to_owned(), json!([item(11), item(12)]));
    let created = on_case(op(1, 1, None, &Body::Create { fields }));
    server.push(1, vec![created]).unwrap();
    let gone = remove(&server, 2, 1, 11);
    server.push(2, vec![gone]).unwrap();
    assert_eq!(items(&server), json!([item(12)]));
    server.push(2, vec![add(2, 2, 11)]).unwrap();
    assert_eq!(items(&server), json!([item(11), item(12)]));
}

#[test]
fn a_whole_set_written_from_an_older_one_contends_with_what_was_added() {
    let mut server = start();
    server.push(2, vec![add(2, 1, 11)]).unwrap();
    let (field, value) = (FIELD.to_owned(), json!([]));
    let old = on_case(op(3, 1, Some(creation().id), &Body::Set { field, value }));
    server.push(3, vec![old]).unwrap();
    assert_eq!(items(&server), json!([item(11)]));
    assert!(server.state.get(case()).unwrap().in_conflict());
}

#[test]
fn items_and_their_number_are_bounded() {
    let mut server = start();
    let (field, item_text) = (FIELD.to_owned(), "pas un identifiant".to_owned());
    let bad = Body::Add {
        field,
        item: item_text,
    };
    let results = server.push(3, vec![on_case(op(3, 1, None, &bad))]).unwrap();
    assert_eq!(results[0].code.as_deref(), Some("malformed"));
    let ops = (1..).zip(0..MANY_MAX as u128);
    let ops = ops.map(|(cseq, n)| add(2, cseq, 1_000 + n)).collect();
    let results = server.push(2, ops).unwrap();
    assert!(results.iter().all(|one| one.status == OpStatus::Stored));
    let cseq = MANY_MAX as u64;
    let text = |field: &str, item: &str| Body::Add {
        field: field.to_owned(),
        item: item.to_owned(),
    };
    let bodies = [
        (text(FIELD, &item(1)), "too_long"),
        (text(FIELD, " "), "required"),
        (text("title", "x"), "unknown_field"),
    ];
    for (n, (body, code)) in (1..).zip(bodies) {
        let results = server
            .push(2, vec![on_case(op(2, cseq + n, None, &body))])
            .unwrap();
        assert_eq!(results[0].code.as_deref(), Some(code));
    }
}

#[test]
fn an_action_has_no_sets() {
    let mut server = Server::with_action();
    let mut device = Device::new(2, &server);
    device.write(&Body::Add {
        field: "tags".to_owned(),
        item: "x".to_owned(),
    });
    let results = device.push(&mut server);
    assert_eq!(results[0].code.as_deref(), Some("unknown_field"));
    assert_eq!(server.state.get(action()).unwrap().fields.get("tags"), None);
}
