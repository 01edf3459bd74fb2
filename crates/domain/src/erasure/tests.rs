//! What goes of an answer and what stays; above all that no figure changes.

use super::*;
use crate::{
    campaign::QuestionnaireRef,
    day::read,
    expression::Number,
    figures::{CampaignResults, Counts, Released, compute},
    ids::{AnswerId, CampaignId, ContactId},
    photo::Photo,
    questionnaire::{Choice, Question, QuestionKind, Questionnaire},
    signature::Strokes,
    text::Text,
};
use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

fn photo() -> Photo {
    let text = format!("{} 1000 64 48 La salle", "ab".repeat(32));
    text.parse().unwrap()
}

fn drawn() -> Signature {
    Signature::Drawn(Strokes::try_from("1 2 3 4".to_owned()).unwrap())
}

fn number(text: &str) -> Number {
    serde_json::from_value(serde_json::json!(text)).unwrap()
}

fn answered(answers: impl IntoIterator<Item = (&'static str, Answer)>) -> ReleasedAnswer {
    let answers = answers.into_iter();
    ReleasedAnswer {
        place: Place::Campaign(CampaignId(Uuid::from_u128(1))),
        questionnaire: QuestionnaireRef {
            key: "all".to_owned(),
            version: 1,
        },
        day: read("2026-11-20").unwrap(),
        lang: crate::Lang::Fr,
        channel: crate::answer::Channel::Link,
        test: false,
        contact: None,
        answers: answers.map(|(key, one)| (key.to_owned(), one)).collect(),
        gone: Vec::new(),
        excluded: None,
    }
}

#[test]
fn words_hands_and_pictures_go_and_what_is_counted_stays() {
    let stays = [
        ("overall", Answer::Score(4)),
        ("one", Answer::Choice("a".to_owned())),
        (
            "many",
            Answer::Choices(vec!["b".to_owned(), "a".to_owned()]),
        ),
        ("when", Answer::Day(read("2026-10-02").unwrap())),
        ("much", Answer::Number(number("12.5"))),
        ("blank", Answer::Text(" \n".to_owned())),
        ("sheet", Answer::Signature(Signature::Paper)),
        ("content_fit", Answer::NotConcerned),
    ];
    let goes = [
        ("drawn", Answer::Signature(drawn())),
        (
            "named",
            Answer::Signature(Signature::Typed("Ana".to_owned())),
        ),
        ("photo", Answer::Photo(photo())),
        ("text", Answer::Text("Merci à Ana".to_owned())),
    ];
    let whole = ReleasedAnswer {
        contact: Some(ContactId(Uuid::from_u128(7))),
        ..answered(stays.clone().into_iter().chain(goes))
    };
    let reduced = reduce(&whole).unwrap();
    assert_eq!(reduced.gone, ["drawn", "named", "photo", "text"]);
    assert_eq!(
        reduced,
        ReleasedAnswer {
            gone: reduced.gone.clone(),
            ..answered(stays)
        }
    );
    assert_eq!(reduce(&reduced), None, "there is nothing left to remove");
    let bytes = serde_json::to_string(&reduced).unwrap();
    assert!(!bytes.contains("Ana") && !bytes.contains("abab"), "{bytes}");
}

#[test]
fn who_answered_goes_even_where_nothing_was_said() {
    let rated = answered([("overall", Answer::Score(1))]);
    assert_eq!(reduce(&rated), None);
    let by_name = ReleasedAnswer {
        contact: Some(ContactId(Uuid::from_u128(7))),
        ..rated.clone()
    };
    assert_eq!(reduce(&by_name), Some(rated));
}

/// As every answer is on disk since the first version, and as a reduced one is from here on.
#[test]
fn a_reduced_answer_and_its_record_are_read_as_they_are_written() {
    let reduced = reduce(&answered([
        ("overall", Answer::Score(4)),
        ("best", Answer::Text("Ana".to_owned())),
    ]));
    let json = r#"{"place":{"campaign":"00000000-0000-0000-0000-000000000001"},"questionnaire":{"key":"all","version":1},"day":"2026-11-20","lang":"fr","channel":"link","test":false,"answers":{"overall":{"score":4}},"gone":["best"]}"#;
    assert_eq!(serde_json::to_string(&reduced).unwrap(), json);
    assert_eq!(serde_json::from_str(json).ok(), reduced);

    let erasure = Erasure {
        place: Place::Campaign(CampaignId(Uuid::from_u128(1))),
        day: read("2029-11-23").unwrap(),
        rows: Rows(vec![
            Row {
                seq: 12,
                sha256: FileHash([0xab; 32]),
            },
            Row {
                seq: 13,
                sha256: FileHash([1; 32]),
            },
        ]),
    };
    let json = format!(
        r#"{{"place":{{"campaign":"00000000-0000-0000-0000-000000000001"}},"day":"2029-11-23","rows":"12 {}\n13 {}\n"}}"#,
        "ab".repeat(32),
        "01".repeat(32)
    );
    assert_eq!(serde_json::to_string(&erasure).unwrap(), json);
    assert_eq!(serde_json::from_str::<Erasure>(&json).unwrap(), erasure);
    for broken in ["12", "x ab", "12 ab", &format!("-1 {}", "ab".repeat(32))] {
        assert!(Rows::try_from(broken.to_owned()).is_err(), "{broken}");
    }
}

static QUESTIONNAIRE: LazyLock<Questionnaire> = LazyLock::new(|| {
    let text = |key: &str| Text {
        fr: key.to_owned(),
        en: key.to_owned(),
    };
    let options = || ["a", "b"].map(|key| Choice::new(key, text(key))).to_vec();
    let kinds = [
        ("overall", QuestionKind::Likert4),
        ("nps", QuestionKind::Nps),
        ("one", QuestionKind::Single { options: options() }),
        ("many", QuestionKind::Multi { options: options() }),
        ("when", QuestionKind::Date),
        ("much", QuestionKind::Decimal { places: 1 }),
        ("best", QuestionKind::Long),
        ("signed", QuestionKind::Signature),
        ("photo", QuestionKind::Photo),
    ];
    let questions = kinds.map(|(key, kind)| Question::new(key, kind, text(key)));
    let mut questionnaire = crate::questionnaire::builtins().remove(0);
    questionnaire.questions = questions.to_vec();
    questionnaire
});

fn any_answer() -> impl Strategy<Value = ReleasedAnswer> {
    let text = prop_oneof![Just(" "), Just("Merci"), Just("Ana\nBo")];
    let signature = prop_oneof![
        Just(drawn()),
        Just(Signature::Paper),
        Just(Signature::Typed("Ana".to_owned()))
    ];
    let given = (
        proptest::option::of(1..=4_u32),
        proptest::option::of(0..=10_u32),
        proptest::option::of(prop_oneof![Just("a"), Just("b"), Just("z")]),
        proptest::option::of(Just(vec!["b".to_owned(), "a".to_owned()])),
        proptest::option::of(text),
        proptest::option::of(signature),
        any::<[bool; 4]>(),
    );
    given.prop_map(
        |(overall, nps, one, many, best, signed, [when, photo_, named, excluded])| {
            let all = [
                ("overall", overall.map(Answer::Score)),
                ("nps", nps.map(Answer::Score)),
                ("one", one.map(|key| Answer::Choice(key.to_owned()))),
                ("many", many.map(Answer::Choices)),
                ("best", best.map(|text| Answer::Text(text.to_owned()))),
                ("signed", signed.map(Answer::Signature)),
                (
                    "when",
                    when.then(|| Answer::Day(read("2026-10-02").unwrap())),
                ),
                ("much", when.then(|| Answer::Number(number("2.5")))),
                ("photo", photo_.then(|| Answer::Photo(photo()))),
            ];
            let given = all.into_iter().filter_map(|(key, one)| Some((key, one?)));
            ReleasedAnswer {
                contact: named.then(|| ContactId(Uuid::from_u128(7))),
                excluded: excluded.then(|| crate::answer::Exclusion {
                    reason: "Essai".to_owned(),
                }),
                ..answered(given)
            }
        },
    )
}

fn figures(answers: &[ReleasedAnswer]) -> CampaignResults {
    let read = (0..).zip(answers).map(|(id, answer)| Released {
        id: AnswerId(Uuid::from_u128(id)),
        version: None,
        answer,
    });
    let read: Vec<_> = read.collect();
    let campaign = CampaignId(Uuid::from_u128(1));
    let mut results = compute(campaign, &QUESTIONNAIRE, 12, Counts::default(), &read, true);
    if let Some(detail) = &mut results.detail {
        // What somebody said is what goes.
        detail.comments.clear();
        detail.photos.clear();
    }
    results
}

proptest! {
    #[test]
    fn every_figure_is_what_it_was(answers in prop::collection::vec(any_answer(), 0..12), some in any::<u16>()) {
        let reduced: Vec<ReleasedAnswer> = answers.iter().enumerate().map(|(at, answer)| {
            // In the midst of a campaign's batches too.
            let goes = some >> at & 1 == 1;
            goes.then(|| reduce(answer)).flatten().unwrap_or_else(|| answer.clone())
        }).collect();
        prop_assert_eq!(figures(&answers), figures(&reduced));
    }
}
