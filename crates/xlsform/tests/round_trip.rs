//! What is exported comes back as it was.

use domain::{
    Lang, Text,
    questionnaire::{
        Choice, Constraint, Question, QuestionKind, Questionnaire, Section, Wording, builtins,
        problems,
    },
};
use xlsform::{Defaults, export, import};

fn back(questionnaire: &Questionnaire) -> Questionnaire {
    let defaults = Defaults {
        title: String::new(),
        lang: Lang::Fr,
    };
    let imported = import(
        &export(questionnaire).expect("conditions that are read"),
        &defaults,
    );
    assert_eq!(imported.findings, [], "{}", questionnaire.key);
    imported.questionnaire.expect("something to ask")
}

#[test]
fn every_template_comes_back() {
    let all = builtins();
    assert!(all.len() >= 30);
    for questionnaire in all {
        assert_eq!(back(&questionnaire), questionnaire);
    }
}

fn text(fr: &str, en: &str) -> Text {
    Text {
        fr: fr.to_owned(),
        en: en.to_owned(),
    }
}

fn options() -> Vec<Choice> {
    let mut west = Choice::new("west", text("L’Ouest", "The West"));
    west.columns = vec![("zone".to_owned(), "1".to_owned())];
    let mut east = Choice::new("east", text("L’Est", ""));
    east.easy = Some(text("À l’est", "East"));
    east.columns = vec![("zone".to_owned(), "2".to_owned())];
    vec![west, east]
}

fn every_kind() -> Vec<Question> {
    let kinds = [
        ("a", QuestionKind::Likert4),
        ("b", QuestionKind::Likert5),
        ("c", QuestionKind::Nps),
        ("d", QuestionKind::Ease3),
        ("e", QuestionKind::Yesno),
        ("f", QuestionKind::Consent),
        ("g", QuestionKind::Single { options: options() }),
        ("h", QuestionKind::Multi { options: options() }),
        ("i", QuestionKind::Rank { options: options() }),
        ("j", QuestionKind::Number { min: 3, max: 40 }),
        ("k", QuestionKind::Decimal { places: 2 }),
        ("l", QuestionKind::Decimal { places: 0 }),
        ("m", QuestionKind::Date),
        ("n", QuestionKind::Short),
        ("o", QuestionKind::Long),
        ("p", QuestionKind::Note),
        (
            "q",
            QuestionKind::Calculated {
                value: "if(a <= 2, 'low', 'high')".to_owned(),
            },
        ),
        ("r", QuestionKind::Signature),
        ("s", QuestionKind::Photo),
    ];
    let question = |(key, kind)| Question::new(key, kind, text(key, ""));
    kinds.map(question).into()
}

#[test]
fn every_kind_and_field_comes_back() {
    let mut questions = every_kind();
    for question in &mut questions[6..9] {
        question.filter = Some("option.zone != n".to_owned());
    }
    questions[13].easy = Some(Wording {
        text: text("Facile", "Easy"),
        help: Some(text("Aide", "")),
    });
    questions[13].help = Some(text("Ici", "Here"));
    questions[13].required = Some("a <= 2".to_owned());
    questions[14].required = Some("true".to_owned());
    questions[14].relevant = Some("answered(n) or not(answered(r))".to_owned());
    questions[0].may_not_concern = true;
    questions[9].constraint = Some(Constraint {
        test: "it != 7 or b = 2".to_owned(),
        message: text("Pas sept.", "Not seven."),
    });
    for question in &mut questions[..2] {
        question.section = Some("first".to_owned());
    }
    let questionnaire = Questionnaire {
        key: "own.form-2".to_owned(),
        version: 4,
        title: text("", "All kinds"),
        about: Some(text("De tout", "")),
        minutes: 7,
        sections: vec![Section {
            key: "first".to_owned(),
            title: text("D’abord", "First"),
            table: false,
            relevant: Some("e = 'yes' and count(h) > 1".to_owned()),
        }],
        questions,
    };
    assert_eq!(problems(&questionnaire), []);
    assert_eq!(back(&questionnaire), questionnaire);
}
