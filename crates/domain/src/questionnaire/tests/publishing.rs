//! What keeps a questionnaire from being published, and where it is shown.

use super::{rules::form, *};
use crate::expression::Fault;

/// The only problem of the form after a change.
fn found(change: impl FnOnce(&mut Questionnaire)) -> Vec<(Part, Problem)> {
    let mut form = form();
    change(&mut form);
    let all = problems(&form).into_iter();
    all.map(|at| (at.part, at.problem)).collect()
}

#[test]
fn each_mistake_is_shown_at_its_part() {
    let key =
        |key: &'static str| move |form: &mut Questionnaire| form.questions[3].key = key.to_owned();
    // The filter of the next question asks for the key that is gone.
    assert_eq!(found(key("2e"))[0], (Part::Key(3), Problem::KeyForm));
    assert_eq!(found(key("not"))[0], (Part::Key(3), Problem::KeyForm));
    assert_eq!(found(key("été"))[0], (Part::Key(3), Problem::KeyForm));
    assert_eq!(found(key("which"))[0], (Part::Key(3), Problem::KeyTwice));

    let blank = Text {
        fr: " ".to_owned(),
        en: String::new(),
    };
    let text = blank.clone();
    assert_eq!(
        found(|form| form.questions[2].text = text),
        [(Part::Text(2), Problem::NotWorded)]
    );
    let text = blank.clone();
    assert_eq!(
        found(|form| form.title = text),
        [(Part::Title, Problem::NotWorded)]
    );
    let long = Text {
        fr: "é".repeat(2_001),
        en: String::new(),
    };
    assert_eq!(
        found(|form| form.questions[2].help = Some(long)),
        [(Part::Help(2), Problem::TooLong)]
    );

    let kind = |kind| move |form: &mut Questionnaire| form.questions[3].kind = kind;
    let options = Vec::new();
    assert_eq!(
        found(kind(QuestionKind::Single { options })),
        [(Part::Options(3), Problem::NoOption)]
    );
    let twice = |form: &mut Questionnaire| {
        let QuestionKind::Multi { options } = &mut form.questions[1].kind else {
            return;
        };
        options.push(options[0].clone());
    };
    assert_eq!(found(twice), [(Part::Option(1, 2), Problem::KeyTwice)]);
    assert_eq!(
        found(|form| form.questions[5].kind = QuestionKind::Number { min: 2, max: 1 }),
        [(Part::Bounds(5), Problem::BoundsReversed)]
    );
    assert_eq!(
        found(|form| form.questions[6].kind = QuestionKind::Decimal { places: 7 }),
        [(Part::Bounds(6), Problem::Places)]
    );
    assert_eq!(
        found(|form| {
            form.sections.clear();
            form.questions.clear();
        }),
        [(Part::Questions, Problem::NothingAsked)]
    );
}

#[test]
fn conditions_are_checked_against_the_questions() {
    let fault = |found: Vec<(Part, Problem)>| match found.as_slice() {
        [(part, Problem::Expression(error))] => (part.clone(), error.fault.clone()),
        other => panic!("{other:?}"),
    };
    let relevant = |text: &'static str| {
        move |form: &mut Questionnaire| form.questions[8].relevant = Some(text.to_owned())
    };
    let kind = |expected, found| Fault::Type { expected, found };
    assert_eq!(
        fault(found(relevant("lefty > 1"))),
        (Part::Relevant(8), Fault::UnknownAnswer("lefty".to_owned()))
    );
    assert_eq!(
        fault(found(relevant("left"))).1,
        kind("yes or no", "number")
    );
    // What is worked out has the type of what works it out.
    assert_eq!(
        fault(found(relevant("left = 'x'"))).1,
        kind("number", "text")
    );
    assert_eq!(fault(found(relevant("it > 1"))).1, Fault::NotHere);
    let filter = |form: &mut Questionnaire| {
        form.questions[4].filter = Some("option.country = region".to_owned());
    };
    assert_eq!(
        fault(found(filter)),
        (Part::Filter(4), Fault::UnknownColumn("country".to_owned()))
    );
    let section = |form: &mut Questionnaire| {
        form.sections[0].relevant = Some("applied = 'maybe'".to_owned());
    };
    let option = Fault::UnknownOption {
        key: "applied".to_owned(),
        option: "maybe".to_owned(),
        options: "'yes', 'no'".to_owned(),
    };
    assert_eq!(fault(found(section)), (Part::SectionRelevant(0), option));
}

#[test]
fn nothing_hangs_on_itself() {
    let circle = |form: &mut Questionnaire| {
        form.questions[0].relevant = Some("plan != ''".to_owned());
        form.questions[8].relevant = Some("applied = 'yes'".to_owned());
    };
    let parts: Vec<Part> = found(circle).into_iter().map(|(part, _)| part).collect();
    for index in [0, 8] {
        assert!(parts.contains(&Part::Relevant(index)), "{parts:?}");
    }
    // A constraint judges an answer that is there: it may ask for what comes behind.
    assert_eq!(found(|_| {}), []);
}

#[test]
fn sections_are_in_one_piece() {
    let apart = |form: &mut Questionnaire| {
        let moved = form.questions.remove(1);
        form.questions.push(moved);
    };
    assert_eq!(found(apart), [(Part::InSection(8), Problem::Scattered)]);
    assert_eq!(
        found(|form| form.questions[1].section = Some("home".to_owned())),
        [(Part::InSection(1), Problem::UnknownSection)]
    );
    assert_eq!(
        found(|form| form.sections[0].table = true),
        [(Part::Section(0), Problem::TableMixed)]
    );
}

#[test]
fn three_photos_are_asked_for_at_most() {
    let ask = |count: usize| {
        move |form: &mut Questionnaire| {
            let text = form.questions[0].text.clone();
            let photo = |n| Question::new(&format!("photo_{n}"), QuestionKind::Photo, text.clone());
            form.questions.extend((0..count).map(photo));
        }
    };
    assert_eq!(found(ask(PHOTOS_MAX)), []);
    let last = form().questions.len() + PHOTOS_MAX;
    assert_eq!(
        found(ask(PHOTOS_MAX + 1)),
        [(Part::Text(last), Problem::TooManyPhotos)]
    );
}

#[test]
fn what_an_author_overlooked_is_found_and_does_no_harm() {
    let today = crate::Day::constant(2026, 11, 22);
    let mut form = super::rules::form();
    assert_eq!(overlooked(&form, today), []);
    form.sections.push(Section {
        key: "end".to_owned(),
        ..form.sections[0].clone()
    });
    let empty = (Part::SectionQuestions(1), Oversight::EmptySection);
    assert_eq!(overlooked(&form, today), [empty]);
    assert_eq!(problems(&form), [], "what is published stays published");

    let mut hidden = super::rules::form();
    for question in &mut hidden.questions {
        question.relevant = Some("spent > 0".to_owned());
    }
    // Nothing may hang on itself.
    hidden.questions[6].relevant = Some("answered(region)".to_owned());
    hidden.questions[3].relevant = Some("overall > 0".to_owned());
    let nothing = (Part::Questions, Oversight::NothingAtFirst);
    assert_eq!(overlooked(&hidden, today), [nothing]);
    hidden.questions[3].relevant = Some("today() >= day('2027-01-01')".to_owned());
    assert_eq!(overlooked(&hidden, today), [], "on another day it is asked");
}

#[test]
fn no_template_overlooks_anything() {
    for questionnaire in builtins() {
        let today = crate::Day::constant(2026, 11, 22);
        assert_eq!(
            overlooked(&questionnaire, today),
            [],
            "{}",
            questionnaire.key
        );
    }
}
