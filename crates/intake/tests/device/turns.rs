//! What waits is sent once, and again to another life of the server.

use crate::memory::{Device, Server, Stood};
use domain::ids::ItemId;
use intake::{
    device::{Door, Halt, Rested, Trouble},
    wire::BATCH_ITEMS_MAX,
};
use testkit::id;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
const NOW_MS: u64 = 20_000 * DAY_MS;

/// A tablet that has its kit.
fn tablet(server: &Server) -> Device {
    let device = Device::default();
    device.turn(server, NOW_MS).unwrap();
    device
}

#[test]
fn what_waits_arrives_once_and_then_rests_uncounted() {
    let server = Server::new();
    let device = tablet(&server);
    let ids: Vec<ItemId> = (1..=3).map(|n| device.answer(n, &Door::Tablet)).collect();
    device.turn(&server, NOW_MS).unwrap();
    device.turn(&server, NOW_MS).unwrap();
    assert_eq!(server.ids(), ids);
    assert!(device.labels.borrow().is_empty());
    assert_eq!(device.rested.borrow().len(), 3);
    assert_eq!(server.batches.take(), [(3, 0)]);
}

#[test]
fn what_the_server_keeps_apart_is_told_as_such_before_it_stops_waiting_and_after_a_restart() {
    let server = Server::new();
    let device = tablet(&server);
    let late = device.answer(1, &Door::Link("atelier.0123".to_owned()));
    device.answer(2, &Door::Tablet);
    server.aside.borrow_mut().insert(late, "campaign_closed");
    server.stood.take();
    device.turn(&server, NOW_MS).unwrap();
    let late = || Stood::Aside(vec!["campaign_closed".to_owned()]);
    let begun = [Stood::Aside(Vec::new()), Stood::Waiting(2)];
    let sent = [Stood::Waiting(1), late(), Stood::Waiting(0)];
    assert_eq!(server.stood.take(), [&begun[..], &sent[..]].concat());
    assert!(device.labels.borrow().is_empty());
    assert_eq!(device.rested.borrow().len(), 2, "the server has both");
    device.turn(&server, NOW_MS).unwrap();
    assert_eq!(server.stood.take(), [late(), Stood::Waiting(0)]);
}

