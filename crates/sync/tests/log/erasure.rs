//! Answers that were reduced: the log is proved as before, whatever else stands there is found, and records are as if they
//! had always been so.

use domain::{
    answer::{Answer, Channel, Place, ReleasedAnswer},
    attachment::FileHash,
    entity::{self, EntityKind},
    erasure::{Erasure, Row, Rows, reduce},
    ids::{CampaignId, DeviceId, OpId, PersonId},
};
use sync::{
    Body, EntityRef, Op, State, Stored,
    erasure::{Erasures, Unproved},
    hash,
    plan::{Head, plan_own},
};
use testkit::id;

fn answer(comment: &str) -> ReleasedAnswer {
    ReleasedAnswer {
        place: Place::Campaign(CampaignId(id(30))),
        questionnaire: testkit::af_hot(),
        day: testkit::day("2026-11-21"),
        lang: domain::Lang::Fr,
        channel: Channel::Link,
        test: false,
        contact: None,
        answers: [("best".to_owned(), Answer::Text(comment.to_owned()))].into(),
        gone: Vec::new(),
        excluded: None,
    }
}

fn own(n: u128, kind: EntityKind, record: u128, body: &Body) -> (Op, String) {
    let entity = EntityRef {
        kind,
        id: id(record),
    };
    let op = Op::made(
        OpId(id(n)),
        PersonId::SERVER,
        entity,
        None,
        body,
        0,
        [9; 16],
    );
    let op = Op {
        device: DeviceId::SERVER,
        ..op
    };
    (op, "2026-11-21".to_owned())
}

fn create(record: &impl serde::Serialize) -> Body {
    Body::Create {
        fields: entity::fields(record),
    }
}

/// Two answers, the first of them excluded later, and the end of the log.
fn whole() -> (Vec<Stored>, Head) {
    let exclude = Body::Set {
        field: "excluded".to_owned(),
        value: serde_json::json!({"reason": "Essai"}),
    };
    let made = vec![
        own(1, EntityKind::Answer, 40, &create(&answer("Merci à Ana"))),
        own(2, EntityKind::Answer, 41, &create(&answer("Bo est gentil"))),
        own(3, EntityKind::Answer, 40, &exclude),
    ];
    let plan = plan_own(&mut State::default(), Head::EMPTY, made);
    (plan.append, plan.head)
}

fn reduced(stored: &Stored) -> Stored {
    let Ok(Body::Create { fields }) = Body::decode(&stored.op) else {
        panic!("creates nothing")
    };
    let answer = reduce(&entity::read(&fields).unwrap()).unwrap();
    Stored {
        op: stored.op.reduced(&create(&answer)),
        ..stored.clone()
    }
}

fn record(place: u128, rows: &[&Stored]) -> Erasure {
    let row = |stored: &&Stored| Row {
        seq: stored.stamp.seq,
        sha256: FileHash(hash::bytes(&stored.op.body)),
    };
    Erasure {
        place: Place::Campaign(CampaignId(id(place))),
        day: testkit::day("2029-11-23"),
        rows: Rows(rows.iter().map(row).collect()),
    }
}

/// The log with both answers reduced, and the server's record of it.
fn log() -> (Vec<Stored>, Head) {
    let (mut log, head) = whole();
    for at in [0, 1] {
        log[at] = reduced(&log[at]);
    }
    let erasure = record(30, &[&log[0], &log[1]]);
    let made = vec![own(4, EntityKind::Erasure, 50, &create(&erasure))];
    let plan = plan_own(&mut State::default(), head, made);
    log.extend(plan.append);
    (log, plan.head)
}

fn end(log: &[Stored]) -> Option<Head> {
    let mut log = log.iter();
    log.try_fold(Head::EMPTY, |head, stored| head.after(stored))
}

fn unproved(log: &[Stored]) -> Vec<Unproved> {
    let mut erasures = Erasures::default();
    log.iter().for_each(|stored| erasures.take(stored));
    erasures.unproved()
}

fn fold(log: &[Stored]) -> State {
    let mut state = State::default();
    for stored in log {
        state.apply(&stored.op, Some(&stored.stamp));
    }
    state
}

#[test]
fn a_reduced_log_ends_as_it_did_and_nothing_of_what_was_said_is_in_it() {
    let ((before, _), (after, head)) = (whole(), log());
    assert_eq!(end(&after), Some(head));
    assert_eq!(end(&after[..3]), end(&before));
    assert_eq!(unproved(&after), []);
    for (stored, was) in after.iter().zip(&before).take(2) {
        let salt = was.op.salt.as_slice();
        assert!(!stored.op.salt.windows(salt.len()).any(|part| part == salt));
    }
    for stored in &after {
        let body = String::from_utf8(stored.op.body.clone()).unwrap();
        assert!(!body.contains("Ana") && !body.contains("gentil"), "{body}");
    }
}

