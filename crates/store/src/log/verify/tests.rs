//! Flipped, dropped, swapped and renumbered rows of a real database are found, and named (I7).

mod heads;
mod reduced;

use super::{Check, Finding, Proven};
use crate::{NewOrg, Store, db::bound, dump::Part, log::OrgDb};
use domain::{
    Lang,
    answer::{Channel, Place, ReleasedAnswer},
    campaign::QuestionnaireRef,
    entity::{EntityKind, fields},
    ids::{CampaignId, DeviceId, ItemId, OpId, OrgId, PersonId},
    quarantine::{Decision, Subject, Verdict},
};
use ledger::{
    Aside, Commit, HeldOp, ItemTrace, LogStore as _, Purpose, Quarantined, Secret, Tally, Waiting,
};
use sync::{
    Body, EntityRef, Op, hash,
    plan::{Cursor, Head, plan_own},
    wire::Checkpoint,
};
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(2));
const CAMPAIGN: CampaignId = CampaignId(Uuid::from_u128(3));

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn op(n: u128, device: DeviceId, cseq: u64, at: EntityKind, body: &Body, prev: Option<&Op>) -> Op {
    let entity = EntityRef {
        kind: at,
        id: id(n + 1000),
    };
    let made = Op::made(OpId(id(n)), PersonId(id(4)), entity, None, body, 0, [9; 16]);
    Op {
        device,
        cseq,
        prev: prev.map(|op| hash::hex(&hash::operation(op))),
        ..made
    }
}

/// Operations 1 to 4 of a device, the third of them set aside, and a released answer.
fn log() -> (Vec<Op>, Op) {
    let comment = |text: &str| Body::Comment {
        text: text.to_owned(),
    };
    let mut made: Vec<Op> = Vec::new();
    for cseq in 1..=4 {
        let body = comment(&format!("remarque {cseq}"));
        let n = 10 + u128::from(cseq);
        made.push(op(n, DEVICE, cseq, EntityKind::Action, &body, made.last()));
    }
    let aside = made.remove(2);
    let fields = fields(&answer());
    let create = Body::Create { fields };
    made.push(op(
        20,
        DeviceId::SERVER,
        0,
        EntityKind::Answer,
        &create,
        None,
    ));
    (made, aside)
}

fn answer() -> ReleasedAnswer {
    ReleasedAnswer {
        place: Place::Campaign(CAMPAIGN),
        questionnaire: QuestionnaireRef {
            key: "af.hot".to_owned(),
            version: 1,
        },
        day: "2026-11-21".parse().unwrap(),
        lang: Lang::Fr,
        channel: Channel::Tablet,
        test: false,
        contact: None,
        answers: Default::default(),
        gone: Vec::new(),
        excluded: None,
    }
}

/// Two answers counted, one of them waiting; two refusals, one of them accepted later; one item in quarantine for good.
fn intake(commit: &mut Commit) {
    let trace = |sha: &str, code: Option<&str>| ItemTrace {
        sha: sha.to_owned(),
        code: code.map(str::to_owned),
        others: Vec::new(),
        counted: None,
    };
    let sealed = vec![1, 2, 3];
    let sha = hash::hex(&<sha2::Sha256 as sha2::Digest>::digest(&sealed));
    commit.items = vec![
        (ItemId(id(30)), trace("aa", None)),
        (ItemId(id(31)), trace("bb", None)),
        (ItemId(id(32)), trace("cc", None)),
        (ItemId(id(33)), trace(&sha, Some("malformed"))),
        (ItemId(id(34)), trace("dd", Some("device_revoked"))),
    ];
    commit.quarantine = vec![Quarantined {
        item: ItemId(id(33)),
        sha,
        alg: "x".to_owned(),
        kid: "k1".to_owned(),
        sealed,
        code: "malformed".to_owned(),
        day: "2026-11-21".to_owned(),
        source: Some(DEVICE.0),
        campaign: None,
        dismissed: true,
    }];
    let dismissed = Verdict::Dismissed("Illisible".to_owned());
    let quarantined = commit.quarantine[0].subject();
    let accepted = Subject {
        id: id(34),
        sha: "dd".to_owned(),
    };
    commit.decisions = vec![
        decision(quarantined, dismissed, "malformed"),
        decision(accepted, Verdict::Accepted, "device_revoked"),
    ];
    commit.wait = vec![Waiting {
        id: id(40),
        campaign: CAMPAIGN,
        answer: answer(),
    }];
    let tally = Tally {
        received: 2,
        refused: 2,
        ..Tally::default()
    };
    commit.tallies = [(CAMPAIGN, tally)].into();
}

