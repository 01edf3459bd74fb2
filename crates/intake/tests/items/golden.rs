//! Messages of version 1 as once written to files, an item sealed by the first program included: every later one reads
//! them so.

use crate::support::{Counter, KID, ORG, answers, item, key};
use domain::{
    Text,
    answer::{Answer, Answers},
    campaign::{Privacy, Stakeholder, Wave},
    custody::Held,
    ids::{CampaignId, DeviceId, ItemId, OrgId, ServiceId, SessionId},
    notice::Paragraph,
    questionnaire::{Choice, Question, QuestionKind, Questionnaire},
};
use intake::{
    Note, Payload,
    outbox::sha256_hex,
    seal::{ALG, open, seal},
    wire::{
        Batch, Count, Counts, Delivered, DeviceInfo, Enrol, Enrolled, Failure, Holds, Item,
        ItemStatus, Kit, KitSession, Receipt, Receipts, Shown, receipt_text,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
use testkit::{af_hot, day, id};

/// The file and the message stand for each other, and a field added later does no harm.
pub(super) fn same<T: Serialize + DeserializeOwned + PartialEq + Debug>(file: &str, message: &T) {
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

/// One answer of each kind.
fn one_of_each() -> Payload {
    let named = |(key, answer): (&str, Answer)| (key.to_owned(), answer);
    let said = [
        ("overall", Answer::Score(4)),
        ("pace", Answer::Choice("right".to_owned())),
        (
            "tools",
            Answer::Choices(vec!["a".to_owned(), "b".to_owned()]),
        ),
        ("best", Answer::Text("La pratique, l’écoute".to_owned())),
        ("since", Answer::Day(day("2026-11-18"))),
        ("org", Answer::NotConcerned),
    ];
    answers(Answers::from(said.map(named)))
}

fn device() -> DeviceInfo {
    DeviceInfo {
        id: DeviceId(id(5)),
        name: "Tablette salle 2".to_owned(),
    }
}

/// A question of each type.
fn questions() -> Vec<Question> {
    let text = |word: &str| Text {
        fr: word.to_owned(),
        en: word.to_owned(),
    };
    let options = || vec![Choice::new("a", text("A"))];
    let kinds = [
        QuestionKind::Likert4,
        QuestionKind::Likert5,
        QuestionKind::Nps,
        QuestionKind::Ease3,
        QuestionKind::Yesno,
        QuestionKind::Single { options: options() },
        QuestionKind::Multi { options: options() },
        QuestionKind::Number { min: 0, max: 40 },
        QuestionKind::Date,
        QuestionKind::Short,
        QuestionKind::Long,
    ];
    let question = |(n, kind)| Question {
        help: (n == 1).then(|| text("!")),
        may_not_concern: n == 1,
        ..Question::new(&format!("q{n}"), kind, text("?"))
    };
    (1..).zip(kinds).map(question).collect()
}

#[test]
fn payloads() {
    same(
        include_str!("../../golden/payload-answers.v1.json"),
        &one_of_each(),
    );
    let mut once = one_of_each();
    if let Payload::Answers { token, .. } = &mut once {
        *token = Some("4x0f6kq3r8z1mv5y7w2n9c0t6b".to_owned());
    }
    same(
        include_str!("../../golden/payload-answers_token.v1.json"),
        &once,
    );
    let declined = Payload::Declined {
        campaign: CampaignId(id(3)),
        day: day("2026-11-20"),
        abandoned: true,
    };
    same(
        include_str!("../../golden/payload-declined.v1.json"),
        &declined,
    );
    let note = Payload::Note(Note {
        session: SessionId(id(2)),
        day: day("2026-11-20"),
        headcount: 12,
        absent: 1,
        seen: None,
    });
    same(include_str!("../../golden/payload-note.v1.json"), &note);
}

#[test]
fn batch_with_an_item_that_opens_for_ever() {
    let public = key().public();
    let sealed = seal(&public, ORG, KID, item(), &one_of_each(), &mut Counter(1)).unwrap();
    let batch = Batch {
        items: vec![Item {
            id: item(),
            alg: ALG.to_owned(),
            kid: KID.to_owned(),
            sealed,
        }],
        unsent: 3,
    };
    let file = include_str!("../../golden/batch.v1.json");
    same(file, &batch);
    let read: Batch = serde_json::from_str(file).unwrap();
    let opened = open(&key(), ORG, KID, item(), &read.items[0].sealed);
    assert_eq!(opened, Ok(one_of_each()));
}

#[test]
fn what_a_tablet_holds_and_what_the_server_counts() {
    let campaign = CampaignId(id(3));
    let holds = Holds {
        surveys: vec![Held {
            campaign,
            answers: 3,
            declined: 1,
            kept: 0,
        }],
        unsent: 5,
    };
    same(include_str!("../../golden/holds.v1.json"), &holds);
    let counts = Counts {
        surveys: vec![Count {
            campaign,
            refused: 2,
            aside: 1,
            elsewhere: 4,
        }],
    };
    same(include_str!("../../golden/counts.v1.json"), &counts);
}

#[test]
fn receipts() {
    let receipt = |status, code: Option<&str>| Receipt {
        id: item(),
        status,
        sha256: sha256_hex(b"abc"),
        code: code.map(str::to_owned),
        sig: None,
    };
    let mut receipts = Receipts {
        receipts: vec![
            receipt(ItemStatus::Received, None),
            receipt(ItemStatus::Duplicate, None),
            receipt(ItemStatus::Quarantined, Some("unknown_question")),
            receipt(ItemStatus::Rejected, Some("too_large")),
        ],
        epoch: None,
        today: None,
    };
    same(include_str!("../../golden/receipts.v1.json"), &receipts);
    receipts.epoch = Some("7c0e".to_owned());
    same(
        include_str!("../../golden/receipts_epoch.v1.json"),
        &receipts,
    );
    receipts.today = Some(day("2026-11-22"));
    receipts.receipts.truncate(1);
    receipts.receipts[0].sig = Some("CQkJ".to_owned());
    same(
        include_str!("../../golden/receipts_signed.v1.json"),
        &receipts,
    );
}

#[test]
fn signed_receipts_go_into_a_header() {
    let shown = Shown {
        id: ItemId(id(7)),
        sha256: sha256_hex(b"abc"),
        sig: "CQkJ".to_owned(),
    };
    let delivered = Delivered {
        epoch: "7c0e".to_owned(),
        receipts: vec![shown; 2],
    };
    let text = delivered.to_string();
    assert_eq!(text.parse(), Ok(delivered));
    assert!(text.starts_with("7c0e.00000000-0000-0000-0000-000000000007:ba7816bf"));
    // What programs before signatures kept and showed is no evidence.
    let old = r#"{"epoch":"7c0e","items":["00000000-0000-0000-0000-000000000007"]}"#;
    let old: Delivered = serde_json::from_str(old).unwrap();
    assert_eq!(old.receipts, []);
    assert!(
        "7c0e.00000000-0000-0000-0000-000000000007,"
            .parse::<Delivered>()
            .is_err()
    );
}

#[test]
fn what_a_receipt_signs_is_a_text_of_five_lines() {
    let org = OrgId(id(1));
    let lines = [
        "boucle.receipt.v1",
        "00000000-0000-0000-0000-000000000001",
        "7c0e",
        "00000000-0000-0000-0000-000000000007",
        "ab",
    ];
    assert_eq!(
        receipt_text(org, "7c0e", ItemId(id(7)), "ab"),
        lines.join("\n")
    );
}

#[test]
fn kit() {
    let session = KitSession {
        session: SessionId(id(2)),
        detail: testkit::session(ServiceId(id(1))),
        service: "Excel avancé".to_owned(),
        campaign: CampaignId(id(3)),
        questionnaire: af_hot(),
        privacy: Privacy::Anonyme,
        privacy_reason: String::new(),
        test: false,
        opens: day("2026-11-20"),
        closes: day("2026-12-11"),
        received: 4,
        asked: None,
        notice: Vec::new(),
    };
    let questionnaire = Questionnaire {
        key: "all.types".to_owned(),
        version: 1,
        title: Text {
            fr: "Votre avis".to_owned(),
            en: "Your feedback".to_owned(),
        },
        about: None,
        sections: Vec::new(),
        minutes: 3,
        questions: questions(),
    };
    let mut kit = Kit {
        organisation: "Atelier Confluence".to_owned(),
        org: ORG.to_owned(),
        contact: "qualite@example.org".to_owned(),
        kid: KID.to_owned(),
        public_key: key().public().to_bytes(),
        device: Some(device()),
        sessions: vec![session],
        questionnaires: vec![questionnaire],
        epoch: None,
        today: None,
    };
    same(include_str!("../../golden/kit.v1.json"), &kit);
    kit.epoch = Some("7c0e".to_owned());
    same(include_str!("../../golden/kit_epoch.v1.json"), &kit);
    kit.sessions[0].detail.minors = true;
    kit.sessions[0].asked = Some((Stakeholder::Beneficiary, Wave::Hot));
    kit.sessions[0].notice = vec![Paragraph {
        title: Text {
            fr: "Vos droits".to_owned(),
            en: "Your rights".to_owned(),
        },
        text: Text {
            fr: "Écrivez-nous.".to_owned(),
            en: "Write to us.".to_owned(),
        },
    }];
    same(include_str!("../../golden/kit_notice.v1.json"), &kit);
}

#[test]
fn enrolment_and_failures() {
    let code = "K7QM-2F9D".to_owned();
    same(include_str!("../../golden/enrol.v1.json"), &Enrol { code });
    same(
        include_str!("../../golden/enrolled.v1.json"),
        &Enrolled {
            device: device(),
            token: "3f9a".to_owned(),
        },
    );
    let failure = Failure {
        code: "campaign_closed".to_owned(),
        message: "This campaign no longer takes answers.".to_owned(),
    };
    same(include_str!("../../golden/failure.v1.json"), &failure);
}
