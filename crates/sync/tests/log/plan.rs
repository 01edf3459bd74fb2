//! What a push does: everything valid once, everything else kept aside, in the device's order.

use crate::support::{Server, create, creation, op, resolve, set};
use domain::{
    entity::{EntityKind, NOTE_MAX, fields},
    ids::{DeviceId, PersonId, ServiceId},
    role::Role,
};
use serde_json::json;
use sync::{
    Body, EntityRef, Op,
    op::BODY_BYTES_MAX,
    plan::{Head, plan_own, weight},
    wire::{OpResult, OpStatus},
};

/// The status and code of each result.
fn told(results: &[OpResult]) -> Vec<(OpStatus, Option<&str>)> {
    results
        .iter()
        .map(|result| (result.status, result.code.as_deref()))
        .collect()
}

fn title(device: u128, cseq: u64, text: &str) -> Op {
    op(device, cseq, Some(creation().id), &set("title", text))
}

#[test]
fn a_retry_appends_nothing_and_gets_the_same_receipt() {
    let mut server = Server::default();
    let batch = vec![creation(), title(1, 2, "deux")];
    let first = server.push(1, batch.clone()).unwrap();
    let second = server.push(1, batch.clone()).unwrap();
    assert_eq!(server.log.len(), 2);
    for (first, second) in first.iter().zip(&second) {
        assert_eq!(second.status, OpStatus::Duplicate);
        assert_eq!((&first.seq, &first.leaf), (&second.seq, &second.leaf));
    }
    // The acknowledgement was lost, and one more came since; the whole queue goes again.
    let mut longer = batch;
    longer.push(op(1, 3, Some(longer[1].id), &set("title", "trois")));
    let third = server.push(1, longer).unwrap();
    let statuses: Vec<OpStatus> = third.iter().map(|result| result.status).collect();
    assert_eq!(
        statuses,
        [OpStatus::Duplicate, OpStatus::Duplicate, OpStatus::Stored]
    );
    assert_eq!(server.log.len(), 3);
}

#[test]
fn the_same_operation_twice_in_one_push_is_stored_once() {
    let mut server = Server::default();
    let results = server.push(1, vec![creation(), creation()]).unwrap();
    assert_eq!(
        told(&results),
        [(OpStatus::Stored, None), (OpStatus::Duplicate, None)]
    );
    assert_eq!((server.log.len(), server.aside.len()), (1, 0));
}

#[test]
fn other_bytes_under_a_known_id_are_both_kept() {
    let mut server = Server::with_action();
    server.push(2, vec![title(2, 1, "un")]).unwrap();
    let mut forged = title(2, 1, "autre");
    for _retry in 0..2 {
        let results = server.push(2, vec![forged.clone()]).unwrap();
        assert_eq!(
            told(&results),
            [(OpStatus::Quarantined, Some("already_exists"))]
        );
    }
    assert_eq!(
        (server.log.len(), server.aside.len()),
        (2, 1),
        "kept, and once"
    );
    assert_eq!(server.action().values()["title"], "un");
    // The queue behind it goes on.
    forged.cseq = 2;
    let results = server.push(2, vec![forged, title(2, 3, "trois")]).unwrap();
    assert_eq!(results[0].status, OpStatus::Quarantined);
    assert_eq!(
        results[1].status,
        OpStatus::Conflict,
        "made from the creation, not from \"un\""
    );
}

#[test]
fn what_was_set_aside_gets_the_same_answer_again() {
    let mut server = Server::with_action();
    let bad = op(2, 1, Some(creation().id), &set("title", " "));
    let first = server.push(2, vec![bad.clone()]).unwrap();
    assert_eq!(told(&first), [(OpStatus::Quarantined, Some("required"))]);
    assert_eq!(server.push(2, vec![bad]).unwrap(), first);
    assert_eq!(server.aside.len(), 1);
}

