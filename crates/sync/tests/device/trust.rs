//! What the server signed is kept and checked; what contradicts it is said, and stops nothing.

use crate::{server::Server, tab::Tab};
use std::rc::Rc;
use sync::device::{Trust, trust::Contradiction};

/// A server, a device that has read two operations, and what it trusts.
fn read() -> (Rc<Server>, Tab) {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    tab.create();
    tab.create();
    tab.exchange().unwrap();
    (server, tab)
}

fn trust(tab: &Tab) -> Trust {
    tab.position().trust
}

fn contradiction(tab: &Tab) -> Option<Contradiction> {
    trust(tab).doubt.map(|doubt| doubt.kind)
}

#[test]
fn the_last_signed_head_is_kept_and_checked() {
    let (server, tab) = read();
    let known = trust(&tab);
    assert_eq!(known.head.as_ref().unwrap().seq, 2);
    assert!(known.checked);
    assert_eq!(known.doubt, None);
    tab.create();
    tab.exchange().unwrap();
    assert_eq!(trust(&tab).head.unwrap().seq, 3);
    assert_eq!(server.asked_keys.get(), 1, "known keys are not asked again");
    let tab = tab.reopened();
    assert_eq!(trust(&tab).head.unwrap().seq, 3);
}

#[test]
fn a_key_that_comes_into_use_later_is_asked_for() {
    let (server, tab) = read();
    server.log.borrow_mut().signs = Some(("s2".to_owned(), true));
    tab.create();
    tab.exchange().unwrap();
    assert_eq!(trust(&tab).head.unwrap().kid, "s2");
    assert_eq!(contradiction(&tab), None);
}

#[test]
fn where_signatures_cannot_be_checked_heads_are_kept_as_unchecked() {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    tab.checks.set(false);
    tab.create();
    tab.exchange().unwrap();
    let known = trust(&tab);
    assert_eq!(known.head.unwrap().seq, 1);
    assert!(!known.checked);
    assert_eq!(known.doubt, None);
}

#[test]
fn a_wrong_signature_is_said_and_stops_nothing() {
    let (server, tab) = read();
    server.log.borrow_mut().signs = Some(("s1".to_owned(), false));
    tab.create();
    tab.exchange().unwrap();
    assert_eq!((tab.unsent(), tab.records()), (0, 3));
    let doubt = trust(&tab).doubt.unwrap();
    assert_eq!(doubt.kind, Contradiction::Signature);
    assert_eq!(doubt.shown.seq, 3);
    let kept = trust(&tab).head;
    assert_eq!(
        kept.as_ref().unwrap().seq,
        2,
        "what is not signed replaces nothing"
    );
    assert_eq!(doubt.before, kept);
    // The first one is what others need to see.
    tab.create();
    tab.exchange().unwrap();
    assert_eq!(trust(&tab.reopened()).doubt, Some(doubt));
}

#[test]
fn a_log_cut_short_in_the_same_life_is_said_and_given_back() {
    let (server, tab) = read();
    let backup = server.backup();
    tab.create();
    tab.exchange().unwrap();
    server.roll_back(backup);
    tab.exchange().unwrap();
    assert_eq!(server.ids().len(), 3);
    let doubt = trust(&tab).doubt.unwrap();
    assert_eq!(doubt.kind, Contradiction::Rewritten);
    assert_eq!((doubt.before.unwrap().seq, doubt.shown.seq), (3, 2));
}

#[test]
fn a_log_of_the_same_length_with_other_work_is_said() {
    let (server, tab) = read();
    let backup = server.backup();
    tab.create();
    tab.exchange().unwrap();
    server.roll_back(backup);
    let other = Tab::new(&server, 2);
    other.create();
    other.exchange().unwrap();
    assert_eq!(contradiction(&other), None);
    tab.exchange().unwrap();
    assert_eq!(contradiction(&tab), Some(Contradiction::Rewritten));
}

#[test]
fn a_restored_server_says_so_and_is_believed() {
    let (server, tab) = read();
    let backup = server.backup();
    tab.create();
    tab.exchange().unwrap();
    server.restore(backup);
    tab.exchange().unwrap();
    assert_eq!(contradiction(&tab), None);
    let head = trust(&tab).head.unwrap();
    assert_eq!((head.epoch.as_str(), head.seq), ("first+", 3));
}

#[test]
fn an_operation_that_is_not_its_leaf_is_said() {
    let (server, tab) = read();
    server.log.borrow_mut().ops[1].op.wall_ms += 1;
    let reader = Tab::new(&server, 2);
    reader.exchange().unwrap();
    assert_eq!(contradiction(&reader), Some(Contradiction::Answer));
    assert_eq!(reader.records(), 2);
    assert_eq!(contradiction(&tab), None);
}
