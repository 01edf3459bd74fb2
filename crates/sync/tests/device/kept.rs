//! What is kept on a device, for how long, and what earlier programs left there.

use crate::{server::Server, tab::Tab};
use serde_json::json;
use sync::{
    Scope,
    device::{Fate, Position},
};

#[test]
fn what_the_server_has_is_kept_thirty_days_of_its_log() {
    let server = Server::new();
    let (tab, other) = (Tab::new(&server, 1), Tab::new(&server, 2));
    let id = tab.create();
    tab.exchange().unwrap();
    server.today.set("2026-12-20");
    other.create();
    other.exchange().unwrap();
    tab.exchange().unwrap();
    assert!(tab.fate(id).is_some());
    server.today.set("2026-12-21");
    other.create();
    other.exchange().unwrap();
    tab.exchange().unwrap();
    assert_eq!(tab.fate(id), None);
    assert_eq!(tab.reopened().records(), 3);
}

#[test]
fn what_was_never_sent_is_kept_for_ever() {
    let server = Server::new();
    let (tab, other) = (Tab::new(&server, 1), Tab::new(&server, 2));
    server.room.set(0);
    let aside = tab.exclude();
    tab.exchange().unwrap();
    server.today.set("2027-12-21");
    other.create();
    other.exchange().unwrap();
    tab.exchange().unwrap();
    assert!(matches!(
        tab.fate(aside),
        Some(Fate::SetAside { held: false, .. })
    ));
}

#[test]
fn a_position_from_before_scopes_is_the_teams() {
    let position: Position =
        serde_json::from_value(json!({ "epoch": "first", "next": 12 })).unwrap();
    assert_eq!(position, Position::at("first", 12));
    assert_eq!(position.next(Scope::Answers), 0);
    // And an earlier program reads what this one keeps.
    let kept = serde_json::to_value(&position).unwrap();
    assert_eq!(
        (&kept["epoch"], &kept["next"]),
        (&json!("first"), &json!(12))
    );
}

#[test]
fn operations_from_before_places_keep_their_order() {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    let ids = [tab.create(), tab.create(), tab.create()];
    let mut profile = tab.profile();
    // As the earlier program wrote them.
    for one in profile.outbox.values_mut() {
        let old = json!({ "op": one.op, "fate": "waiting" });
        *one = serde_json::from_value(old).unwrap();
    }
    profile.numbering.made = 0;
    profile.numbering.last_hash = None;
    let tab = tab.copy(profile);
    let next = tab.create();
    // A copy went ahead: all of it is numbered anew.
    let other = tab.copy(tab.profile());
    let first = other.create();
    other.exchange().unwrap();
    tab.create();
    tab.exchange().unwrap();
    assert_eq!(server.ids()[..5], [ids[0], ids[1], ids[2], next, first]);
    let old = json!({ "set_aside": { "code": "forbidden" } });
    let aside: Fate = serde_json::from_value(old).unwrap();
    let code = "forbidden".to_owned();
    assert_eq!(aside, Fate::SetAside { code, held: false });
}
