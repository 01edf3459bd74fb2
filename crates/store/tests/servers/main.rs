//! Databases that fail, hang, or belong to two servers: what is acknowledged is stored once, and memory never runs ahead.
#![allow(
    clippy::unwrap_used,
    reason = "tests; clippy knows them by `#[test]` alone"
)]

mod catch_up;
mod pair;
mod photos;
mod reduce;

use domain::ids::OpId;
use ledger::Error;
use pair::{Fault, Pair, op, push};
use std::{sync::Arc, time::Duration};
use sync::wire::OpStatus;

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_found_again_and_not_repeated() {
    let pair = Pair::new().await;
    pair.next_commits(&[Fault::LosesAnswer]);
    let pushed = push(&pair.one, op(7, 1)).await.unwrap();
    assert_eq!(pushed.results[0].status, OpStatus::Duplicate);
    assert_eq!((pushed.results[0].seq, pushed.head), (Some(1), 1));
    assert_eq!(pair.log().await, [op(7, 1).id]);
    let next = push(&pair.one, op(7, 2)).await.unwrap();
    assert_eq!(next.results[0].seq, Some(2));
}

#[tokio::test]
async fn a_commit_that_fails_is_tried_again_a_bounded_number_of_times() {
    let pair = Pair::new().await;
    pair.next_commits(&[Fault::Refuses; 2]);
    let pushed = push(&pair.one, op(7, 1)).await.unwrap();
    assert_eq!(pushed.results[0].status, OpStatus::Stored);
    pair.next_commits(&[Fault::Refuses; 5]);
    assert_eq!(push(&pair.one, op(7, 2)).await, Err(Error::Busy));
    // Memory did not run ahead of what is stored.
    let again = push(&pair.one, op(7, 2)).await.unwrap();
    assert_eq!(again.results[0].status, OpStatus::Stored);
    assert_eq!(pair.log().await, [op(7, 1).id, op(7, 2).id]);
}

#[tokio::test]
async fn a_caller_who_hangs_up_half_way_changes_nothing_for_the_next() {
    let pair = Pair::new().await;
    pair.next_commits(&[Fault::Hangs]);
    let pushing = push(&pair.one, op(7, 1));
    let hung_up = tokio::time::timeout(Duration::from_millis(300), pushing).await;
    assert!(hung_up.is_err());
    let again = push(&pair.one, op(7, 1)).await.unwrap();
    assert_eq!(again.results[0].status, OpStatus::Duplicate);
    assert_eq!(pair.log().await, [op(7, 1).id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_of_one_database_share_its_log() {
    let pair = Arc::new(Pair::new().await);
    let mut pushing = tokio::task::JoinSet::new();
    for (device, own) in [(7, true), (8, false)] {
        let pair = pair.clone();
        pushing.spawn(async move {
            let server = if own { &pair.one } else { &pair.two };
            for n in 1..=10 {
                // A server that keeps losing says so, and the device sends again.
                while push(server, op(device, n)).await.is_err() {}
            }
        });
    }
    pushing.join_all().await;
    let log = pair.log().await;
    assert_eq!(log.len(), 20);
    for device in [7, 8] {
        let own: Vec<OpId> = (1..=10).map(|n| op(device, n).id).collect();
        let stored = log.iter().copied().filter(|id| own.contains(id));
        assert_eq!(stored.collect::<Vec<_>>(), own);
    }
    // Both answer the same from then on.
    let one = push(&pair.one, op(7, 11)).await.unwrap();
    let two = push(&pair.two, op(8, 11)).await.unwrap();
    assert_eq!((one.head, two.head), (21, 22));
}
