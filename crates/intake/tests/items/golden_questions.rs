//! What questionnaires and answers have gained since version 1, as once written to files.

use super::golden::same;
use crate::support::answers;
use domain::{
    Text,
    answer::{Answer, Answers},
    expression::Number,
    photo::Photo,
    questionnaire::{
        Choice, Constraint, Question, QuestionKind, Questionnaire, Section, Wording, problems,
    },
    signature::{Signature, Strokes},
};
use intake::{Payload, PhotoFile};

fn text(words: &str) -> Text {
    Text {
        fr: words.to_owned(),
        en: words.to_owned(),
    }
}

fn questions() -> Vec<Question> {
    let town = Choice {
        easy: Some(text("La ville de Metz")),
        columns: vec![("region".to_owned(), "est".to_owned())],
        ..Choice::new("metz", text("Metz"))
    };
    let question = |key, kind| Question::new(key, kind, text(key));
    let options = || vec![Choice::new("est", text("Est"))];
    vec![
        Question {
            section: Some("where".to_owned()),
            ..question("region", QuestionKind::Rank { options: options() })
        },
        Question {
            section: Some("where".to_owned()),
            easy: Some(Wording {
                text: text("Quelle ville ?"),
                help: Some(text("Une seule")),
            }),
            relevant: Some("answered(region)".to_owned()),
            required: Some("true".to_owned()),
            filter: Some("selected(region, option.region)".to_owned()),
            ..question(
                "town",
                QuestionKind::Single {
                    options: vec![town],
                },
            )
        },
        Question {
            constraint: Some(Constraint {
                test: "it <= 35".to_owned(),
                message: text("35 au plus"),
            }),
            ..question("hours", QuestionKind::Decimal { places: 1 })
        },
        question("contact_ok", QuestionKind::Consent),
        question("thanks", QuestionKind::Note),
        question(
            "minutes",
            QuestionKind::Calculated {
                value: "hours * 60".to_owned(),
            },
        ),
    ]
}

#[test]
fn a_questionnaire_with_sections_conditions_and_easy_words() {
    let questionnaire = Questionnaire {
        key: "all.conditions".to_owned(),
        version: 1,
        title: text("Votre avis"),
        about: Some(text("À la fin")),
        minutes: 2,
        sections: vec![Section {
            key: "where".to_owned(),
            title: text("Où"),
            table: true,
            relevant: Some("hours > 0".to_owned()),
        }],
        questions: questions(),
    };
    same(
        include_str!("../../golden/questionnaire_conditions.v1.json"),
        &questionnaire,
    );
    // The file is about the wire: nobody could publish a table of two types.
    assert_eq!(problems(&questionnaire).len(), 1);
}

#[test]
fn answers_to_them() {
    let named = |(key, answer): (&str, Answer)| (key.to_owned(), answer);
    let said = [
        ("region", Answer::Choices(vec!["est".to_owned()])),
        ("hours", Answer::Number(Number::read("12.5").unwrap())),
        ("contact_ok", Answer::Choice("no".to_owned())),
    ];
    same(
        include_str!("../../golden/payload-answers_kinds.v1.json"),
        &answers(Answers::from(said.map(named))),
    );
}

#[test]
fn questions_that_ask_to_sign_and_for_a_photo() {
    let question = |key, kind| Question::new(key, kind, text(key));
    let questions = vec![
        question("signed", QuestionKind::Signature),
        question("place", QuestionKind::Photo),
    ];
    let written = serde_json::to_value(&questions).unwrap();
    let words = |key: &str| serde_json::json!({"fr": key, "en": key});
    let expected = serde_json::json!([
        {"key": "signed", "type": "signature", "text": words("signed"), "may_not_concern": false},
        {"key": "place", "type": "photo", "text": words("place"), "may_not_concern": false},
    ]);
    assert_eq!(written, expected);
    let read: Vec<Question> = serde_json::from_value(written).unwrap();
    assert_eq!(read, questions);
}

#[test]
fn answers_that_were_drawn_and_photographed() {
    let named = |(key, answer): (&str, Answer)| (key.to_owned(), answer);
    let strokes = Strokes::try_from("12 34 56 78;90 100".to_owned()).unwrap();
    let sha256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    let photo = Photo {
        sha256: sha256.parse().unwrap(),
        bytes: 3,
        width: 1280,
        height: 960,
        about: "Le poste de travail".to_owned(),
    };
    let said = [
        ("signed", Answer::Signature(Signature::Drawn(strokes))),
        (
            "tutor",
            Answer::Signature(Signature::Typed("Marie Durand".to_owned())),
        ),
        ("sheet", Answer::Signature(Signature::Paper)),
        ("place", Answer::Photo(photo)),
    ];
    let mut payload = answers(Answers::from(said.map(named)));
    if let Payload::Answers { photos, .. } = &mut payload {
        photos.push(PhotoFile(b"foo".to_vec()));
    }
    same(
        include_str!("../../golden/payload-answers_drawn.v1.json"),
        &payload,
    );
}
