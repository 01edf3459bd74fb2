//! Messages of version 1 as once written to files: every later program reads them so.

use crate::support::{Server, create, creation, op, set, stamp, text};
use domain::{
    answer::Channel,
    attachment::FileHash,
    draft::Draft,
    entity::{self, EntityKind, Fields},
    figures::{
        AnswerLine, Bar, Came, CampaignResults, Comment, Counts, Detail, Nps, PhotoLine, Pool,
        QuestionResult, Rate,
    },
    ids::{AnswerId, CampaignId, DeviceId, OpId, OrgId, ServiceId},
    photo::Photo,
    questionnaire::Published,
    role::Role,
    service::ServiceKind,
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
use sync::{
    Body, EntityRef, Op, Scope, Stored, hash,
    snapshot::take,
    wire::{
        Failure, Gap, Key, Keys, OpResult, OpStatus, Page, Push, Pushed, Reader, Rollups,
        SignedHead,
    },
};
use testkit::{day, id};

/// The file and the message stand for each other, and a field added later does no harm.
fn same<T: Serialize + DeserializeOwned + PartialEq + Debug>(file: &str, message: &T) {
    let golden: serde_json::Value = serde_json::from_str(file).unwrap();
    assert_eq!(serde_json::to_value(message).unwrap(), golden);
    assert_eq!(
        &serde_json::from_value::<T>(golden.clone()).unwrap(),
        message
    );
    let mut newer = golden;
    newer["added_later"] = serde_json::json!({"by": "a newer program"});
    assert_eq!(&serde_json::from_value::<T>(newer).unwrap(), message);
}

/// Bodies are bytes: these are fixed, not encoded anew.
fn made() -> Op {
    let mut op = creation();
    op.body = br#"{"fields":{"title":"Accueil","type":"improvement"}}"#.to_vec();
    op
}

fn signed() -> Op {
    let mut op = op(2, 1, Some(made().id), &set("title", "x"));
    op.body = "{\"field\":\"title\",\"value\":\"Revoir l’accueil\"}"
        .as_bytes()
        .to_vec();
    op.alg = Some("ed25519".to_owned());
    op.kid = Some("k1".to_owned());
    op.sig = Some("c2lnbmF0dXJl".to_owned());
    op
}

fn stored(seq: u64, op: Op) -> Stored {
    let stamp = stamp(seq);
    let leaf = hash::hex(&hash::leaf(&op, &stamp));
    Stored { op, stamp, leaf }
}

#[test]
fn push() {
    let push = Push {
        device: DeviceId(id(2)),
        epoch: Some("e1".to_owned()),
        ops: vec![made(), signed()],
    };
    same(include_str!("../../golden/push.v1.json"), &push);
}

/// As [`made`] and [`signed`] of one device that names what came before.
fn chained() -> [Op; 2] {
    let first = made();
    let mut second = signed();
    (second.device, second.cseq) = (first.device, 2);
    second.prev = Some(hash::hex(&hash::operation(&first)));
    [first, second]
}

/// Also fixes how operations are hashed: the file holds one.
#[test]
fn push_with_what_came_before() {
    let push = Push {
        device: DeviceId(id(1)),
        epoch: None,
        ops: chained().into(),
    };
    same(include_str!("../../golden/push_prev.v1.json"), &push);
}

#[test]
fn pushed() {
    let result = |status, code: Option<&str>, seq| OpResult {
        id: creation().id,
        status,
        code: code.map(str::to_owned),
        seq,
        leaf: seq.map(|_| "ab".repeat(32)),
    };
    let pushed = Pushed {
        epoch: "e1".to_owned(),
        results: vec![
            result(OpStatus::Stored, None, Some(1)),
            result(OpStatus::Duplicate, None, Some(2)),
            result(OpStatus::Conflict, None, Some(3)),
            result(OpStatus::Quarantined, Some("forbidden"), None),
            result(OpStatus::Rejected, Some("malformed"), None),
        ],
        head: 3,
        chain: "cd".repeat(32),
        root: None,
        signed: None,
    };
    same(include_str!("../../golden/pushed.v1.json"), &pushed);
}

/// A draft and what was published of it: records of two kinds, as every later program reads them.
#[test]
fn push_of_a_draft_and_a_questionnaire() {
    let record = |cseq, kind, body: &[u8]| Op {
        body: body.to_vec(),
        entity: EntityRef { kind, id: id(800) },
        ..op(1, cseq, None, &create(Fields::new()))
    };
    let questionnaire = r#""key":"atelier","version":1,"title":{"fr":"Atelier","en":""},"minutes":3,"questions":[{"key":"q","type":"nps","text":{"fr":"Utile","en":""}}]"#;
    let audience = r#""audience":{"service":"vae","stakeholder":"team"}"#;
    let draft = format!(
        r#"{{"fields":{{"title":"Atelier","content":{{{questionnaire}}},"base":null,{audience}}}}}"#
    );
    let published = format!(r#"{{"fields":{{{questionnaire},{audience}}}}}"#);
    let push = Push {
        device: DeviceId(id(1)),
        epoch: None,
        ops: vec![
            record(1, EntityKind::Draft, draft.as_bytes()),
            record(2, EntityKind::Questionnaire, published.as_bytes()),
        ],
    };
    same(include_str!("../../golden/push_draft.v1.json"), &push);
    let fields = |op: &Op| match Body::decode(op) {
        Ok(Body::Create { fields }) => fields,
        other => panic!("{other:?}"),
    };
    let draft: Draft = entity::read(&fields(&push.ops[0])).unwrap();
    let published: Published = entity::read(&fields(&push.ops[1])).unwrap();
    assert_eq!(draft.content, published.questionnaire);
    assert_eq!(draft.audience, published.audience);
    assert_eq!(published.audience.service, Some(ServiceKind::Vae));
}

fn signed_head() -> SignedHead {
    SignedHead {
        org: OrgId(id(1)),
        epoch: "e1".to_owned(),
        seq: 2,
        root: "ef".repeat(32),
        chain: "cd".repeat(32),
        at: "2026-11-21T10:00:00Z".to_owned(),
        kid: "s1".to_owned(),
        sig: vec![9; 64],
    }
}

#[test]
fn signed_answers_and_the_keys_for_them() {
    let pushed = Pushed {
        epoch: "e1".to_owned(),
        results: Vec::new(),
        head: 2,
        chain: "cd".repeat(32),
        root: Some("ef".repeat(32)),
        signed: Some(signed_head()),
    };
    same(include_str!("../../golden/pushed_signed.v1.json"), &pushed);
    let page = Page {
        epoch: "e1".to_owned(),
        ops: Vec::new(),
        next: 2,
        head: 2,
        chain: "cd".repeat(32),
        root: Some("ef".repeat(32)),
        signed: Some(signed_head()),
        part: None,
    };
    same(include_str!("../../golden/page_signed.v1.json"), &page);
    let key = Key {
        kid: "s1".to_owned(),
        alg: "ed25519".to_owned(),
        public: vec![8; 32],
    };
    let keys = Keys { keys: vec![key] };
    same(include_str!("../../golden/keys.v1.json"), &keys);
}

#[test]
fn what_is_signed_is_a_text_of_seven_lines() {
    let lines = [
        "boucle.head.v1",
        "00000000-0000-0000-0000-000000000001",
        "e1",
        "2",
        &"ef".repeat(32),
        &"cd".repeat(32),
        "2026-11-21T10:00:00Z",
    ];
    assert_eq!(signed_head().text(), lines.join("\n"));
}

/// Also fixes how leaves are computed: the files hold them.
#[test]
fn page() {
    let page = Page {
        epoch: "e1".to_owned(),
        ops: vec![stored(1, made()), stored(2, signed())],
        next: 2,
        head: 5,
        chain: "cd".repeat(32),
        root: None,
        signed: None,
        part: None,
    };
    same(include_str!("../../golden/page.v1.json"), &page);
}

/// The leaf of an operation that names what came before.
#[test]
fn page_with_what_came_before() {
    let [first, second] = chained();
    let page = Page {
        epoch: "e1".to_owned(),
        ops: vec![stored(1, first), stored(2, second)],
        next: 2,
        head: 2,
        chain: "cd".repeat(32),
        root: None,
        signed: None,
        part: None,
    };
    same(include_str!("../../golden/page_prev.v1.json"), &page);
}

/// Results with one of everything.
fn detail() -> Detail {
    let answer = AnswerId(id(40));
    let text = domain::Text {
        fr: "Trop lent".to_owned(),
        en: "Too slow".to_owned(),
    };
    let bar = Bar {
        key: "too_slow".to_owned(),
        text: Some(text.clone()),
        count: 1,
    };
    Detail {
        n: 5,
        excluded: 1,
        channels: Vec::new(),
        satisfaction: Rate { part: 4, whole: 5 },
        nps: Nps {
            promoters: 3,
            passives: 1,
            detractors: 1,
        },
        questions: vec![QuestionResult {
            key: "pace".to_owned(),
            text,
            n: 1,
            not_concerned: 0,
            bars: vec![bar],
            mean: Some(2.5),
        }],
        comments: vec![Comment {
            answer,
            question: "best".to_owned(),
            text: "La pratique".to_owned(),
            day: day("2026-11-20"),
        }],
        photos: Vec::new(),
        answers: vec![AnswerLine {
            answer,
            day: day("2026-11-20"),
            channel: Channel::Tablet,
            overall: Some(4),
            nps: None,
            answered: 3,
            excluded: Some(domain::answer::Exclusion {
                reason: "Essai".to_owned(),
            }),
            version: Some(OpId(id(41))),
        }],
    }
}

/// As results list it for those who may see single answers.
#[test]
fn a_photo_of_an_answer() {
    let line = PhotoLine {
        answer: AnswerId(id(40)),
        question: "place".to_owned(),
        photo: Photo {
            sha256: FileHash([0xab; 32]),
            bytes: 81_234,
            width: 1280,
            height: 960,
            about: "Le poste".to_owned(),
        },
        day: day("2026-11-20"),
    };
    same(include_str!("../../golden/photo_line.v1.json"), &line);
}

#[test]
fn rollups() {
    let results = |detail| CampaignResults {
        campaign: CampaignId(id(3)),
        counts: Counts {
            received: 6,
            waiting: 0,
            refused: 1,
            abandoned: 2,
            quarantined: 3,
        },
        response: Rate { part: 5, whole: 11 },
        detail,
        excluded: Vec::new(),
    };
    let rollups = Rollups {
        head: 12,
        seq: 40,
        campaigns: vec![results(None), results(Some(detail()))],
        pools: vec![Pool {
            service: ServiceId(id(4)),
            quarter: "2026-T4".to_owned(),
            survey: None,
            detail: Some(Detail {
                answers: Vec::new(),
                ..detail()
            }),
            excluded: Vec::new(),
        }],
        reader: None,
    };
    same(include_str!("../../golden/rollups.v1.json"), &rollups);
}

/// To somebody who sees a part of the reports only.
#[test]
fn what_a_reader_of_a_part_is_told() {
    let page = Page {
        epoch: "e1".to_owned(),
        ops: Vec::new(),
        next: 5,
        head: 5,
        chain: "cd".repeat(32),
        root: None,
        signed: None,
        part: Some("ab".repeat(32)),
    };
    same(include_str!("../../golden/page_part.v1.json"), &page);
    let rollups = Rollups {
        head: 12,
        seq: 40,
        campaigns: Vec::new(),
        pools: Vec::new(),
        reader: Some(Reader {
            role: Role::Trainer,
            reports: true,
            held: 0,
            unopened: 0,
        }),
    };
    same(
        include_str!("../../golden/rollups_reader.v1.json"),
        &rollups,
    );
}

/// To somebody who decides on what the server set aside.
#[test]
fn what_waits_for_a_readers_decision() {
    let rollups = Rollups {
        head: 12,
        seq: 40,
        campaigns: Vec::new(),
        pools: Vec::new(),
        reader: Some(Reader {
            role: Role::QualityLead,
            reports: false,
            held: 3,
            unopened: 1,
        }),
    };
    same(include_str!("../../golden/rollups_held.v1.json"), &rollups);
}

#[test]
fn rollups_that_tell_channels() {
    let came = |channel, count| Came { channel, count };
    let detail = Detail {
        channels: vec![came(Channel::Tablet, 2), came(Channel::Paper, 3)],
        ..detail()
    };
    same(
        include_str!("../../golden/rollups_channels.v1.json"),
        &detail,
    );
}

#[test]
fn failures() {
    same(
        include_str!("../../golden/gap.v1.json"),
        &Gap { last_cseq: 41 },
    );
    let failure = Failure {
        code: "sign_in_needed".to_owned(),
        message: "Sign in and send again.".to_owned(),
    };
    same(include_str!("../../golden/failure.v1.json"), &failure);
    let failure = Failure {
        code: "number_taken".to_owned(),
        message: "Take a new device id and number anew.".to_owned(),
    };
    same(include_str!("../../golden/number_taken.v1.json"), &failure);
}

/// One operation of each kind that came after the first files, with fixed bodies.
#[test]
fn push_of_every_kind() {
    let kinds: [(&str, &[u8]); 9] = [
        ("resolve", br#"{"field":"description","value":"Un.","over":[],"from":"Deux."}"#),
        ("text", "{\"field\":\"description\",\"value\":\"Un. Deux à vérifier.\",\"from\":\"Un. Deux.\"}".as_bytes()),
        ("add", br#"{"field":"actions","item":"00000000-0000-0000-0000-00000000000b"}"#),
        ("remove", br#"{"field":"actions","item":"00000000-0000-0000-0000-00000000000b","adds":["00000000-0000-0000-0000-0000000f4242"]}"#),
        ("comment", br#"{"text":"Vu."}"#),
        ("event", br#"{"on":"2026-11-21","text":"Courrier","type":"replied"}"#),
        ("delete", b"{}"),
        ("restore", b"{}"),
        ("sing", &[0, 255]),
    ];
    let mut ops = Vec::new();
    let mut prev = None;
    for (cseq, (kind, body)) in (1..).zip(kinds) {
        let mut op = op(1, cseq, Some(made().id), &Body::Restore);
        (op.kind, op.body, op.prev) = (kind.to_owned(), body.to_vec(), prev);
        op.entity = EntityRef {
            kind: EntityKind::Case,
            id: id(700),
        };
        // What reads is written the same again.
        if let Ok(body) = Body::decode(&op) {
            assert_eq!(body.encode(), op.body, "{kind}");
        }
        prev = Some(hash::hex(&hash::operation(&op)));
        ops.push(op);
    }
    let (device, epoch) = (DeviceId(id(1)), None);
    let push = Push { device, epoch, ops };
    same(include_str!("../../golden/push_kinds.v1.json"), &push);
}

/// Also fixes the bytes of a state and their hash.
#[test]
fn snapshot() {
    let mut server = Server::with_action();
    let words = text("description", "Un. Deux.", "");
    server
        .push(2, vec![op(2, 1, Some(creation().id), &words)])
        .unwrap();
    let snapshot = take(&server.state, Scope::Team, &server.head(), "e1").unwrap();
    same(include_str!("../../golden/snapshot.v1.json"), &snapshot);
}