fn decision(subject: Subject, verdict: Verdict, code: &str) -> (Subject, Decision) {
    let decision = Decision {
        verdict,
        by: PersonId(id(4)),
        on: "2026-11-22".parse().unwrap(),
        code: code.to_owned(),
    };
    (subject, decision)
}

async fn database(store: &Store, org: OrgId) -> OrgDb {
    let new = NewOrg {
        epoch: "life-1".to_owned(),
    };
    let db = store.org(org, &new).await.unwrap();
    let (ops, aside) = log();
    let last = ops[2].clone();
    let accepted = held(ops[1].clone(), "forbidden").subject();
    let at = "2026-11-21T10:00:00Z".to_owned();
    let made = ops.into_iter().map(|op| (op, at.clone())).collect();
    let plan = plan_own(&mut sync::State::default(), Head::EMPTY, made);
    let mut commit = Commit::new(0, plan.head);
    commit.ops = plan.append;
    let kept = Aside {
        count: 2,
        bytes: sync::plan::weight(&aside) + 3 + 1 + 2,
        dismissed: 1,
    };
    commit.aside = [(DEVICE.0, kept)].into();
    commit.set_aside = vec![held(aside, "forbidden")];
    let cursor = Cursor {
        cseq: 4,
        hash: Some(hash::operation(&last)),
    };
    commit.cursor = Some((DEVICE, cursor));
    intake(&mut commit);
    let accepted = decision(accepted, Verdict::Accepted, "forbidden");
    commit.decisions.push(accepted);
    commit.secrets = vec![Secret {
        kid: "k1".to_owned(),
        purpose: Purpose::Seal,
        since: 1,
        private: vec![7; 32],
    }];
    db.commit(&commit).await.unwrap();
    db
}

fn held(op: Op, code: &str) -> HeldOp {
    HeldOp {
        op,
        code: code.to_owned(),
        pushed: None,
        dismissed: false,
    }
}

/// The proof of the database after `change`, which is then undone.
async fn proof(store: &Store, org: OrgId, change: &str) -> Result<Proven, Finding> {
    proof_with(store, org, change, Vec::new()).await
}

/// Also compared with heads that somebody kept.
async fn proof_with(
    store: &Store,
    org: OrgId,
    change: &str,
    kept: Vec<(String, Checkpoint)>,
) -> Result<Proven, Finding> {
    let mut dump = store.dump(Part::Org(org)).await.unwrap();
    dump.at.run(change, bound!()).await.unwrap();
    let mut check = Check::with(kept);
    let mut found = Ok(());
    while let Some(rows) = dump.next().await.unwrap() {
        found = found.and_then(|()| rows.iter().try_for_each(|row| check.row(row)));
    }
    dump.end().await.unwrap();
    found.and_then(|()| check.finish())
}

#[tokio::test]
async fn a_whole_database_is_proved() {
    let store = Store::open("mem://").await.unwrap();
    let org = OrgId(id(1));
    let db = database(&store, org).await;
    let proven = proof(&store, org, "RETURN 1").await.unwrap();
    assert_eq!(proven.head, db.load().await.unwrap().head);
    assert_eq!(proven.epoch, "life-1");
}

