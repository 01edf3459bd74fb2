//! What is asked, offered, missing and worked out on an answer sheet.

use super::*;
use crate::expression::Number;

fn text(words: &str) -> Text {
    Text {
        fr: words.to_owned(),
        en: String::new(),
    }
}

fn options(keys: &[&str]) -> Vec<Choice> {
    keys.iter().map(|key| Choice::new(key, text(key))).collect()
}

/// A form where everything hangs on something.
pub(super) fn form() -> Questionnaire {
    let question = |key, kind| Question::new(key, kind, text(key));
    let town = |key: &str, region: &str| Choice {
        columns: vec![("region".to_owned(), region.to_owned())],
        ..Choice::new(key, text(key))
    };
    let towns = vec![town("brest", "ouest"), town("metz", "est")];
    let regions = options(&["ouest", "est"]);
    let barriers = options(&["time", "tools"]);
    Questionnaire {
        key: "form".to_owned(),
        version: 1,
        title: text("Formulaire"),
        about: None,
        minutes: 3,
        sections: vec![Section {
            key: "work".to_owned(),
            title: text("Au travail"),
            table: false,
            relevant: Some("applied = 'yes'".to_owned()),
        }],
        questions: vec![
            Question {
                required: Some("true".to_owned()),
                ..question("applied", QuestionKind::Yesno)
            },
            Question {
                section: Some("work".to_owned()),
                ..question("barriers", QuestionKind::Multi { options: barriers })
            },
            Question {
                section: Some("work".to_owned()),
                relevant: Some("selected(barriers, 'tools')".to_owned()),
                required: Some("count(barriers) > 1".to_owned()),
                ..question("which", QuestionKind::Short)
            },
            question("region", QuestionKind::Single { options: regions }),
            Question {
                filter: Some("option.region = region".to_owned()),
                required: Some("answered(region)".to_owned()),
                ..question("town", QuestionKind::Single { options: towns })
            },
            Question {
                constraint: Some(Constraint {
                    test: "it <= 60 and it >= spent".to_owned(),
                    message: text("Entre ce qui a été fait et 60"),
                }),
                ..question("hours", QuestionKind::Number { min: 0, max: 999 })
            },
            question("spent", QuestionKind::Decimal { places: 1 }),
            question(
                "left",
                QuestionKind::Calculated {
                    value: "hours - spent".to_owned(),
                },
            ),
            Question {
                relevant: Some("left > 10".to_owned()),
                ..question("plan", QuestionKind::Long)
            },
        ],
    }
}

const TODAY: crate::Day = crate::Day::constant(2026, 11, 22);

