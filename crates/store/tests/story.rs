//! One story on every engine: what a server does to its database from the first start to a restart from disk.
#![allow(
    clippy::unwrap_used,
    reason = "tests; clippy knows them by `#[test]` alone"
)]

use domain::{
    answer::{Channel, Place, ReleasedAnswer},
    campaign::QuestionnaireRef,
    entity::EntityKind,
    ids::{CampaignId, DeviceId, ItemId, OpId, OrgId, PersonId},
    quarantine::{Decision, Verdict},
};
use ledger::{
    Aside, Commit, HeldOp, ItemTrace, KEPT_BYTES, LogError, LogStore, Pushed, Quarantined, Tally,
    Waiting, Wanted, is_full,
};
use std::collections::HashMap;
use store::{NewOrg, OrgDb, Store, StoreError};
use sync::{
    op::{EntityRef, Op, Stored},
    plan::{Cursor, Head, Known, plan_own},
};
use uuid::Uuid;

mod control;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub fn org(n: u128) -> OrgId {
    OrgId(id(n))
}

fn new_org() -> NewOrg {
    NewOrg {
        epoch: "life-1".to_owned(),
    }
}

/// An operation of a kind this program does not know: the store keeps whatever it is given.
fn op(n: u128, body: &[u8]) -> Op {
    Op {
        id: OpId(id(n)),
        device: DeviceId(id(1)),
        cseq: u64::try_from(n).unwrap(),
        actor: PersonId(id(2)),
        kind: "sing".to_owned(),
        v: 3,
        entity: EntityRef {
            kind: EntityKind::Action,
            id: id(3),
        },
        base: n.is_multiple_of(2).then(|| OpId(id(n - 1))),
        wall_ms: u64::MAX - 5,
        body: body.to_vec(),
        salt: vec![9; 16],
        alg: None,
        kid: Some("k".to_owned()),
        sig: None,
        prev: n.is_multiple_of(3).then(|| "ab".repeat(32)),
    }
}

fn stored(head: Head, ops: impl Iterator<Item = Op>) -> (Vec<Stored>, Head) {
    let ops = ops
        .map(|op| (op, "2026-11-21T10:00:00Z".to_owned()))
        .collect();
    let plan = plan_own(&mut sync::State::default(), head, ops);
    (plan.append, plan.head)
}

fn answer(campaign: CampaignId) -> ReleasedAnswer {
    ReleasedAnswer {
        place: Place::Campaign(campaign),
        questionnaire: QuestionnaireRef {
            key: "af.hot".to_owned(),
            version: 1,
        },
        day: "2026-11-21".parse().unwrap(),
        lang: domain::Lang::Fr,
        channel: Channel::Tablet,
        test: false,
        contact: None,
        answers: [(
            "best".to_owned(),
            domain::answer::Answer::Text("d’œuvre".to_owned()),
        )]
        .into(),
        gone: Vec::new(),
        excluded: None,
    }
}

