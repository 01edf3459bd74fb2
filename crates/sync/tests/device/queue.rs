//! What waits goes out once, in order, and the screen knows how far it is.

use crate::{
    server::Server,
    tab::{Lossy, Tab, run},
};
use std::cell::Cell;
use sync::{
    device::{Fate, Halt, Progress, Trouble, exchange, steps::retry},
    wire::PUSH_OPS_MAX,
};

#[test]
fn what_is_written_shows_at_once_and_reaches_the_server_once() {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    let ids = [tab.create(), tab.create(), tab.create()];
    assert_eq!((tab.records(), tab.unsent()), (3, 3));
    assert_eq!(tab.exchange(), Ok(true));
    assert_eq!(tab.exchange(), Ok(false));
    assert_eq!(server.ids(), ids);
    assert_eq!((tab.records(), tab.unsent()), (3, 0));
    assert!(tab.is_as_on_disk());
}

#[test]
fn a_lost_answer_doubles_nothing() {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    let ids = [tab.create(), tab.create()];
    for calls in 0..2 {
        let lossy = Lossy(&tab, Cell::new(calls));
        assert_eq!(
            run(exchange(&tab, &lossy)),
            Err(Halt::Remote(Trouble::Offline))
        );
    }
    tab.exchange().unwrap();
    assert_eq!(server.ids(), ids);
    assert_eq!(tab.unsent(), 0);
}

#[test]
fn what_the_server_sets_aside_does_not_stop_the_rest() {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    let refused = tab.exclude();
    let rest = tab.create();
    tab.exchange().unwrap();
    let code = "unknown_reference".to_owned();
    assert_eq!(tab.fate(refused), Some(Fate::SetAside { code, held: true }));
    assert_eq!(server.ids(), [rest]);
    assert_eq!(tab.unsent(), 0);
}

#[test]
fn what_the_server_had_no_room_for_goes_out_again_after_the_rest() {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    server.room.set(0);
    let refused = tab.exclude();
    let rest = tab.create();
    tab.exchange().unwrap();
    let code = "quarantine_full".to_owned();
    assert_eq!(
        tab.fate(refused),
        Some(Fate::SetAside { code, held: false })
    );
    let later = tab.create();
    server.room.set(1);
    run(retry(&tab)).unwrap();
    // Once, in whatever tab it is asked for.
    run(retry(&tab.beside())).unwrap();
    assert_eq!(tab.unsent(), 2);
    tab.exchange().unwrap();
    assert_eq!(
        (server.ids(), server.aside()),
        (vec![rest, later], vec![refused])
    );
    let code = "unknown_reference".to_owned();
    assert_eq!(tab.fate(refused), Some(Fate::SetAside { code, held: true }));
    assert!(tab.is_as_on_disk());
}

#[test]
fn a_long_queue_says_how_far_it_is() {
    let server = Server::new();
    server.page.set(1_000);
    let tab = Tab::new(&server, 1);
    let of = PUSH_OPS_MAX + 20;
    for _ in 0..of {
        tab.create();
    }
    tab.exchange().unwrap();
    let told = tab.told.take();
    // Told before the first answer, and then often enough to be seen moving.
    assert_eq!(told.first(), Some(&Progress { sent: 0, of }));
    assert_eq!(told.last(), Some(&Progress { sent: of, of }));
    assert!((8..=12).contains(&told.len()), "{told:?}");
    assert!(told.is_sorted_by(|a, b| a.sent < b.sent), "{told:?}");
}

#[test]
fn two_tabs_that_exchange_at_once_send_everything_once() {
    for polls in 0..60 {
        let server = Server::new();
        let one = Tab::new(&server, 1);
        let mut ids = vec![one.create(), one.create()];
        let other = one.beside();
        // No lock held the other back.
        one.exchange_for(polls);
        other.exchange().unwrap();
        ids.push(other.create());
        ids.push(one.create());
        for tab in [&one, &other, &one] {
            tab.exchange().unwrap();
        }
        assert_eq!(server.ids(), ids, "stopped after {polls}");
        assert!(one.is_as_on_disk());
    }
}
