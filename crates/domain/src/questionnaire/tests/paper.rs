//! What is typed from a sheet of paper.

use crate::{
    Text,
    answer::Answer,
    questionnaire::{
        Choice, Question, QuestionKind, builtins, check_answer,
        paper::{NoAnswer, boxes, is_on_paper, is_whole, may_become, read, typed},
    },
    signature::Signature,
};
use jiff::civil::date;
use proptest::prelude::*;

fn question(kind: QuestionKind) -> Question {
    let text = Text {
        fr: "Question".to_owned(),
        en: "Question".to_owned(),
    };
    Question {
        may_not_concern: true,
        ..Question::new("asked", kind, text)
    }
}

fn options(count: u8) -> Vec<Choice> {
    let text = |n| Text {
        fr: format!("Choix {n}"),
        en: format!("Choice {n}"),
    };
    (1..=count)
        .map(|n| Choice::new(&format!("o{n}"), text(n)))
        .collect()
}

fn choices(keys: &[&str]) -> Option<Answer> {
    Some(Answer::Choices(
        keys.iter().map(|key| (*key).to_owned()).collect(),
    ))
}

#[test]
fn every_box_of_every_template_is_typed_by_its_code() {
    for questionnaire in builtins() {
        for question in &questionnaire.questions {
            for tick in boxes(question) {
                let answer = read(question, &tick.code).unwrap().unwrap();
                assert_eq!(check_answer(question, &answer), Ok(()));
                assert_eq!(typed(question, &answer), tick.code);
                if question.kind.scale().is_some() {
                    assert_eq!(answer, tick.meaning.answer(), "{}", question.key);
                }
            }
            assert_eq!(read(question, " "), Ok(None));
        }
    }
}

#[test]
fn a_scale_is_numbered_from_its_best_step() {
    let asked = question(QuestionKind::Likert4);
    assert_eq!(read(&asked, "1"), Ok(Some(Answer::Score(4))));
    assert_eq!(read(&asked, "4"), Ok(Some(Answer::Score(1))));
    assert_eq!(read(&asked, "X"), Ok(Some(Answer::NotConcerned)));
    assert_eq!(read(&asked, "5"), Err(NoAnswer));
    assert!(is_whole(&asked, "1"));
    assert!(!is_whole(&asked, ""));
}

#[test]
fn a_recommendation_waits_after_one_for_a_ten() {
    let asked = question(QuestionKind::Nps);
    assert_eq!(read(&asked, "0"), Ok(Some(Answer::Score(0))));
    assert_eq!(read(&asked, "10"), Ok(Some(Answer::Score(10))));
    assert_eq!(read(&asked, "11"), Err(NoAnswer));
    assert!(!is_whole(&asked, "1"));
    assert!(is_whole(&asked, "10") && is_whole(&asked, "7"));
}

#[test]
fn several_codes_stand_together_or_apart() {
    let few = question(QuestionKind::Multi {
        options: options(5),
    });
    assert_eq!(read(&few, "135"), Ok(choices(&["o1", "o3", "o5"])));
    assert_eq!(read(&few, "1, 3"), Ok(choices(&["o1", "o3"])));
    assert_eq!(read(&few, "11"), Err(NoAnswer));
    assert_eq!(read(&few, "6"), Err(NoAnswer));
    assert_eq!(read(&few, "!"), Err(NoAnswer));
    assert!(!is_whole(&few, "1"));
    let many = question(QuestionKind::Rank {
        options: options(12),
    });
    assert_eq!(read(&many, "12"), Ok(choices(&["o12"])));
    assert_eq!(read(&many, "12 1"), Ok(choices(&["o12", "o1"])));
    assert_eq!(read(&many, "0"), Err(NoAnswer));
}