async fn log_story(db: &OrgDb) {
    let start = db.load().await.unwrap();
    assert_eq!((start.rev, start.head), (0, Head::EMPTY));
    assert_eq!(start.epoch, "life-1");
    assert_eq!(start.secrets, []);

    let (ops, head) = stored(Head::EMPTY, (10..15).map(|n| op(n, b"\x00\xff not json")));
    let mut first = Commit::new(0, head.clone());
    first.ops = ops.clone();
    let cursor = Cursor {
        cseq: 14,
        hash: Some([7; 32]),
    };
    first.cursor = Some((DeviceId(id(1)), cursor));
    first.set_aside = vec![
        held(op(90, b"a"), "forbidden"),
        held(op(90, b"b"), "too_long"),
    ];
    db.commit(&first).await.unwrap();

    // Compare-and-commit: the same plan twice is refused and writes nothing.
    assert!(matches!(db.commit(&first).await, Err(LogError::Conflict)));
    // An operation number that is taken is never overwritten, even at the right revision.
    let mut wrong = Commit::new(1, head.clone());
    wrong.ops = ops[..1].to_vec();
    assert!(matches!(db.commit(&wrong).await, Err(LogError::Conflict)));

    let loaded = db.load().await.unwrap();
    let seq = head.seq;
    assert_eq!((loaded.rev, loaded.head), (1, head));
    assert_eq!(db.read(0, seq, 100).await.unwrap(), ops);
    assert_eq!(db.read(1, seq, 2).await.unwrap(), ops[1..3]);
    assert_eq!(db.read(5, seq, 2).await.unwrap(), Vec::new());

    let wanted = Wanted {
        ops: vec![OpId(id(12)), OpId(id(90)), OpId(id(77))],
        device: Some(DeviceId(id(1))),
        ..Wanted::default()
    };
    let found = db.look_up(&wanted).await.unwrap();
    assert_eq!(found.cursor, cursor);
    assert_eq!(found.ops.len(), 2);
    assert_eq!(found.ops[&OpId(id(12))], [Known::Logged(ops[2].clone())]);
    let aside = |body: &[u8], code: &str| Known::SetAside {
        op: op(90, body),
        code: code.to_owned(),
    };
    assert_eq!(
        found.ops[&OpId(id(90))],
        [aside(b"a", "forbidden"), aside(b"b", "too_long")]
    );
}

fn held(op: Op, code: &str) -> HeldOp {
    let pushed = Pushed {
        device: op.device,
        person: op.actor,
        day: "2026-11-21".to_owned(),
    };
    HeldOp {
        op,
        code: code.to_owned(),
        pushed: Some(pushed),
        dismissed: false,
    }
}

fn kept(count: u32, bytes: u64) -> Aside {
    Aside {
        count,
        bytes,
        dismissed: 0,
    }
}

/// What is kept of refused material is read back, and marked or let go as somebody decides.
async fn quarantine_story(db: &OrgDb) {
    let items = db.quarantined(None, false).await.unwrap();
    let ops = db.set_aside(None, false).await.unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        ops,
        [
            held(op(90, b"a"), "forbidden"),
            held(op(90, b"b"), "too_long")
        ]
    );
    let wanted = Wanted {
        held: vec![items[0].subject(), ops[0].subject(), ops[1].subject()],
        ..Wanted::default()
    };
    let found = db.look_up(&wanted).await.unwrap();
    assert_eq!((&found.quarantined, &found.held), (&items, &ops));

    let dismissed = HeldOp {
        dismissed: true,
        ..ops[1].clone()
    };
    let decision = Decision {
        verdict: Verdict::Dismissed("Essai".to_owned()),
        by: PersonId(id(4)),
        on: "2026-11-22".parse().unwrap(),
        code: "malformed".to_owned(),
    };
    let loaded = db.load().await.unwrap();
    let mut commit = Commit::new(loaded.rev, loaded.head.clone());
    commit.held = HashMap::from([(ops[1].op.id, vec![dismissed.clone()])]);
    commit.dismissed = vec![items[0].subject()];
    commit.decisions = vec![(items[0].subject(), decision.clone())];
    db.commit(&commit).await.unwrap();
    assert_eq!(db.quarantined(None, false).await.unwrap(), []);
    assert_eq!(db.set_aside(None, false).await.unwrap(), []);
    assert_eq!(db.set_aside(None, true).await.unwrap(), [dismissed]);
    let kept = db.quarantined(None, true).await.unwrap();
    assert!(kept[0].dismissed && kept[0].campaign.is_none());
    assert_eq!(
        db.quarantined(Some(kept[0].subject()), true).await.unwrap(),
        []
    );

    let accepted = Decision {
        verdict: Verdict::Accepted,
        ..decision.clone()
    };
    let mut commit = Commit::new(loaded.rev + 1, loaded.head);
    commit.held = HashMap::from([(ops[1].op.id, Vec::new())]);
    commit.accepted = vec![items[0].subject()];
    commit.decisions = vec![(items[0].subject(), accepted.clone())];
    db.commit(&commit).await.unwrap();
    assert_eq!(db.quarantined(None, true).await.unwrap(), []);
    assert_eq!(db.set_aside(None, true).await.unwrap(), []);
    let made = vec![decision, accepted];
    assert_eq!(
        db.decisions(None).await.unwrap(),
        [(items[0].subject(), made)]
    );
}