#[test]
fn whatever_else_stands_in_an_answers_place_is_found() {
    let (good, _) = log();
    let (before, _) = whole();
    let body_of = |stored: &Stored| Stored {
        op: Op {
            body: stored.op.body.clone(),
            ..good[0].op.clone()
        },
        ..good[0].clone()
    };
    let otherwise = |seq| Unproved::Otherwise { seq, by: 4 };
    let with = |stored: Stored| [&[stored], &good[1..]].concat();

    let mut other = good.clone();
    other[1].op.body[3] ^= 1;
    assert_eq!(unproved(&other), [otherwise(2)], "a changed body");
    assert_eq!(
        unproved(&with(body_of(&before[0]))),
        [otherwise(1)],
        "the old body"
    );
    let back = with(before[0].clone());
    assert!(end(&back).is_some());
    assert_eq!(unproved(&back), [otherwise(1)], "the old body and its salt");
    assert_eq!(
        unproved(&good[..3]),
        [Unproved::Unsaid(1), Unproved::Unsaid(2)]
    );
}

/// All but the body is proved by the leaf, as before.
#[test]
fn the_rest_of_a_reduced_operation_is_proved_by_its_leaf() {
    type Change = fn(&mut Stored);
    let changes: [(&str, Change); 6] = [
        ("id", |s| s.op.id = OpId(id(1000))),
        ("actor", |s| s.op.actor = PersonId(id(1))),
        ("record", |s| s.op.entity.id = id(1)),
        ("kind of record", |s| s.op.entity.kind = EntityKind::Action),
        ("what was there", |s| s.op.salt[15] ^= 1),
        ("received", |s| s.stamp.received_at.push('x')),
    ];
    for (what, change) in changes {
        let (mut log, _) = log();
        change(&mut log[0]);
        assert_eq!(end(&log), None, "{what}");
    }
}

/// A record of another's making, or of what comes after it, says nothing.
#[test]
fn only_the_server_says_that_it_reduced_and_only_what_was_there() {
    let (log, head) = log();
    let mut foreign = log.clone();
    foreign[3].op.device = DeviceId(id(2));
    assert_eq!(unproved(&foreign).len(), 2);

    let (_, early_head) = whole();
    let later = Stored {
        stamp: sync::Stamp {
            seq: head.seq + 1,
            ..log[0].stamp.clone()
        },
        ..log[0].clone()
    };
    let made = vec![own(
        4,
        EntityKind::Erasure,
        50,
        &create(&record(30, &[&later])),
    )];
    let plan = plan_own(&mut State::default(), early_head, made);
    let early = [plan.append, vec![later]].concat();
    assert_eq!(unproved(&early), [Unproved::Unsaid(5)]);
}

/// A newer program may find more to remove: its record is the last word.
#[test]
fn what_is_reduced_again_is_as_the_last_record_says() {
    let (mut log, head) = log();
    let less = ReleasedAnswer {
        gone: Vec::new(),
        answers: Default::default(),
        ..answer("")
    };
    let first = log[0].clone();
    log[0].op = first.op.reduced(&create(&less));
    let made = vec![own(
        5,
        EntityKind::Erasure,
        51,
        &create(&record(30, &[&log[0]])),
    )];
    log.extend(plan_own(&mut State::default(), head.clone(), made).append);
    assert!(end(&log).is_some());
    assert_eq!(unproved(&log), []);
    log[0] = first;
    assert_eq!(unproved(&log), [Unproved::Otherwise { seq: 1, by: 5 }]);
}

/// What a server has in memory is what it would read.
#[test]
fn a_record_in_memory_is_reduced_as_if_it_had_always_been_so() {
    let (before, _) = whole();
    let (after, _) = log();
    let mut state = fold(&before);
    state.reduce(&after[0].op);
    state.reduce(&after[1].op);
    let erasure = &after[3];
    state.apply(&erasure.op, Some(&erasure.stamp));
    assert_eq!(state, fold(&after));
    let record = state.get(after[0].op.entity).unwrap();
    let read: ReleasedAnswer = entity::read(&record.values()).unwrap();
    assert_eq!(
        read.excluded.unwrap().reason,
        "Essai",
        "what was decided later stays"
    );
    assert_eq!(read.gone, ["best"]);
}
