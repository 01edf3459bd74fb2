//! Two tabs of one browser at once, where nothing makes them take turns.

use crate::{
    server::Server,
    tab::{Lossy, Meanwhile, Tab, run},
};
use std::{cell::Cell, rc::Rc};
use sync::device::{exchange, steps};

/// A record with remarks, in more than one page.
fn written(server: &Rc<Server>) {
    let writer = Tab::new(server, 2);
    let record = writer.creation();
    let at = record.entity;
    run(writer.write(record));
    for _ in 0..5 {
        run(writer.write(writer.remark(at)));
    }
    writer.exchange().unwrap();
}

/// An exchange of `tab` during which, while a page is on its way, another tab does something and is heard of.
fn interrupted(tab: &Tab, happen: impl Fn()) {
    let heard = || {
        happen();
        run(steps::refresh(tab)).unwrap();
    };
    let remote = Meanwhile(tab, Cell::new(Some(heard)));
    run(exchange(tab, &remote)).unwrap();
}

#[test]
fn a_page_that_arrives_after_another_tab_read_on_is_dropped() {
    let server = Server::new();
    written(&server);
    let tab = Tab::new(&server, 1);
    let beside = tab.beside();
    interrupted(&tab, || _ = beside.exchange().unwrap());
    assert_eq!(tab.position(), beside.position());
    assert!(tab.is_as_on_disk());
}

#[test]
fn what_another_tab_sent_meanwhile_does_not_make_a_page_one_of_another_life() {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    tab.exchange().unwrap();
    let beside = tab.beside();
    interrupted(&tab, || {
        beside.create();
        // The answer to its push arrives, the one to its pull does not.
        let lossy = Lossy(&beside, Cell::new(1));
        run(exchange(&beside, &lossy)).unwrap_err();
    });
    assert_eq!(tab.position().life, 0);
    assert!(tab.is_as_on_disk());
}
