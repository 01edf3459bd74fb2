//! The built-in questionnaires, and which answers fit.

use super::*;
use crate::{
    Lang, Refusal,
    answer::{Answer, Answers},
};
use proptest::prelude::*;

fn af_hot() -> Questionnaire {
    builtins().remove(0)
}

#[test]
fn af_hot_has_its_twelve_keys_in_order() {
    let keys: Vec<String> = af_hot()
        .questions
        .into_iter()
        .map(|question| question.key)
        .collect();
    assert_eq!(
        keys.join(" "),
        "objectives_met content_fit pace methods trainer_clarity trainer_listen org usefulness \
         overall nps best improve"
    );
}

#[test]
fn every_built_in_is_found_by_its_reference_and_worded_in_both_languages() {
    for questionnaire in builtins() {
        assert_eq!(
            builtin(&questionnaire.reference()),
            Some(questionnaire.clone())
        );
        for question in &questionnaire.questions {
            let options = match &question.kind {
                QuestionKind::Single { options } | QuestionKind::Multi { options } => &options[..],
                _ => &[],
            };
            let texts = options.iter().map(|option| &option.text);
            for text in texts.chain([&question.text]).chain(&question.help) {
                for lang in [Lang::Fr, Lang::En] {
                    assert!(!text.get(lang).trim().is_empty(), "{}", question.key);
                    assert!(
                        !text.get(lang).contains('\''),
                        "straight apostrophe: {}",
                        question.key
                    );
                }
                for sign in [" ?", " !", " ;", " :"] {
                    assert!(!text.fr.contains(sign), "breaking space in {}", text.fr);
                }
                assert_ne!(text.fr, text.en);
            }
        }
    }
}

/// Wordings may be mended in a new version only: campaigns under way and old answers hang on this one.
#[test]
fn a_published_questionnaire_survives_being_written_and_read() {
    for questionnaire in builtins() {
        let json = serde_json::to_string(&questionnaire).unwrap();
        assert_eq!(
            serde_json::from_str::<Questionnaire>(&json).unwrap(),
            questionnaire
        );
    }
}

fn one(key: &str, answer: Answer) -> Result<(), (String, Refusal)> {
    check_answers(&af_hot(), &[(key.to_owned(), answer)].into())
}

#[test]
fn answers_must_fit_their_question() {
    let refused = |key: &str, refusal| Err((key.to_owned(), refusal));
    assert_eq!(
        check_answers(&af_hot(), &Answers::new()),
        refused("", Refusal::NothingAnswered)
    );
    let blank = one("best", Answer::Text(" \u{a0}\n".to_owned()));
    assert_eq!(blank, refused("", Refusal::NothingAnswered));
    assert_eq!(
        one("overall", Answer::Score(5)),
        refused("overall", Refusal::OutOfRange)
    );
    assert_eq!(
        one("overall", Answer::Score(0)),
        refused("overall", Refusal::OutOfRange)
    );
    assert_eq!(
        one("overall", Answer::NotConcerned),
        refused("overall", Refusal::OutOfRange)
    );
    assert_eq!(one("usefulness", Answer::NotConcerned), Ok(()));
    let text = Answer::Text("4".to_owned());
    assert_eq!(
        one("overall", text),
        refused("overall", Refusal::UnknownChoice)
    );
    let choice = Answer::Choice("fast".to_owned());
    assert_eq!(one("pace", choice), refused("pace", Refusal::OutOfRange));
    assert_eq!(
        one("colour", Answer::Score(1)),
        refused("colour", Refusal::UnknownQuestion)
    );
    assert_eq!(one("best", Answer::Text("é".repeat(TEXT_MAX))), Ok(()));
    let long = Answer::Text("é".repeat(TEXT_MAX + 1));
    assert_eq!(one("best", long), refused("best", Refusal::TooLong));
}

#[test]
fn an_option_is_ticked_once() {
    let text = crate::Text {
        fr: "a".to_owned(),
        en: "a".to_owned(),
    };
    let options = ["a", "b"].map(|key| Choice {
        key: key.to_owned(),
        text: text.clone(),
    });
    let question = Question {
        key: "q".to_owned(),
        kind: QuestionKind::Multi {
            options: options.into(),
        },
        text,
        help: None,
        may_not_concern: false,
    };
    let tick = |keys: &[&str]| {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        check_answer(&question, &Answer::Choices(keys))
    };
    assert_eq!(tick(&["b", "a"]), Ok(()));
    assert_eq!(tick(&["a", "a"]), Err(Refusal::OutOfRange));
    assert_eq!(tick(&["c"]), Err(Refusal::OutOfRange));
}

proptest! {
    /// Scores pass exactly within the scale of their question, whichever it is.
    #[test]
    fn scores_pass_within_the_scale(question in 0usize..12, score in 0u32..20) {
        let questionnaire = af_hot();
        let question = &questionnaire.questions[question];
        let fits = question.kind.scale().is_some_and(|(low, high)| low <= score && score <= high);
        prop_assert_eq!(check_answer(question, &Answer::Score(score)).is_ok(), fits);
    }
}

/// Questions are flat on the wire, whatever their type asks for besides.
#[test]
fn every_type_of_question_reads_back_from_one_flat_object() {
    let text = r#""text":{"fr":"Quoi","en":"What"}"#;
    let options = r#""options":[{"key":"a","text":{"fr":"Un","en":"One"}}]"#;
    for (kind, besides) in [
        ("likert4", ""),
        ("likert5", ""),
        ("nps", ""),
        ("ease3", ""),
        ("yesno", ""),
        ("single", options),
        ("multi", options),
        ("number", r#""min":1,"max":9"#),
        ("date", ""),
        ("short", ""),
        ("long", ""),
    ] {
        let comma = if besides.is_empty() { "" } else { "," };
        let json = format!(
            r#"{{"key":"k","type":"{kind}"{comma}{besides},{text},"may_not_concern":true}}"#
        );
        let question: Question = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&question).unwrap(), json);
        if !besides.is_empty() {
            let without = json.replace(besides, r#""unknown":0"#);
            assert!(
                serde_json::from_str::<Question>(&without).is_err(),
                "{kind}"
            );
        }
    }
}