fn sheet_of(said: &[(&str, Answer)], look: impl Fn(&Sheet<'_>, &dyn Fn(&str) -> usize)) {
    let form = form();
    let rules = Rules::of(&form);
    let said = said
        .iter()
        .map(|(key, answer)| ((*key).to_owned(), answer.clone()));
    let answers = Answers::from_iter(said);
    let place = |key: &str| form.questions.iter().position(|q| q.key == key).unwrap();
    look(&rules.sheet(&form, &answers, TODAY), &place);
}

fn choice(key: &str) -> Answer {
    Answer::Choice(key.to_owned())
}

fn choices(keys: &[&str]) -> Answer {
    Answer::Choices(keys.iter().map(|key| (*key).to_owned()).collect())
}

fn decimal(text: &str) -> Answer {
    Answer::Number(Number::read(text).unwrap())
}

#[test]
fn a_form_of_these_tests_can_be_published() {
    assert_eq!(problems(&form()), []);
}

#[test]
fn questions_follow_what_was_said_also_through_others() {
    let work = [
        ("applied", choice("yes")),
        ("barriers", choices(&["tools", "time"])),
    ];
    sheet_of(&work, |sheet, place| {
        assert!(sheet.is_shown(place("barriers")) && sheet.is_shown(place("which")));
        assert!(sheet.is_required(place("which")));
        assert!(!sheet.is_shown(place("plan")) && !sheet.is_shown(place("left")));
    });
    // The first answer is changed: what it led to is gone, and what hung on that too.
    let said = [("applied", choice("no")), work[1].clone()];
    sheet_of(&said, |sheet, place| {
        assert!(!sheet.is_shown(place("barriers")) && !sheet.is_shown(place("which")));
    });
}

#[test]
fn what_is_worked_out_decides_and_is_sent() {
    let said = [
        ("hours", Answer::Score(35)),
        ("spent", decimal("20.5")),
        ("applied", choice("yes")),
    ];
    sheet_of(&said, |sheet, place| {
        assert!(sheet.is_shown(place("plan")));
        let answers = Answers::from_iter(said.iter().map(|(k, a)| ((*k).to_owned(), a.clone())));
        let finished = sheet.finished(&answers);
        assert_eq!(finished.get("left"), Some(&decimal("14.5")));
        assert_eq!(check_answers(&form(), &finished), Ok(()));
        let alone = [("left".to_owned(), decimal("14.5"))].into();
        let nothing = Err((String::new(), Refusal::NothingAnswered));
        assert_eq!(check_answers(&form(), &alone), nothing);
    });
}

#[test]
fn only_what_is_asked_and_offered_is_sent() {
    let said = [
        ("applied", choice("no")),
        ("barriers", choices(&["time"])),
        ("which", Answer::Text("Un ordinateur".to_owned())),
        ("region", choice("est")),
        ("town", choice("brest")),
    ];
    sheet_of(&said, |sheet, place| {
        let answers = Answers::from_iter(said.iter().map(|(k, a)| ((*k).to_owned(), a.clone())));
        let keys: Vec<String> = sheet.finished(&answers).into_keys().collect();
        assert_eq!(keys, ["applied", "region"]);
        let town = place("town");
        let offered = |index: usize| {
            let form = form();
            sheet.offers(town, &form.questions[town].kind.options()[index])
        };
        assert!(!offered(0) && offered(1));
    });
}

#[test]
fn an_option_that_is_not_offered_any_more_is_no_answer() {
    let mut said = [
        ("applied", choice("no")),
        ("region", choice("est")),
        ("town", choice("brest")),
    ];
    let first_lack = |said: &[(&str, Answer)], expected: Option<&str>| {
        sheet_of(said, |sheet, place| {
            let answers = said.iter().map(|(key, a)| ((*key).to_owned(), a.clone()));
            let found = sheet.first_lack(&answers.collect());
            assert_eq!(found, expected.map(|key| (place(key), Lack::Missing)));
        });
    };
    first_lack(&said, Some("town"));
    said[2].1 = choice("metz");
    first_lack(&said, None);
    first_lack(&said[1..], Some("applied"));
}

/// However much it must be answered: nobody could go on from it.
#[test]
fn a_question_without_an_option_left_is_not_asked() {
    let mut form = form();
    let (town, plan) = (4, 8);
    form.questions[town].required = Some("true".to_owned());
    form.questions[plan].relevant = Some("not answered(town)".to_owned());
    let rules = Rules::of(&form);
    let mut answers = Answers::from([("applied".to_owned(), choice("no"))]);
    answers.insert("town".to_owned(), choice("metz"));
    let sheet = rules.sheet(&form, &answers, TODAY);
    assert!(!sheet.is_shown(town) && sheet.is_shown(plan));
    assert_eq!(sheet.first_lack(&answers), None);
    assert!(!sheet.finished(&answers).contains_key("town"));
    answers.insert("region".to_owned(), choice("est"));
    let sheet = rules.sheet(&form, &answers, TODAY);
    assert!(sheet.is_shown(town) && !sheet.is_shown(plan));
    assert_eq!(sheet.finished(&answers)["town"], choice("metz"));
}

#[test]
fn what_is_missing_and_what_does_not_meet_its_test() {
    sheet_of(&[("spent", decimal("12"))], |sheet, place| {
        assert_eq!(sheet.lack(place("applied"), None), Some(Lack::Missing));
        assert_eq!(
            sheet.lack(place("applied"), Some(&Answer::NotConcerned)),
            None
        );
        assert_eq!(sheet.lack(place("region"), None), None);
        let hours = |hours| sheet.lack(place("hours"), Some(&Answer::Score(hours)));
        assert_eq!(
            (hours(11), hours(12), hours(60)),
            (Some(Lack::Unmet), None, None)
        );
        assert_eq!(hours(61), Some(Lack::Unmet));
        assert_eq!(sheet.lack(place("hours"), None), None);
    });
}

/// A form that nobody could publish is asked all the same, whole.
#[test]
fn conditions_that_cannot_be_read_hide_nothing() {
    let mut form = form();
    for question in &mut form.questions {
        question.relevant = Some("(((".to_owned());
    }
    form.sections[0].relevant = Some("which = 'x'".to_owned());
    let rules = Rules::of(&form);
    let sheet = rules.sheet(&form, &Answers::new(), TODAY);
    assert!(sheet.is_shown(0) && sheet.is_shown(8));
}