#[test]
fn days_and_numbers_are_typed_as_people_write_them() {
    let day = question(QuestionKind::Date);
    let expected = Ok(Some(Answer::Day(date(2026, 11, 21))));
    for typed in ["21/11/2026", "21112026", "211126", "21.11.26"] {
        assert_eq!(read(&day, typed), expected, "{typed}");
    }
    assert_eq!(read(&day, "31/02/2026"), Err(NoAnswer));
    let decimal = question(QuestionKind::Decimal { places: 1 });
    let half = Answer::Number(crate::expression::Number::read("12.5").unwrap());
    assert_eq!(read(&decimal, "12,5"), Ok(Some(half)));
    assert_eq!(read(&decimal, "12,55"), Err(NoAnswer));
    let number = question(QuestionKind::Number { min: 1, max: 40 });
    assert_eq!(read(&number, "41"), Err(NoAnswer));
}

#[test]
fn a_letter_of_a_text_is_not_taken_for_not_concerned() {
    for kind in [QuestionKind::Short, QuestionKind::Long] {
        assert!(!is_whole(&question(kind), "x"));
    }
    for kind in [QuestionKind::Nps, QuestionKind::Date, QuestionKind::Yesno] {
        let asked = question(kind);
        assert!(is_whole(&asked, "x") && is_whole(&asked, "X"));
        assert_eq!(read(&asked, "X"), Ok(Some(Answer::NotConcerned)));
    }
}

#[test]
fn what_is_only_begun_is_not_wrong_yet() {
    let cases = [
        (QuestionKind::Likert4, "", "5"),
        (QuestionKind::Date, "2", "2026x11x21x"),
        (QuestionKind::Date, "21/1", "à"),
        (QuestionKind::Number { min: 10, max: 40 }, "1", "41"),
        (QuestionKind::Number { min: 10, max: 40 }, "4", "1a"),
        (QuestionKind::Decimal { places: 1 }, "12,", "12,55"),
        (QuestionKind::Decimal { places: 1 }, "-", "a"),
    ];
    for (kind, begun, wrong) in cases {
        let asked = question(kind);
        assert!(may_become(&asked, begun), "{begun}");
        assert!(!may_become(&asked, wrong), "{wrong}");
        assert_eq!(read(&asked, wrong), Err(NoAnswer), "{wrong}");
    }
    let many = question(QuestionKind::Single {
        options: options(30),
    });
    assert_eq!(read(&many, "3"), Ok(choice("o3")));
    assert!(!is_whole(&many, "3"), "it may become 30");
    assert!(is_whole(&many, "4"));
}

fn choice(key: &str) -> Option<Answer> {
    Some(Answer::Choice(key.to_owned()))
}

#[test]
fn a_sheet_is_signed_and_holds_no_photo() {
    let signed = question(QuestionKind::Signature);
    let answer = Answer::Signature(Signature::Paper);
    for code in ["s", "S", " s "] {
        assert_eq!(read(&signed, code), Ok(Some(answer.clone())));
    }
    assert_eq!(read(&signed, "Marie"), Err(NoAnswer));
    assert_eq!(read(&signed, "x"), Ok(Some(Answer::NotConcerned)));
    assert!(is_whole(&signed, "s") && !is_whole(&signed, ""));
    assert_eq!(typed(&signed, &answer), "s");
    assert!(is_on_paper(&signed));
    let photo = question(QuestionKind::Photo);
    assert!(!is_on_paper(&photo));
    assert_eq!(read(&photo, "s"), Err(NoAnswer));
}

proptest! {
    /// Whatever is typed is no answer, or one that fits.
    #[test]
    fn nothing_typed_is_kept_that_does_not_fit(input in ".{0,12}", at in 0_usize..9) {
        let kinds = [
            QuestionKind::Likert5, QuestionKind::Nps, QuestionKind::Yesno, QuestionKind::Date, QuestionKind::Short,
            QuestionKind::Number { min: 0, max: 9 }, QuestionKind::Decimal { places: 2 },
            QuestionKind::Multi { options: options(4) }, QuestionKind::Rank { options: options(11) },
        ];
        let asked = question(kinds[at].clone());
        if let Ok(Some(answer)) = read(&asked, &input) {
            prop_assert_eq!(check_answer(&asked, &answer), Ok(()));
            prop_assert_eq!(read(&asked, &typed(&asked, &answer)), Ok(Some(answer)));
        }
    }
}
