//! An answer that was reduced, as the server does it, is proved; anything else in its place is named.

use super::{CAMPAIGN, database, id, op, proof};
use crate::{Store, log::OrgDb};
use domain::{
    answer::{Answer, Place, ReleasedAnswer},
    attachment::FileHash,
    entity::{EntityKind, fields},
    erasure::{Erasure, Row, Rows, reduce},
    ids::{DeviceId, OrgId},
    retention::{Removal, Removed},
};
use ledger::{Commit, LogStore as _, Tally};
use sync::{
    Body, Stored, hash,
    plan::{Head, plan_own},
};

fn create(record: &impl serde::Serialize) -> Body {
    Body::Create {
        fields: fields(record),
    }
}

/// One answer more, with a remark.
async fn said(db: &OrgDb) -> (Stored, ReleasedAnswer) {
    let answer = ReleasedAnswer {
        answers: [("best".to_owned(), Answer::Text("Merci à Ana".to_owned()))].into(),
        ..super::answer()
    };
    let made = op(
        21,
        DeviceId::SERVER,
        0,
        EntityKind::Answer,
        &create(&answer),
        None,
    );
    let mut commit = append(db, vec![(made, "2026-11-21".to_owned())]).await;
    let tally = Tally {
        received: 3,
        refused: 1,
        ..Tally::default()
    };
    commit.tallies = [(CAMPAIGN, tally)].into();
    db.commit(&commit).await.unwrap();
    (commit.ops.remove(0), answer)
}

async fn append(db: &OrgDb, made: Vec<(sync::Op, String)>) -> Commit {
    let loaded = db.load().await.unwrap();
    let plan = plan_own(&mut sync::State::default(), loaded.head, made);
    let mut commit = Commit::new(loaded.rev, plan.head);
    commit.ops = plan.append;
    commit
}

/// The same answer reduced, with the record that says so.
async fn reduced(db: &OrgDb, whole: &Stored, answer: &ReleasedAnswer) {
    let less = Stored {
        op: whole.op.reduced(&create(&reduce(answer).unwrap())),
        ..whole.clone()
    };
    let row = Row {
        seq: less.stamp.seq,
        sha256: FileHash(hash::bytes(&less.op.body)),
    };
    let day = "2029-11-23".parse().unwrap();
    let erasure = Erasure {
        place: Place::Campaign(CAMPAIGN),
        day,
        rows: Rows(vec![row]),
    };
    let body = create(&erasure);
    let made = op(22, DeviceId::SERVER, 0, EntityKind::Erasure, &body, None);
    let mut commit = append(db, vec![(made, "2029-11-23T05:00:00Z".to_owned())]).await;
    commit.reduced = vec![less];
    let removal = Removal {
        answers: 1,
        ..Removal::default()
    };
    commit.removed = Some(Removed { day, removal });
    db.commit(&commit).await.unwrap();
}

/// How somebody who can write the database would put bytes there.
fn text(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).unwrap().replace('\'', "\\'");
    format!("<bytes>'{text}'")
}

#[tokio::test]
async fn what_was_reduced_is_proved_and_whatever_else_stands_there_is_named() {
    let store = Store::open("mem://").await.unwrap();
    let org = OrgId(id(1));
    let db = database(&store, org).await;
    let (whole, answer) = said(&db).await;
    let before: Head = db.load().await.unwrap().head;
    reduced(&db, &whole, &answer).await;

    let proven = proof(&store, org, "RETURN 1").await.unwrap();
    assert_eq!(proven.head, db.load().await.unwrap().head);
    let stands = db.read(4, 5, 1).await.unwrap().remove(0);
    assert_eq!(
        (stands.leaf.as_str(), &stands.stamp),
        (whole.leaf.as_str(), &whole.stamp)
    );
    assert!(!String::from_utf8(stands.op.body).unwrap().contains("Ana"));
    let removed = db.people().removals().await.unwrap();
    assert_eq!(removed[0].removal.answers, 1);

    let (body, salt) = (text(&whole.op.body), text(&whole.op.salt));
    let (chain, frontier) = (hash::hex(&before.chain), before.frontier.to_text());
    for (change, row, why) in [
        (
            format!("UPDATE op:5 SET body = {body}"),
            "op:5",
            "op:6 says",
        ),
        (
            format!("UPDATE op:5 SET body = {body}, salt = {salt}"),
            "op:5",
            "op:6 says",
        ),
        (format!("UPDATE op:5 SET salt = {salt}"), "op:5", "leaf"),
        (
            "UPDATE op:5 SET received_at = '2026-11-20'".to_owned(),
            "op:5",
            "leaf",
        ),
        (
            "UPDATE op:4 SET salt = <bytes>'0123456789abcdef0123456789abcdef'".to_owned(),
            "op:4",
            "leaf",
        ),
        (
            format!(
                "DELETE op:6; DELETE seen WHERE seq = 6;
                 UPDATE head SET seq = 5, chain = '{chain}', frontier = '{frontier}'"
            ),
            "op:5",
            "no operation after it",
        ),
    ] {
        let found = proof(&store, org, &change).await.expect_err(&change);
        assert!(
            found.row == row && found.what.contains(why),
            "{change}: {found}"
        );
    }
}

/// The row and its record are written together, or neither is.
#[tokio::test]
async fn a_commit_that_comes_second_reduces_nothing() {
    let store = Store::open("mem://").await.unwrap();
    let db = database(&store, OrgId(id(1))).await;
    let (whole, answer) = said(&db).await;
    let loaded = db.load().await.unwrap();
    let mut late = Commit::new(loaded.rev - 1, loaded.head);
    late.reduced = vec![Stored {
        op: whole.op.reduced(&create(&reduce(&answer).unwrap())),
        ..whole.clone()
    }];
    let failed = db.commit(&late).await;
    assert_eq!(failed, Err(ledger::LogError::Conflict));
    assert_eq!(db.read(4, 5, 1).await.unwrap(), [whole]);
    assert_eq!(db.people().removals().await.unwrap(), []);
}