async fn intake_story(db: &OrgDb) {
    let loaded = db.load().await.unwrap();
    let campaign = CampaignId(id(50));
    let trace = |others: Vec<String>| ItemTrace {
        sha: "ab".to_owned(),
        code: None,
        counted: (!others.is_empty()).then(|| "gh".to_owned()),
        others,
    };
    let waiting = |n| Waiting {
        id: id(n),
        campaign,
        answer: answer(campaign),
    };
    let mut commit = Commit::new(loaded.rev, loaded.head.clone());
    commit.items = vec![(ItemId(id(60)), trace(Vec::new()))];
    commit.wait = vec![waiting(70), waiting(71)];
    commit.tallies = HashMap::from([(
        campaign,
        Tally {
            received: 2,
            ..Tally::default()
        },
    )]);
    commit.quarantine = vec![Quarantined {
        item: ItemId(id(61)),
        sha: "cd".to_owned(),
        alg: "x".to_owned(),
        kid: "k1".to_owned(),
        sealed: vec![1, 2, 3],
        code: "malformed".to_owned(),
        day: "2026-11-21".to_owned(),
        source: Some(id(80)),
        campaign: Some(campaign),
        dismissed: false,
    }];
    let aside = |count, bytes| HashMap::from([(id(80), kept(count, bytes))]);
    commit.aside = aside(1, 3);
    db.commit(&commit).await.unwrap();

    let mut commit = Commit::new(loaded.rev + 1, loaded.head);
    commit.aside = aside(2, 9);
    commit.items = vec![(ItemId(id(60)), trace(vec!["ef".to_owned()]))];
    commit.stop_waiting = vec![id(70)];
    commit.tallies = HashMap::from([(
        campaign,
        Tally {
            received: 2,
            refused: 1,
            ..Tally::default()
        },
    )]);
    db.commit(&commit).await.unwrap();

    let loaded = db.load().await.unwrap();
    assert_eq!(loaded.waiting, [waiting(71)]);
    assert_eq!(loaded.tallies[&campaign].refused, 1);
    assert_eq!(loaded.aside, aside(2, 9));
    let wanted = Wanted {
        items: vec![ItemId(id(60)), ItemId(id(62))],
        ..Wanted::default()
    };
    let found = db.look_up(&wanted).await.unwrap();
    assert_eq!(found.items.len(), 1);
    assert_eq!(found.items[&ItemId(id(60))], trace(vec!["ef".to_owned()]));
}

