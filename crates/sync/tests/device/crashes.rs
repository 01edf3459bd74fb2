//! Closed at every await in turn, whatever was going on: a fresh start loses and doubles nothing.

use crate::{
    server::{Server, answer},
    tab::{Tab, run},
};
use domain::{ids::OpId, role::Role};
use std::{collections::BTreeSet, rc::Rc};

/// What a device was in the middle of, and the operations that have to be in the log in the end.
struct Story {
    server: Rc<Server>,
    tab: Tab,
    ids: Vec<OpId>,
}

fn written() -> Story {
    let server = Server::new();
    Tab::new(&server, 2).create();
    let tab = Tab::new(&server, 1);
    let ids = vec![tab.create(), tab.create(), tab.create()];
    Story { server, tab, ids }
}

fn copied() -> Story {
    let Story {
        server,
        tab,
        mut ids,
    } = written();
    let copy = tab.copy(tab.profile());
    ids.push(tab.create());
    tab.exchange().unwrap();
    ids.extend([copy.create(), copy.create()]);
    Story {
        server,
        tab: copy,
        ids,
    }
}

fn restored() -> Story {
    let Story {
        server,
        tab,
        mut ids,
    } = written();
    tab.exchange().unwrap();
    let backup = server.backup();
    ids.push(tab.create());
    tab.exchange().unwrap();
    ids.push(tab.create());
    server.restore(backup);
    Story { server, tab, ids }
}

/// Put back without saying so, and others have gone on since.
fn written_over() -> Story {
    let Story {
        server,
        tab,
        mut ids,
    } = restored();
    server.log.borrow_mut().epoch = "first".to_owned();
    let other = Tab::new(&server, 2);
    ids.extend([other.create(), other.create(), other.create()]);
    other.exchange().unwrap();
    Story { server, tab, ids }
}

fn revoked() -> Story {
    let Story { server, tab, ids } = written();
    server.answer();
    tab.answers.set(true);
    tab.exchange().unwrap();
    run(tab.write(tab.remark(answer(*server.ids().last().unwrap()))));
    server.answers.set(false);
    tab.answers.set(false);
    tab.role.set(Role::Trainer);
    Story { server, tab, ids }
}

/// Stops the first exchange at its `first` await and the second at its `second`, then lets one through.
fn told(story: &impl Fn() -> Story, first: usize, second: usize) -> bool {
    let Story { server, tab, ids } = story();
    let ended = tab.exchange_for(first);
    let tab = tab.reopened();
    tab.exchange_for(second);
    let tab = tab.reopened();
    tab.exchange().unwrap();
    let log = server.ids();
    let unique: BTreeSet<OpId> = log.iter().copied().collect();
    assert_eq!(unique.len(), log.len(), "doubled at {first}, {second}");
    let lost = ids.iter().filter(|id| !unique.contains(id)).count();
    assert_eq!(lost, 0, "lost at {first}, {second}");
    assert_eq!(tab.unsent(), 0, "left at {first}, {second}");
    assert!(tab.is_as_on_disk());
    let reader = Tab::new(&server, 3);
    reader.exchange().unwrap();
    assert_eq!(
        tab.records(),
        reader.records(),
        "apart at {first}, {second}"
    );
    ended
}

fn at_every_await(story: impl Fn() -> Story) {
    let mut first = 0;
    while !told(&story, first, 0) {
        first += 1;
        assert!(first < 500, "never ends");
    }
    assert!(first > 10, "{first} awaits");
    for first in (0..first).step_by(4) {
        for second in (1..40).step_by(3) {
            told(&story, first, second);
        }
    }
}

#[test]
fn a_queue_is_sent() {
    at_every_await(written);
}

#[test]
fn a_copied_profile_takes_its_new_id() {
    at_every_await(copied);
}

#[test]
fn a_restored_server_is_read_anew_and_given_back() {
    at_every_await(restored);
}

#[test]
fn a_server_put_back_unsaid_is_given_back() {
    at_every_await(written_over);
}

#[test]
fn a_scope_is_emptied() {
    at_every_await(revoked);
}
