//! Writers and readers at the same moment.

use crate::{
    Engine,
    log::{append, campaign, op, open, received, tally, whole_log, write},
};
use ledger::{Commit, LogError, LogStore as _};
use std::sync::Arc;

const WRITERS: u128 = 4;
const ROUNDS: u128 = 25;

/// Read, add one, write: what was acknowledged is what is there.
pub(crate) async fn no_update_is_lost(engine: &Engine) {
    let (_store, db) = open(engine).await;
    let db = Arc::new(db);
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                for _ in 0..ROUNDS {
                    let added = write(&db, |now, commit| {
                        let count = received(now, campaign(1)) + 1;
                        commit.tallies.insert(campaign(1), tally(count));
                    });
                    added.await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let loaded = db.load().await.unwrap();
    assert_eq!(u128::from(received(&loaded, campaign(1))), WRITERS * ROUNDS);
    assert_eq!(u128::from(loaded.rev), WRITERS * ROUNDS);
}

/// All writers want the same number of the log: one has it, and its bytes are the ones that are kept.
pub(crate) async fn one_number_is_given_once(engine: &Engine) {
    let (_store, db) = open(engine).await;
    let db = Arc::new(db);
    for round in 0..ROUNDS {
        let now = db.load().await.unwrap();
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let db = db.clone();
                let mut commit = Commit::new(now.rev, now.head.clone());
                append(&mut commit, std::iter::once(op(round * WRITERS + writer)));
                tokio::spawn(async move { db.commit(&commit).await.map(|()| commit) })
            })
            .collect();
        let mut won = Vec::new();
        for writer in writers {
            match writer.await.unwrap() {
                Ok(commit) => won.push(commit),
                Err(LogError::Conflict) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(won.len(), 1, "round {round}");
        let log = whole_log(&db).await;
        assert_eq!(log.last(), won[0].ops.last());
        assert_eq!(log.len() as u128, round + 1);
    }
}

/// A reader that follows the head never passes over a number that is written later.
pub(crate) async fn a_reader_behind_the_head_sees_every_number(engine: &Engine) {
    let (_store, db) = open(engine).await;
    let db = Arc::new(db);
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for round in 0..ROUNDS {
                    let next = op(writer * ROUNDS + round);
                    let written = write(&db, |_, commit| {
                        append(commit, std::iter::once(next.clone()))
                    });
                    written.await.unwrap();
                }
            })
        })
        .collect();
    let mut seen = 0;
    while u128::from(seen) < WRITERS * ROUNDS {
        let head = db.load().await.unwrap().head;
        for stored in db.read(seen, head.seq, u32::MAX).await.unwrap() {
            assert_eq!(stored.stamp.seq, seen + 1);
            seen += 1;
        }
        assert_eq!(seen, head.seq);
    }
    for writer in writers {
        writer.await.unwrap();
    }
}

/// Two plans read the same state and write different rows, each right alone: "at most one answer of the two campaigns".
pub(crate) async fn two_plans_from_one_state_do_not_both_pass(engine: &Engine) {
    let (_store, db) = open(engine).await;
    let db = Arc::new(db);
    for round in 0..ROUNDS {
        let now = db.load().await.unwrap();
        let pair = [campaign(2 * round), campaign(2 * round + 1)];
        let writers = pair.map(|mine| {
            let db = db.clone();
            let mut commit = Commit::new(now.rev, now.head.clone());
            if pair.iter().all(|one| received(&now, *one) == 0) {
                commit.tallies.insert(mine, tally(1));
            }
            tokio::spawn(async move { db.commit(&commit).await })
        });
        for writer in writers {
            assert!(matches!(
                writer.await.unwrap(),
                Ok(()) | Err(LogError::Conflict)
            ));
        }
        let after = db.load().await.unwrap();
        let sum: u32 = pair.iter().map(|one| received(&after, *one)).sum();
        assert_eq!(sum, 1, "round {round}");
    }
}
