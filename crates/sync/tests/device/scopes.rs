//! Each scope has its own cursor; one that is gone leaves nothing behind but what was never sent.

use crate::{
    server::{Server, answer},
    tab::{Tab, run},
};
use domain::role::Role;
use std::rc::Rc;
use sync::{
    Scope,
    device::{Fate, Halt, Trouble},
};

#[test]
fn a_page_of_one_scope_never_hides_the_other() {
    let server = Server::new();
    let writer = Tab::new(&server, 1);
    server.answer();
    writer.create();
    writer.exchange().unwrap();
    server.answer();
    let reader = Tab::new(&server, 2);
    reader.exchange().unwrap();
    assert_eq!(reader.records(), 1);
    // Granted later: its log lies before the team's cursor.
    reader.answers.set(true);
    reader.exchange().unwrap();
    assert_eq!(reader.records(), 3);
    assert!(reader.is_as_on_disk());
    let other = reader.beside();
    server.answer();
    reader.exchange().unwrap();
    other.exchange().unwrap();
    assert_eq!((reader.records(), other.records()), (4, 4));
}

/// A device that reads answers and has written about one, and another of the same person.
fn reader(server: &Rc<Server>) -> Tab {
    server.answer();
    let tab = Tab::new(server, 1);
    tab.answers.set(true);
    tab.exchange().unwrap();
    tab
}

#[test]
fn a_scope_that_is_gone_is_emptied_after_what_waits_in_it_was_sent() {
    let server = Server::new();
    let tab = reader(&server);
    let sent = run(tab.write(tab.remark(answer(server.ids()[0]))));
    tab.exchange().unwrap();
    let kept = tab.create();
    let late = run(tab.write(tab.remark(answer(server.ids()[0]))));
    server.answers.set(false);
    tab.answers.set(false);
    tab.role.set(Role::Trainer);
    tab.exchange().unwrap();
    // The server holds the late one, aside; nothing of the scope is left here.
    assert_eq!(server.aside(), [late]);
    assert_eq!((tab.fate(sent), tab.fate(late)), (None, None));
    assert!(matches!(tab.fate(kept), Some(Fate::Received { .. })));
    assert_eq!(tab.records(), 1);
    assert!(
        tab.profile()
            .log
            .keys()
            .all(|(scope, _)| *scope == Scope::Team)
    );
    assert_eq!(tab.position().next(Scope::Answers), 0);
    assert_eq!(tab.exchange(), Ok(false));
}

#[test]
fn what_the_server_would_not_keep_stays_when_its_scope_goes() {
    let server = Server::new();
    let tab = reader(&server);
    let late = run(tab.write(tab.remark(answer(server.ids()[0]))));
    server.answers.set(false);
    server.room.set(0);
    tab.role.set(Role::Trainer);
    tab.exchange().unwrap();
    let code = "quarantine_full".to_owned();
    assert_eq!(tab.fate(late), Some(Fate::SetAside { code, held: false }));
    assert_eq!(tab.records(), 0);
}

#[test]
fn a_scope_that_comes_back_is_read_from_its_beginning() {
    let server = Server::new();
    let tab = reader(&server);
    server.answers.set(false);
    tab.exchange().unwrap();
    assert_eq!(tab.records(), 0);
    server.answers.set(true);
    tab.exchange().unwrap();
    assert_eq!(tab.records(), 1);
}

#[test]
fn another_part_of_a_scope_is_read_from_its_beginning_and_nothing_is_left_of_the_first() {
    let server = Server::new();
    let tab = reader(&server);
    server.answer();
    tab.exchange().unwrap();
    assert_eq!(tab.records(), 2);
    // From all of it to a part: the server names what it shows.
    server.part.replace(Some("one"));
    assert_eq!(tab.exchange(), Ok(true));
    assert_eq!(tab.records(), 2);
    assert!(tab.is_as_on_disk());
    // The same part again: nothing to do.
    assert_eq!(tab.exchange(), Ok(false));
    server.part.replace(Some("two"));
    assert_eq!(tab.exchange(), Ok(true));
    assert_eq!(tab.records(), 2);
    assert_eq!(tab.exchange(), Ok(false));
}

#[test]
fn who_is_withdrawn_hands_over_what_waits_and_keeps_nothing() {
    let server = Server::new();
    let tab = reader(&server);
    let sent = tab.create();
    tab.exchange().unwrap();
    let late = tab.create();
    server.log.borrow_mut().withdrawn = true;
    let gone = Err(Halt::Remote(Trouble::ScopeGone));
    assert_eq!(tab.exchange(), gone);
    assert_eq!(server.aside(), [late]);
    assert_eq!((tab.fate(sent), tab.fate(late)), (None, None));
    assert_eq!((tab.records(), tab.profile().log.len()), (0, 0));
    assert_eq!(tab.position().next(Scope::Team), 0);
    assert!(tab.is_as_on_disk());
    // Back again: everything is read from its beginning.
    server.log.borrow_mut().withdrawn = false;
    tab.exchange().unwrap();
    assert_eq!(tab.records(), 2);
}

#[test]
fn what_the_server_would_not_keep_of_somebody_withdrawn_stays() {
    let server = Server::new();
    let tab = reader(&server);
    let late = tab.create();
    server.log.borrow_mut().withdrawn = true;
    server.room.set(0);
    assert!(tab.exchange().is_err());
    let code = "quarantine_full".to_owned();
    assert_eq!(tab.fate(late), Some(Fate::SetAside { code, held: false }));
    assert_eq!(tab.records(), 0);
}