/// Writers that all start from the same revision: one wins, the log has no hole.
async fn race_story(db: &std::sync::Arc<OrgDb>) {
    let before = db.load().await.unwrap();
    let writers: Vec<_> = (0..8u128)
        .map(|n| {
            let db = db.clone();
            tokio::spawn(async move {
                for attempt in 0.. {
                    let now = db.load().await.unwrap();
                    let (ops, head) = stored(now.head, std::iter::once(op(1000 + n, b"x")));
                    let mut commit = Commit::new(now.rev, head);
                    commit.ops = ops;
                    match db.commit(&commit).await {
                        Ok(()) => return,
                        Err(LogError::Conflict) if attempt < 500 => {
                            tokio::time::sleep(store::backoff(0)).await;
                        }
                        Err(error) => panic!("{error}"),
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let after = db.load().await.unwrap();
    assert_eq!(after.head.seq, before.head.seq + 8);
    let log = db.read(0, after.head.seq, 1_000).await.unwrap();
    let numbers: Vec<u64> = log.iter().map(|stored| stored.stamp.seq).collect();
    assert_eq!(numbers, (1..=after.head.seq).collect::<Vec<_>>());
}

/// Items of a MiB and more are read a few at a time; who goes on gets each of them once.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_large_items_ends_early() {
    let store = Store::open("mem://").await.unwrap();
    let db = store.org(org(1), &new_org()).await.unwrap();
    let (large, small) = (1_280 * 1024, 2_000);
    let one = |n: u128, size| Quarantined {
        item: ItemId(id(n)),
        sha: "ab".repeat(32),
        alg: "hpke".to_owned(),
        kid: "k1".to_owned(),
        sealed: vec![0; size],
        code: "malformed".to_owned(),
        day: "2026-11-21".to_owned(),
        source: None,
        campaign: None,
        dismissed: false,
    };
    let all = (0..25)
        .map(|n| one(n, large))
        .chain((100..350).map(|n| one(n, small)));
    let all: Vec<Quarantined> = all.collect();
    for part in all.chunks(25) {
        let now = db.load().await.unwrap();
        let mut commit = Commit::new(now.rev, now.head);
        commit.quarantine = part.to_vec();
        db.commit(&commit).await.unwrap();
    }
    let (mut read, mut after, mut pages) = (Vec::new(), None, Vec::new());
    loop {
        let page = db.quarantined(after, false).await.unwrap();
        let bytes: usize = page.iter().map(|held| held.sealed.len()).sum();
        assert!(bytes < KEPT_BYTES + large, "{bytes}");
        pages.push(page.len());
        let full = is_full(&page);
        after = page.last().map(Quarantined::subject);
        read.extend(page);
        if !full {
            break;
        }
    }
    assert_eq!(pages, [7, 7, 7, 200, 54]);
    assert_eq!(read, all);
}

async fn whole_story(url: &str) {
    let store = Store::open(url).await.unwrap();
    let db = std::sync::Arc::new(store.org(org(1), &new_org()).await.unwrap());
    log_story(&db).await;
    intake_story(&db).await;
    quarantine_story(&db).await;
    race_story(&db).await;
    // Organisations share nothing; opening one again keeps what it has.
    let other = store.org(org(2), &new_org()).await.unwrap();
    assert_eq!(other.load().await.unwrap().head, Head::EMPTY);
    let again = store.org(org(1), &new_org()).await.unwrap();
    assert_eq!(again.load().await.unwrap(), db.load().await.unwrap());
    store.remove_org(org(2)).await.unwrap();
    let fresh = store.org(org(2), &new_org()).await.unwrap();
    assert_eq!(fresh.load().await.unwrap().rev, 0);
    control::story(store.control()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_memory() {
    whole_story("mem://").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_disk() {
    let folder = tempfile::tempdir().unwrap();
    whole_story(&format!(
        "surrealkv://{}?sync=never",
        folder.path().display()
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_from_disk_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("data").display());
    let before = {
        let store = Store::open(&url).await.unwrap();
        let db = store.org(org(1), &new_org()).await.unwrap();
        log_story(&db).await;
        intake_story(&db).await;
        quarantine_story(&db).await;
        db.load().await.unwrap()
    };
    let store = reopen(&url).await;
    let db = store.org(org(1), &new_org()).await.unwrap();
    assert_eq!(db.load().await.unwrap(), before);
    assert_eq!(db.read(0, before.head.seq, 100).await.unwrap().len(), 5);
}

/// The engine closes in the background once its last handle is gone.
async fn reopen(url: &str) -> Store {
    for _ in 0..100 {
        match Store::open(url).await {
            Ok(store) => return store,
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
        }
    }
    panic!("the folder stays locked");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_engine_is_named() {
    let Err(StoreError::Open { url, .. }) = Store::open("nosuch://x").await else {
        panic!("opened");
    };
    assert_eq!(url, "nosuch://x");
}
