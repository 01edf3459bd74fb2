//! The built-in questionnaires, and which answers fit.

mod library;
mod paper;
mod publishing;
mod rules;
mod writing;

use super::*;
use crate::{
    Lang, Refusal,
    answer::{Answer, Answers},
};
use proptest::prelude::*;

fn af_hot() -> Questionnaire {
    let first = QuestionnaireRef {
        key: "af.hot".to_owned(),
        version: 1,
    };
    builtin(&first).unwrap()
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
        let mut texts = vec![&questionnaire.title];
        texts.extend(&questionnaire.about);
        for question in &questionnaire.questions {
            let options = question.kind.options().iter();
            texts.extend(
                options
                    .flat_map(|option| [Some(&option.text), option.easy.as_ref()])
                    .flatten(),
            );
            texts.push(&question.text);
            texts.extend(&question.help);
            let easy = question.easy.iter();
            texts.extend(
                easy.flat_map(|easy| [Some(&easy.text), easy.help.as_ref()])
                    .flatten(),
            );
        }
        for text in texts {
            let key = &questionnaire.key;
            for words in [&text.fr, &text.en] {
                assert!(!words.trim().is_empty(), "{key}: {text:?}");
                assert!(!words.contains('\''), "{key}: straight apostrophe: {words}");
            }
            for sign in [" ?", " !", " ;", " :"] {
                assert!(
                    !text.fr.contains(sign),
                    "{key}: breaking space in {}",
                    text.fr
                );
            }
            let sentence = text.fr.contains('?');
            assert!(
                !sentence || text.fr != text.en,
                "{key}: not translated: {}",
                text.fr
            );
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
    let options = ["a", "b"].map(|key| Choice::new(key, text.clone()));
    let options = options.into();
    let question = Question::new("q", QuestionKind::Multi { options }, text);
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
        ("consent", ""),
        ("rank", options),
        ("decimal", r#""places":2"#),
        ("note", ""),
        ("calculated", r#""value":"1 + 1""#),
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