/// What somebody does to the database behind the server's back, the row that is named, and a word of why.
const TAMPERED: &[(&str, &str, &str)] = &[
    // Flipped.
    ("UPDATE op:2 SET body = <bytes>'{\"text\":\"autre\"}'", "op:2", "changed"),
    ("UPDATE op:1 SET received_at = '2026-11-20T10:00:00Z'", "op:1", "changed"),
    ("UPDATE op:3 SET leaf = (SELECT VALUE leaf FROM ONLY op:2)", "op:3", "changed"),
    ("UPDATE op:3 SET prev = (SELECT VALUE prev FROM ONLY op:2)", "op:3", "changed"),
    ("UPDATE op:1 SET kind = 7", "op:1", "fields"),
    ("UPDATE head SET frontier = string::repeat('ab', 32)", "head:main", "the log ends with operation 4"),
    ("UPDATE head SET chain = string::repeat('ab', 32)", "head:main", "the log ends with operation 4"),
    ("UPDATE head SET seq = 5, frontier = NONE", "op:5", "missing"),
    ("UPDATE head SET seq = 3, frontier = NONE", "head:main", "the log ends with operation 4"),
    ("UPDATE seen SET seq = 4 WHERE seq = 1", "seen:", "its operation is op:1"),
    ("UPDATE cursor SET cseq = 2", "cursor:", "number 4"),
    ("UPDATE cursor SET hash = string::repeat('ab', 32)", "cursor:", "hash"),
    ("UPDATE cursor SET cseq = 9", "cursor:", "says 9, its hash is that of number 4"),
    ("UPDATE set_aside SET held = [{ op: string::replace(held[0].op, '\"wall_ms\":0', '\"wall_ms\":1'), code: held[0].code }]", "op:3", "set aside"),
    ("UPDATE set_aside SET held = [{ op: held[0].op, code: 'nothing' }]", "set_aside:", "not what was set aside"),
    ("UPDATE item SET sha = 'ee' WHERE code = 'malformed'", "quarantine:", "no item leads to it"),
    ("UPDATE item SET code = NONE WHERE code = 'malformed'", "quarantine:", "no item leads to it"),
    ("UPDATE quarantine SET sealed = <bytes>'abc'", "quarantine:", "changed"),
    ("UPDATE quarantine SET code = 'too_long'", "quarantine:", "code"),
    ("UPDATE pending SET answer = '{}'", "pending:", "waiting answer"),
    ("UPDATE tally SET received = 1", "tally:", "says 1 answers received, 2 are there"),
    ("UPDATE tally SET received = 3", "tally", "3 answers received, 2 are"),
    ("UPDATE tally SET refused = 3", "item", "4 items are known, 5 were counted"),
    ("UPDATE tally SET quarantined = 1", "tally:", "says 1 items in quarantine, 0 are there"),
    ("UPDATE tally SET quarantined = 2", "tally", "2 items in quarantine, 1 are there"),
    ("UPDATE quarantine SET campaign = u'00000000-0000-0000-0000-000000000003'", "tally:", "says 0 items in quarantine, 1 are"),
    ("UPDATE aside SET bytes += 1", "aside", "are noted"),
    ("UPDATE aside SET dismissed = 0", "aside", "are noted"),
    ("UPDATE quarantine SET dismissed = false", "quarantine:", "not marked as it was decided"),
    ("UPDATE set_aside SET held[0].dismissed = true", "set_aside:", "not marked as it was decided"),
    ("UPDATE decision SET made[0].accepted = true", "quarantine:", "no item leads to it"),
    ("UPDATE decision SET made[0].accepted = false", "decision:", "not in quarantine"),
    ("UPDATE secret SET private = <bytes>'short'", "secret:", "32 bytes"),
    // Dropped.
    ("DELETE op:1", "op:1", "missing"),
    ("DELETE op:3", "op:3", "missing"),
    ("DELETE op:4", "op:4", "missing"),
    ("DELETE head", "head:main", "missing"),
    ("DELETE seen WHERE seq = 3", "seen:", "nothing leads to op:3"),
    ("DELETE cursor", "cursor:", "says 0"),
    ("DELETE set_aside", "aside", "are noted"),
    ("DELETE item WHERE sha = 'aa'", "item", "3 items are known, 4 were counted"),
    ("DELETE item WHERE sha = 'dd'", "decision:", "not in the log or among"),
    ("DELETE decision", "quarantine:", "not marked as it was decided"),
    ("DELETE decision WHERE made[0].code = 'device_revoked'", "quarantine:", "missing"),
    ("DELETE quarantine", "decision:", "not in quarantine"),
    ("UPDATE decision SET removed = '2029-11-23' WHERE made[0].code = 'malformed'", "quarantine:", "no item leads to it"),
    (
        "UPDATE decision SET removed = '2029-11-23' WHERE made[0].code = 'malformed'; DELETE quarantine;
         UPDATE aside SET count -= 1, bytes -= 6, dismissed -= 1",
        "removal",
        "marked as removed, 0 are counted",
    ),
    ("DELETE pending", "tally", "2 answers received, 1 are"),
    ("DELETE tally", "tally:", "says 0"),
    ("DELETE aside", "aside", "are noted"),
    ("DELETE secret", "secret", "no key"),
    // Swapped.
    (
        "LET $two = (SELECT * OMIT id FROM ONLY op:2); LET $three = (SELECT * OMIT id FROM ONLY op:3);
         UPDATE op:2 CONTENT $three; UPDATE op:3 CONTENT $two",
        "op:2",
        "changed",
    ),
    (
        "UPDATE seen SET seq = 9 WHERE seq = 1; UPDATE seen SET seq = 1 WHERE seq = 2; UPDATE seen SET seq = 2 WHERE seq = 9",
        "seen:",
        "its operation is op:",
    ),
    // Renumbered.
    (
        "LET $four = (SELECT * OMIT id FROM ONLY op:4); DELETE op:4; CREATE op:5 CONTENT $four",
        "op:4",
        "missing",
    ),
    (
        "LET $one = (SELECT * OMIT id FROM ONLY op:1); CREATE op:5 CONTENT $one; UPDATE head SET seq = 5, frontier = NONE",
        "op:5",
        "changed",
    ),
    (
        "LET $one = (SELECT * OMIT id FROM ONLY seen WHERE seq = 1); DELETE seen WHERE seq = 1; CREATE seen CONTENT $one",
        "seen:",
        "",
    ),
    (
        "LET $one = (SELECT * OMIT id FROM ONLY head:main); DELETE head; CREATE head:other CONTENT $one",
        "head:other",
        "belongs to head:main",
    ),
    (
        "LET $one = (SELECT * OMIT id FROM ONLY quarantine); DELETE quarantine; CREATE quarantine:[1] CONTENT $one",
        "quarantine:",
        "its key",
    ),
];

