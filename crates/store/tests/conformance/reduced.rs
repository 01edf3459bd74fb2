//! An answer is reduced, and the log says so, in one transaction: on no engine is there one without the other.

use crate::{
    Engine,
    log::{append, campaign, open, proof, tally, whole_log, write},
};
use domain::{
    answer::{Answer, Channel, Place, ReleasedAnswer},
    attachment::FileHash,
    entity::{EntityKind, fields},
    erasure::{Erasure, Row, Rows, reduce},
    ids::{DeviceId, ItemId, OpId, PersonId},
    retention::{Removal, Removed},
};
use ledger::{Commit, ItemTrace, LogError, LogStore as _};
use sync::{
    Body, Stored, hash,
    op::{EntityRef, Op},
};
use uuid::Uuid;

const DAY: &str = "2029-11-23";

fn create(n: u128, kind: EntityKind, record: &impl serde::Serialize) -> Op {
    let id = Uuid::from_u128(n);
    let body = Body::Create {
        fields: fields(record),
    };
    let entity = EntityRef { kind, id };
    Op {
        device: DeviceId::SERVER,
        ..Op::made(OpId(id), PersonId::SERVER, entity, None, &body, 0, [9; 16])
    }
}

fn answer() -> ReleasedAnswer {
    ReleasedAnswer {
        place: Place::Campaign(campaign(30)),
        questionnaire: testkit::af_hot(),
        day: testkit::day("2026-11-21"),
        lang: domain::Lang::Fr,
        channel: Channel::Link,
        test: false,
        contact: None,
        answers: [("best".to_owned(), Answer::Text("Merci à Ana".to_owned()))].into(),
        gone: Vec::new(),
        excluded: None,
    }
}

/// What reduces the one answer of the log.
fn reduction(commit: &mut Commit, whole: &Stored) {
    let body = Body::Create {
        fields: fields(&reduce(&answer()).unwrap()),
    };
    let less = Stored {
        op: whole.op.reduced(&body),
        ..whole.clone()
    };
    let row = Row {
        seq: less.stamp.seq,
        sha256: FileHash(hash::bytes(&less.op.body)),
    };
    let erasure = Erasure {
        place: answer().place,
        day: testkit::day(DAY),
        rows: Rows(vec![row]),
    };
    append(
        commit,
        [create(41, EntityKind::Erasure, &erasure)].into_iter(),
    );
    commit.reduced = vec![less];
    commit.removed = Some(Removed {
        day: testkit::day(DAY),
        removal: Removal {
            answers: 1,
            ..Removal::default()
        },
    });
}

pub(crate) async fn a_row_and_the_record_of_it_are_written_together(engine: &Engine) {
    let (store, db) = open(engine).await;
    let trace = ItemTrace {
        sha: "aa".to_owned(),
        code: None,
        others: Vec::new(),
        counted: None,
    };
    let released = write(&db, |_, commit| {
        append(
            commit,
            [create(40, EntityKind::Answer, &answer())].into_iter(),
        );
        commit.items = vec![(ItemId(Uuid::from_u128(50)), trace.clone())];
        commit.tallies = [(campaign(30), tally(1))].into();
    });
    released.await.unwrap();
    let whole = whole_log(&db).await;

    // Whoever planned on another head has reduced nothing.
    let head = db.load().await.unwrap().head;
    let mut late = Commit::new(7, head);
    reduction(&mut late, &whole[0]);
    assert_eq!(db.commit(&late).await, Err(LogError::Conflict));
    assert_eq!(whole_log(&db).await, whole);
    assert_eq!(db.people().removals().await.unwrap(), []);

    let done = write(&db, |_, commit| reduction(commit, &whole[0]));
    done.await.unwrap();
    let log = whole_log(&db).await;
    assert_eq!((log.len(), &log[0].leaf), (2, &whole[0].leaf));
    assert!(
        !String::from_utf8(log[0].op.body.clone())
            .unwrap()
            .contains("Ana")
    );
    let removed = db.people().removals().await.unwrap();
    assert_eq!(removed[0].removal.answers, 1);
    proof(&store).await.unwrap();
}
