//! A copied profile, or one put back to an earlier state, takes a new id and sends what the server does not have.

use crate::{server::Server, tab::Tab};
use domain::ids::OpId;
use std::collections::BTreeSet;
use sync::device::Fate;

/// Every one of `ids` is in the log, once.
fn all_once(server: &Server, ids: &[OpId]) {
    let log = server.ids();
    let unique: BTreeSet<OpId> = log.iter().copied().collect();
    assert_eq!(unique.len(), log.len(), "doubled");
    assert_eq!(unique, ids.iter().copied().collect(), "lost");
}

#[test]
fn a_copied_profile_takes_another_id_and_both_go_on() {
    let server = Server::new();
    let first = Tab::new(&server, 1);
    let mut ids = vec![first.create(), first.create()];
    first.exchange().unwrap();
    // Waiting in both.
    ids.push(first.create());
    let second = first.copy(first.profile());
    ids.extend([first.create(), first.create()]);
    ids.extend([second.create(), second.create(), second.create()]);
    first.exchange().unwrap();
    second.exchange().unwrap();
    assert_ne!(first.device(), second.device());
    ids.extend([first.create(), second.create()]);
    for tab in [&first, &second, &first] {
        tab.exchange().unwrap();
        assert_eq!(tab.unsent(), 0);
    }
    all_once(&server, &ids);
    assert_eq!(first.records(), ids.len());
    assert_eq!(second.records(), ids.len());
    assert!(
        ids.iter()
            .all(|id| !matches!(second.fate(*id), Some(Fate::SetAside { .. })))
    );
}

#[test]
fn a_profile_put_back_keeps_what_it_writes_from_there() {
    let server = Server::new();
    let tab = Tab::new(&server, 1);
    let mut ids = vec![tab.create(), tab.create()];
    tab.exchange().unwrap();
    let earlier = tab.profile();
    let (last, waiting) = (tab.create(), tab.create());
    ids.extend([last, waiting]);
    tab.exchange().unwrap();

    let back = tab.copy(earlier);
    ids.extend([back.create(), back.create(), back.create()]);
    back.exchange().unwrap();
    all_once(&server, &ids);
    // In the order they were made.
    assert_eq!(server.ids(), ids);
    assert_eq!(back.records(), ids.len());
    let at = |id: OpId| server.ids().iter().position(|one| *one == id).unwrap() as u64 + 1;
    // What the server had stays received under its place.
    let first = ids[0];
    assert_eq!(back.fate(first), Some(Fate::Received { seq: at(first) }));
}

#[test]
fn an_operation_made_by_another_tab_under_a_new_id_is_not_sent_under_the_old() {
    let server = Server::new();
    let one = Tab::new(&server, 1);
    let profile = one.profile();
    let mut ids = vec![one.create()];
    one.exchange().unwrap();
    let copy = one.copy(profile);
    let stale = copy.beside();
    ids.push(copy.create());
    copy.exchange().unwrap();
    // The other tab of the copy has not heard of the new id.
    ids.push(stale.create());
    stale.exchange().unwrap();
    copy.exchange().unwrap();
    all_once(&server, &ids);
    assert_eq!(stale.device(), copy.device());
    assert!(
        ids.iter()
            .all(|id| !matches!(stale.fate(*id), Some(Fate::SetAside { .. })))
    );
}