#[test]
fn what_was_delivered_by_an_earlier_program_is_read_as_counted() {
    let server = Server::new();
    let device = tablet(&server);
    device.answer(1, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    let rested = device.rested.borrow().values().next().cloned().unwrap();
    let text = serde_json::to_string(&rested).unwrap();
    assert!(!text.contains("aside"), "{text}");
    assert_eq!(serde_json::from_str::<Rested>(&text).unwrap(), rested);
}

#[test]
fn a_turn_dropped_at_any_await_loses_and_doubles_nothing() {
    for restored in [false, true] {
        let mut polls = 0;
        loop {
            let server = Server::new();
            let device = tablet(&server);
            device.answer(1, &Door::Tablet);
            device.answer(2, &Door::Link("atelier.0123".to_owned()));
            if restored {
                device.turn(&server, NOW_MS).unwrap();
                server.restore();
                device.answer(3, &Door::Tablet);
            }
            let ended = device.turn_for(polls, &server, NOW_MS).is_some();
            device.turn(&server, NOW_MS).unwrap();
            let all = if restored { 3 } else { 2 };
            assert_eq!(server.ids().len(), all, "after {polls}");
            assert!(device.labels.borrow().is_empty());
            assert_eq!(device.rested.borrow().len(), all);
            assert_eq!(device.items.borrow().len(), all);
            if ended {
                break;
            }
            polls += 1;
        }
        assert!(polls > 10);
    }
}

#[test]
fn a_server_in_another_life_gets_again_what_it_had() {
    let server = Server::new();
    let device = tablet(&server);
    let link = Door::Link("atelier.0123".to_owned());
    let mut ids = vec![device.answer(1, &Door::Tablet), device.answer(2, &link)];
    device.turn(&server, NOW_MS).unwrap();
    server.restore();
    ids.push(device.answer(3, &Door::Tablet));
    server.batches.take();
    device.turn(&server, NOW_MS).unwrap();
    assert_eq!(server.ids(), ids);
    // What is sent again counts nowhere as waiting.
    assert_eq!(server.batches.take(), [(1, 0), (1, 0), (1, 0)]);
    device.turn(&server, NOW_MS).unwrap();
    assert_eq!(server.batches.take(), []);
}

#[test]
fn a_server_that_kept_them_answers_duplicate_and_they_rest() {
    let server = Server::new();
    let device = tablet(&server);
    device.answer(1, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    server.live("second");
    device.turn(&server, NOW_MS).unwrap();
    device.turn(&server, NOW_MS).unwrap();
    assert_eq!(server.batches.take(), [(1, 0), (1, 0)]);
    let rested = device.rested.borrow();
    assert!(
        rested
            .values()
            .all(|one| one.epoch.as_deref() == Some("second"))
    );
}

#[test]
fn a_server_put_back_into_a_life_known_before_gets_again_what_it_had_there() {
    // The device has heard of the life between from a kit, or from receipts alone.
    for kitless in [false, true] {
        let server = Server::new();
        let device = tablet(&server);
        let first = device.answer(1, &Door::Tablet);
        device.turn(&server, NOW_MS).unwrap();
        server.live("second");
        server.kitless.set(kitless);
        let second = device.answer(2, &Door::Tablet);
        assert_eq!(device.turn(&server, NOW_MS).is_err(), kitless);
        server.kitless.set(false);
        server.held.borrow_mut().clear();
        server.live("first");
        device.turn(&server, NOW_MS).unwrap();
        assert_eq!(server.ids(), [first, second]);
    }
}

#[test]
fn what_was_given_back_is_shown_to_the_server_as_what_was_given_is() {
    let server = Server::new();
    let device = tablet(&server);
    let item = device.answer(1, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    server.restore();
    device.turn(&server, NOW_MS).unwrap();
    device.turn(&server, NOW_MS).unwrap();
    let shown = server.shown.borrow().last().cloned().flatten().unwrap();
    assert_eq!(shown.epoch, "second");
    let items: Vec<ItemId> = shown.receipts.iter().map(|one| one.id).collect();
    assert_eq!(items, [item]);
}

#[test]
fn what_came_last_is_shown_however_much_was_given_back_since() {
    let server = Server::new();
    let device = tablet(&server);
    let last = device.answer(1_000, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    for number in 1..=BATCH_ITEMS_MAX as u128 / 2 {
        let item = device.answer(number, &Door::Tablet);
        // The server has it, from a turn whose answer was lost.
        let sealed = device.items.borrow()[&item].sealed.clone();
        server.held.borrow_mut().insert(item, sealed);
    }
    device.turn(&server, NOW_MS).unwrap();
    device.turn(&server, NOW_MS).unwrap();
    let shown = server.shown.borrow().last().cloned().flatten().unwrap();
    assert!(shown.receipts.iter().any(|one| one.id == last));
}

#[test]
fn a_server_put_back_on_the_last_day_gets_again_what_it_had() {
    let server = Server::new();
    let device = tablet(&server);
    let item = device.answer(1, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    server.restore();
    device.turn(&server, NOW_MS + 31 * DAY_MS).unwrap();
    assert_eq!(server.ids(), [item]);
}

#[test]
fn what_another_life_refuses_is_shown_and_not_let_go() {
    let server = Server::new();
    let device = tablet(&server);
    let item = device.answer(1, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    server.restore();
    server.rejected.borrow_mut().insert(item);
    device.turn(&server, NOW_MS).unwrap();
    assert_eq!(device.refused.borrow()[&item].code, "malformed");
    assert!(device.rested.borrow().is_empty());
}

#[test]
fn a_tablet_enrolled_again_gives_back_what_the_server_may_have_lost_unsaid() {
    let server = Server::new();
    let device = tablet(&server);
    let item = device.answer(1, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    // Files put back by hand, to before it knew the tablet: the same life.
    server.held.borrow_mut().clear();
    device.enrol();
    device.turn(&server, NOW_MS).unwrap();
    assert_eq!(server.ids(), [item]);
    // Once is enough.
    server.batches.take();
    device.turn(&server, NOW_MS).unwrap();
    assert_eq!(server.batches.take(), []);
}

#[test]
fn another_organisation_is_not_given_what_this_one_had() {
    let server = Server::new();
    let device = tablet(&server);
    device.answer(1, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    // Enrolled elsewhere: another server, or another organisation of the same.
    let elsewhere = Server::new();
    elsewhere.org.replace("autre".to_owned());
    elsewhere.live("other");
    device.turn(&elsewhere, NOW_MS).unwrap();
    device.answer(2, &Door::Tablet);
    device.turn(&elsewhere, NOW_MS).unwrap();
    assert_eq!(elsewhere.ids(), []);
    assert_eq!(device.labels.borrow().len(), 1);
}

#[test]
fn an_old_link_that_is_shut_keeps_no_other_door_shut() {
    let server = Server::new();
    let device = tablet(&server);
    server.shut.borrow_mut().insert("atelier.old".to_owned());
    device.answer(1, &Door::Link("atelier.old".to_owned()));
    let item = device.answer(2, &Door::Tablet);
    assert_eq!(device.turn(&server, NOW_MS), Ok(()));
    assert_eq!(server.ids(), [item]);
    assert_eq!(device.labels.borrow().len(), 1);
}

#[test]
fn an_answer_that_speaks_of_nothing_sent_counts_as_offline() {
    let server = Server::new();
    let device = tablet(&server);
    let item = device.answer(1, &Door::Tablet);
    server.foreign.set(true);
    assert_eq!(
        device.turn(&server, NOW_MS),
        Err(Halt::Remote(Trouble::Offline))
    );
    assert!(device.labels.borrow().contains_key(&item));
}

#[test]
fn a_long_queue_says_how_far_it_is_and_what_is_left() {
    let server = Server::new();
    let device = tablet(&server);
    // Bytes bound a batch before their number does.
    let all = BATCH_ITEMS_MAX as u32;
    for number in 1..=all {
        device.answer(u128::from(number), &Door::Tablet);
    }
    device.turn(&server, NOW_MS).unwrap();
    let first = server.batches.borrow()[0].0 as u32;
    assert!(first < all);
    assert_eq!(
        server.batches.take(),
        [(first as usize, all - first), ((all - first) as usize, 0)]
    );
    assert_eq!(server.told.take(), [(0, all), (first, all)]);
}

#[test]
fn what_was_delivered_long_ago_is_let_go_and_what_waits_never_is() {
    let server = Server::new();
    let device = tablet(&server);
    let sent = device.answer(1, &Door::Tablet);
    device.turn(&server, NOW_MS).unwrap();
    server.shut.borrow_mut().insert("atelier.old".to_owned());
    let waiting = device.answer(2, &Door::Link("atelier.old".to_owned()));
    device.turn(&server, NOW_MS + 29 * DAY_MS).unwrap();
    assert!(device.items.borrow().contains_key(&sent));
    device.turn(&server, NOW_MS + 30 * DAY_MS).unwrap();
    let left: Vec<ItemId> = device.items.borrow().keys().copied().collect();
    assert_eq!(left, [waiting]);
    assert_eq!(waiting, ItemId(id(2)));
}