/// Operations that nobody may push, each with the code it is set aside with.
fn spoilt() -> Vec<(&'static str, Op)> {
    type Change = fn(&mut Op);
    let changes: [(&str, Change); 8] = [
        ("forbidden", |op| op.actor = PersonId(testkit::id(1))),
        ("forbidden", |op| op.device = DeviceId(testkit::id(1))),
        ("malformed", |op| op.salt.truncate(15)),
        ("malformed", |op| op.body = b"{\"field\":1}".to_vec()),
        ("too_long", |op| op.body = vec![b' '; BODY_BYTES_MAX + 1]),
        ("unknown_reference", |op| op.entity.id = testkit::id(501)),
        ("unknown_kind", |op| {
            op.entity.kind = EntityKind::named("risk").unwrap();
        }),
        ("unknown_reference", |op| {
            op.entity.kind = EntityKind::Answer;
        }),
    ];
    let changed = |(code, change): (&'static str, Change)| {
        let mut op = title(2, 0, "x");
        change(&mut op);
        (code, op)
    };
    changes.map(changed).into()
}

/// Well made, and senseless against the records as they are.
fn senseless() -> Vec<(&'static str, Op)> {
    let comment = |text: &str| Body::Comment {
        text: text.to_owned(),
    };
    let new = |kind, fields| {
        let mut op = op(2, 0, None, &create(fields));
        op.entity.kind = kind;
        op
    };
    let about = |body| op(2, 0, Some(creation().id), &body);
    let nowhere = testkit::session(ServiceId(testkit::id(9)));
    let long = "é".repeat(NOTE_MAX + 1);
    vec![
        (
            "already_exists",
            new(EntityKind::Action, fields(&testkit::action())),
        ),
        (
            "forbidden",
            new(EntityKind::Answer, fields(&testkit::action())),
        ),
        (
            "unknown_reference",
            new(EntityKind::Session, fields(&nowhere)),
        ),
        ("frozen", about(set("opened", "2026-01-01"))),
        ("malformed", about(set("due", "demain"))),
        ("required", about(comment(" "))),
        ("too_long", about(comment(&long))),
    ]
}

#[test]
fn one_bad_operation_never_stops_the_batch() {
    let mut server = Server::with_action();
    let bad = [spoilt(), senseless()].concat();
    let mut batch = Vec::new();
    for (cseq, (_, op)) in (1..).zip(&bad) {
        let id = title(2, cseq, "x").id;
        batch.push(Op {
            id,
            cseq,
            ..op.clone()
        });
    }
    let last = u64::try_from(batch.len()).unwrap() + 1;
    batch.push(title(2, last, "bon"));
    let results = server.push(2, batch).unwrap();
    for (result, (code, _)) in results.iter().zip(&bad) {
        assert_eq!(result.status, OpStatus::Quarantined);
        assert_eq!((result.code.as_deref(), result.seq), (Some(*code), None));
    }
    assert_eq!(results.last().unwrap().status, OpStatus::Stored);
    assert_eq!((server.aside.len(), server.log.len()), (bad.len(), 2));
    assert_eq!(server.action().values()["title"], "bon");
}

#[test]
fn what_finds_no_room_aside_stays_with_the_device_and_stops_nothing() {
    let mut server = Server::with_action();
    let bad = |cseq| op(2, cseq, Some(creation().id), &set("due", "demain"));
    server.room.bytes = 2 * weight(&bad(1));
    let batch = vec![bad(1), bad(2), bad(3), title(2, 4, "bon")];
    let results = server.push(2, batch).unwrap();
    let full = (OpStatus::Rejected, Some("quarantine_full"));
    let kept = (OpStatus::Quarantined, Some("malformed"));
    assert_eq!(told(&results), [kept, kept, full, (OpStatus::Stored, None)]);
    assert_eq!(server.aside.len(), 2);
    server.room.count = 0;
    let results = server.push(2, vec![bad(5), title(2, 6, "mieux")]).unwrap();
    assert_eq!(told(&results), [full, (OpStatus::Conflict, None)]);
}

#[test]
fn a_role_pushes_what_it_may() {
    let mut server = Server::with_action();
    let results = server
        .push_as(Role::Trainer, 2, vec![title(2, 1, "x")])
        .unwrap();
    assert_eq!(results[0].status, OpStatus::Stored);
    let mut service = op(
        2,
        2,
        None,
        &Body::Create {
            fields: fields(&testkit::service()),
        },
    );
    service.entity = EntityRef {
        kind: EntityKind::Service,
        id: testkit::id(600),
    };
    let results = server.push_as(Role::Trainer, 2, vec![service]).unwrap();
    assert_eq!(told(&results), [(OpStatus::Quarantined, Some("forbidden"))]);
}

