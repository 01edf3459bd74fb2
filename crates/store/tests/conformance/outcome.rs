//! Commits whose end the caller never learns, and readers in the middle of one.

use crate::{
    Engine,
    log::{append, campaign, op, open, proof, received, tally, whole_log, write},
};
use ledger::{Commit, LogError, LogStore as _};
use std::{sync::Arc, time::Duration};

const ROUNDS: u64 = 40;
const OPS: u128 = 5;

/// The caller is dropped somewhere in a commit; what was meant is then written by reading back and looking.
pub(crate) async fn a_commit_given_up_is_whole_or_absent(engine: &Engine) {
    let (store, db) = open(engine).await;
    let db = Arc::new(db);
    let (mut absent, mut whole) = (0, 0);
    for round in 0..ROUNDS {
        let ids = |n| op(u128::from(round) * OPS + n);
        let now = db.load().await.unwrap();
        let mut commit = Commit::new(now.rev, now.head.clone());
        append(&mut commit, (0..OPS).map(ids));
        let writer = tokio::spawn({
            let db = db.clone();
            async move { db.commit(&commit).await }
        });
        // Later from round to round, so that it is given up at every stage.
        tokio::time::sleep(Duration::from_micros(round * 100)).await;
        writer.abort();
        match settle(&db, now.head.seq, (0..OPS).map(ids).collect()).await {
            true => whole += 1,
            false => absent += 1,
        }
    }
    let log = whole_log(&db).await;
    let found: Vec<u128> = log.iter().map(|stored| stored.op.id.0.as_u128()).collect();
    let all: Vec<u128> = (0..u128::from(ROUNDS) * OPS).collect();
    assert_eq!(found, all);
    assert!(proof(&store).await.is_ok());
    println!("given up: {absent} absent, {whole} whole");
}

/// Writes `ops` after `before` unless they are there; whether they were. The commit that was given up may still run: it
/// then comes first, or conflicts.
async fn settle(db: &store::OrgDb, before: u64, ops: Vec<sync::op::Op>) -> bool {
    loop {
        let now = db.load().await.unwrap();
        let after = now.head.seq - before;
        assert!(after == 0 || u128::from(after) == OPS, "{after} of {OPS}");
        if after > 0 {
            return true;
        }
        let mut commit = Commit::new(now.rev, now.head.clone());
        append(&mut commit, ops.clone().into_iter());
        match db.commit(&commit).await {
            Ok(()) => return false,
            Err(LogError::Conflict) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// A reader sees the head, the log and the counts of one and the same transaction, however many queries it takes.
pub(crate) async fn half_of_a_transaction_is_never_seen(engine: &Engine) {
    let (store, db) = open(engine).await;
    let db = Arc::new(db);
    let writer = tokio::spawn({
        let db = db.clone();
        async move {
            for round in 0..u128::from(ROUNDS) {
                let written = write(&db, |now, commit| {
                    append(commit, (0..OPS).map(|n| op(round * OPS + n)));
                    let count = received(now, campaign(1)) + 5;
                    commit.tallies.insert(campaign(1), tally(count));
                });
                written.await.unwrap();
            }
        }
    });
    while !writer.is_finished() {
        let loaded = db.load().await.unwrap();
        assert_eq!(u64::from(received(&loaded, campaign(1))), loaded.head.seq);
        assert_eq!(loaded.head.seq, loaded.rev * 5);
        // A dump reads table after table: the log must be the head's all the same. The tallies have no answers here,
        // and before the first transaction there is no key.
        let finding = proof(&store).await.err();
        let expected = |row: &str| row.starts_with("tally") || row == "secret";
        assert!(finding.is_none_or(|finding| expected(&finding.row)));
    }
    writer.await.unwrap();
}