#[tokio::test]
async fn every_tampered_row_is_named() {
    let store = Store::open("mem://").await.unwrap();
    let org = OrgId(id(1));
    database(&store, org).await;
    let mut missed = Vec::new();
    for (text, row, why) in TAMPERED {
        match proof(&store, org, text).await {
            Err(found) if found.row.starts_with(row) && found.what.contains(why) => {}
            other => missed.push((text, other)),
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// What docs/operations.md says is not proved. Whatever is found from here on goes from there to [`TAMPERED`].
const UNPROVED: &[&str] = &[
    "UPDATE item SET sha = 'ff' WHERE sha = 'aa'",
    "UPDATE pending SET answer = string::replace(answer, '\"lang\":\"fr\"', '\"lang\":\"en\"')",
    "UPDATE secret SET private = encoding::base64::decode('QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE')",
    "UPDATE decision SET made[0].person = u'00000000-0000-0000-0000-000000000009', made[0].day = '2026-11-23'",
    "UPDATE decision SET made[0].reason = 'Autre' WHERE made[0].accepted = false",
    "UPDATE quarantine SET alg = 'y', kid = 'k2', day = '2026-11-20'",
    "UPDATE quarantine SET source = u'00000000-0000-0000-0000-000000000009'",
    "UPDATE set_aside SET held[0].code = 'frozen', held[0].day = '2026-11-20'",
    "LET $one = (SELECT * OMIT id FROM ONLY aside LIMIT 1); DELETE aside;
     CREATE aside:u'00000000-0000-0000-0000-000000000009' CONTENT $one",
    "UPDATE tally SET refused = 1",
    "UPDATE cursor SET cseq = 9, hash = string::repeat('ab', 32)",
    "UPDATE cursor SET cseq = 9, hash = NONE",
    "UPDATE head SET rev = 7, epoch = 'life-2'",
];

#[tokio::test]
async fn what_the_documents_call_unproved_is_so() {
    let store = Store::open("mem://").await.unwrap();
    let org = OrgId(id(1));
    database(&store, org).await;
    for change in UNPROVED {
        let found = proof(&store, org, change).await;
        assert!(found.is_ok(), "{change}: {found:?}");
    }
}

/// Whoever can write the database can also make the leaves and the chain fit again: then the device's own chain speaks.
#[tokio::test]
async fn a_log_that_was_written_anew_does_not_follow_its_device() {
    let store = Store::open("mem://").await.unwrap();
    let org = OrgId(id(1));
    let db = database(&store, org).await;
    let (ops, _) = log();
    let at = "2026-11-21T10:00:00Z".to_owned();
    let mut made: Vec<_> = ops.into_iter().map(|op| (op, at.clone())).collect();
    let other = Body::Comment {
        text: "autre".to_owned(),
    };
    made[0].0.body = other.encode();
    let plan = plan_own(&mut sync::State::default(), Head::EMPTY, made);
    db.db.run("DELETE op; DELETE seen", bound!()).await.unwrap();
    let mut commit = Commit::new(1, plan.head);
    commit.ops = plan.append;
    db.commit(&commit).await.unwrap();
    let finding = proof(&store, org, "RETURN 1").await.expect_err("proved");
    assert_eq!(finding.row, "op:2");
    assert!(finding.what.contains("before it"), "{finding}");
}

/// What was set aside and is accepted comes into the log after what its device made later.
#[tokio::test]
async fn an_accepted_operation_may_come_late_but_not_in_anothers_place() {
    let store = Store::open("mem://").await.unwrap();
    let org = OrgId(id(1));
    let db = database(&store, org).await;
    let (_, aside) = log();
    let accept = async |rev, op: Op| {
        let loaded = db.load().await.unwrap();
        let plan = plan_own(
            &mut sync::State::default(),
            loaded.head,
            vec![(op.clone(), "2026-11-22T10:00:00Z".to_owned())],
        );
        let mut commit = Commit::new(rev, plan.head);
        commit.ops = plan.append;
        commit.held = [(op.id, Vec::new())].into();
        let kept = Aside {
            count: 1,
            bytes: 6,
            dismissed: 1,
        };
        commit.aside = [(DEVICE.0, kept)].into();
        let subject = held(op, "forbidden").subject();
        commit.decisions = vec![decision(subject, Verdict::Accepted, "forbidden")];
        db.commit(&commit).await.unwrap();
    };
    accept(1, aside.clone()).await;
    proof(&store, org, "RETURN 1").await.unwrap();
    let again = Op {
        id: OpId(id(90)),
        ..aside
    };
    accept(2, again).await;
    let finding = proof(&store, org, "RETURN 1").await.expect_err("proved");
    assert_eq!(finding.row, "op:6");
    assert!(finding.what.contains("comes after"), "{finding}");
}

/// The hash of what was set aside holds its number too.
#[tokio::test]
async fn a_cursor_is_at_the_number_of_the_operation_whose_hash_it_has() {
    let store = Store::open("mem://").await.unwrap();
    let org = OrgId(id(1));
    database(&store, org).await;
    let (_, aside) = log();
    let hash = hash::hex(&hash::operation(&aside));
    let raised = format!("UPDATE cursor SET cseq = 9, hash = '{hash}'");
    let finding = proof(&store, org, &raised).await.expect_err("proved");
    assert!(finding.row.starts_with("cursor:"), "{finding}");
    assert!(finding.what.contains("that of number 3"), "{finding}");
}