/// Published by two people at once, or so that answers could not be counted together: the first stands.
#[test]
fn a_version_is_published_once_and_stays_comparable() {
    let mut server = Server::with_action();
    let mut cseq = 0;
    let mut publish = |key: &str, version: u32, kind: &str| {
        cseq += 1;
        let questionnaire = json!({
            "key": key, "version": version, "title": {"fr": "Atelier", "en": ""}, "minutes": 3,
            "questions": [{"key": "q", "type": kind, "text": {"fr": "Utile ?", "en": ""}}],
        });
        let mut op = op(2, cseq, None, &create(fields(&questionnaire)));
        op.entity = EntityRef {
            kind: EntityKind::Questionnaire,
            id: testkit::id(700 + u128::from(cseq)),
        };
        let results = server.push(2, vec![op]).unwrap();
        results[0].code.clone()
    };
    assert_eq!(publish("atelier", 1, "likert4"), None);
    let again = Some("already_exists".to_owned());
    assert_eq!(publish("atelier", 1, "likert4"), again);
    let other = Some("frozen".to_owned());
    assert_eq!(publish("atelier", 2, "nps"), other);
    assert_eq!(publish("atelier", 2, "likert4"), None);
    assert_eq!(publish("salon", 1, "nps"), None);
}

#[test]
fn a_layout_of_a_newer_program_is_stored_and_passed_on() {
    let mut server = Server::with_action();
    let mut newer = title(2, 1, "x");
    (newer.kind, newer.v, newer.body) = ("merge_text".to_owned(), 7, vec![0, 255]);
    let mut known = title(2, 2, "x");
    known.v = 2;
    let results = server.push(2, vec![newer.clone(), known]).unwrap();
    assert!(
        results
            .iter()
            .all(|result| result.status == OpStatus::Stored)
    );
    assert_eq!(server.log[1].op, newer);
}

#[test]
fn a_move_that_was_legal_where_it_was_made_contends_and_may_be_chosen() {
    let mut server = Server::with_action();
    let status = |device, cseq, base, to: &str| op(device, cseq, base, &set("status", to));
    let first = Some(creation().id);
    let begun = status(1, 2, first, "in_progress");
    let done = status(1, 3, Some(begun.id), "done");
    server.push(1, vec![begun, done.clone()]).unwrap();
    // Offline since the beginning: abandoning it was possible there, it is not from "done".
    let dropped = status(2, 1, first, "abandoned");
    let results = server.push(2, vec![dropped.clone()]).unwrap();
    assert_eq!(results[0].status, OpStatus::Conflict);
    assert_eq!(server.action().values()["status"], "done");
    // Nobody moved it so; that stays impossible, also as a decision.
    let over = [dropped.id];
    let invented = op(2, 2, Some(done.id), &resolve("status", "approved", &over));
    let chosen = resolve("status", "abandoned", &[dropped.id, invented.id]);
    let chosen = op(2, 3, Some(done.id), &chosen);
    let results = server.push(2, vec![invented, chosen]).unwrap();
    assert_eq!(results[0].status, OpStatus::Conflict);
    assert_eq!(results[1].status, OpStatus::Stored);
    assert_eq!(server.action().values()["status"], "abandoned");
    assert!(!server.action().in_conflict());
}

#[test]
fn two_people_who_decide_apart_are_both_heard() {
    let mut server = Server::with_action();
    let status = |device, cseq, base, to: &str| op(device, cseq, base, &set("status", to));
    let first = Some(creation().id);
    let begun = status(1, 2, first, "in_progress");
    let dropped = status(2, 1, first, "abandoned");
    server.push(1, vec![begun.clone()]).unwrap();
    server.push(2, vec![dropped.clone()]).unwrap();
    // One keeps the work going and finishes it; the other, offline, keeps the end.
    let over = [dropped.id];
    let kept = op(
        1,
        3,
        Some(begun.id),
        &resolve("status", "in_progress", &over),
    );
    let done = status(1, 4, Some(kept.id), "done");
    server.push(1, vec![kept, done]).unwrap();
    let ended = op(2, 2, Some(begun.id), &resolve("status", "abandoned", &over));
    let results = server.push(2, vec![ended]).unwrap();
    assert_eq!(results[0].status, OpStatus::Conflict);
    assert_eq!(server.action().values()["status"], "done");
    assert!(server.action().in_conflict());
}

#[test]
fn a_decision_stands_whatever_else_changed() {
    let mut server = Server::with_action();
    let first = Some(creation().id);
    let measured = op(1, 2, first, &set("criterion", "Moins de 15 %"));
    let mut batch = vec![measured.clone()];
    let mut base = first;
    for (cseq, to) in (3..).zip(["in_progress", "done"]) {
        batch.push(op(1, cseq, base, &set("status", to)));
        base = batch.last().map(|op| op.id);
    }
    server.push(1, batch).unwrap();
    let works = op(2, 1, base, &set("status", "effective"));
    let again = op(1, 5, base, &set("status", "in_progress"));
    server.push(1, vec![again.clone()]).unwrap();
    server.push(2, vec![works.clone()]).unwrap();
    // The criterion goes while the verdict is only one of two values.
    let cleared = op(1, 6, Some(measured.id), &set("criterion", ""));
    server.push(1, vec![cleared]).unwrap();
    let kept = resolve("status", "effective", &[works.id]);
    let results = server.push(1, vec![op(1, 7, Some(again.id), &kept)]);
    assert_eq!(told(&results.unwrap()), [(OpStatus::Stored, None)]);
    assert_eq!(server.action().values()["status"], "effective");
}

#[test]
fn the_servers_own_operations_follow_each_other_with_their_own_stamps() {
    let mut server = Server::with_action();
    let own = |cseq| {
        op(
            9,
            cseq,
            Some(creation().id),
            &Body::Comment {
                text: "x".to_owned(),
            },
        )
    };
    let stamped = |day: &str| day.to_owned();
    let ops = vec![
        (own(1), stamped("2026-11-20")),
        (own(2), stamped("2026-11-21")),
    ];
    let head = server.head();
    let plan = plan_own(&mut server.state, head.clone(), ops);
    let stamps: Vec<_> = plan
        .append
        .iter()
        .map(|s| (s.stamp.seq, &*s.stamp.received_at))
        .collect();
    assert_eq!(stamps, [(2, "2026-11-20"), (3, "2026-11-21")]);
    let end = plan
        .append
        .iter()
        .try_fold(head, |head, stored| head.after(stored));
    assert_eq!(end.as_ref(), Some(&plan.head));
    assert_eq!(json!(plan.append[0].leaf), json!(plan.results[0].leaf));
    assert_ne!(plan.head, Head::EMPTY);
}

#[test]
fn feedback_of_a_day_to_come_is_kept_aside_wherever_it_is_today() {
    let heard = |cseq: u64, day: &str| {
        let feedback = json!({
            "form": "meeting", "stakeholder": "team", "day": day, "summary": "Vu ensemble",
        });
        let fields = feedback.as_object().unwrap().clone();
        let at = EntityRef {
            kind: EntityKind::Feedback,
            id: testkit::id(700 + u128::from(cseq)),
        };
        Op {
            entity: at,
            ..op(1, cseq, None, &create(fields))
        }
    };
    let aside = (OpStatus::Quarantined, Some("day_to_come"));
    let mut server = Server::default();
    // The server's moment is 21 November in UTC: the 22nd has begun east of it.
    let first = heard(1, "2026-11-22");
    let results = server
        .push(1, vec![first.clone(), heard(2, "2026-11-23")])
        .unwrap();
    assert_eq!(told(&results), [(OpStatus::Stored, None), aside]);
    let moved = Op {
        entity: first.entity,
        ..op(1, 3, Some(first.id), &set("day", "2027-11-21"))
    };
    let back = Op {
        entity: first.entity,
        ..op(1, 4, Some(first.id), &set("day", "2026-11-20"))
    };
    let results = server.push(1, vec![moved, back]).unwrap();
    assert_eq!(told(&results), [aside, (OpStatus::Stored, None)]);
}
