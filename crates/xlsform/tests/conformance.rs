//! Public forms against pyxform 4.5.0: what is read is compared field by field with its model, and counted is how many
//! questions come in. `tests/oracle/make.py` wrote what it is compared with.

mod oracle_model;

use domain::{Lang, questionnaire::problems};
use oracle_model::{book, compare, forms, golden};
use xlsform::{Defaults, Fate, import, read};

fn defaults() -> Defaults {
    Defaults {
        title: "Form".to_owned(),
        lang: Lang::En,
    }
}

#[test]
fn every_form_is_read_as_pyxform_reads_it() {
    for path in forms() {
        let form = read(&book(&path));
        compare(&form, &golden(&path), &path);
    }
}

#[test]
fn what_comes_in_says_what_pyxform_says() {
    for path in forms() {
        let imported = import(&book(&path), &defaults());
        let Some(questionnaire) = &imported.questionnaire else {
            continue;
        };
        assert_eq!(problems(questionnaire), [], "{path:?}");
        oracle_model::compare_built(&imported, &golden(&path), &path);
    }
}

/// The figure of docs/xlsform.md: of pyxform's example set with its form of all types, each question counts once.
#[test]
fn nine_questions_of_ten_come_in() {
    let mut counts = [0_u32; 4];
    let examples = forms().into_iter();
    for path in examples.filter(|path| path.extension().unwrap() == "csv") {
        for outcome in import(&book(&path), &defaults()).outcomes {
            counts[outcome.fate as usize] += 1;
            if outcome.fate == Fate::Refused {
                eprintln!(
                    "refused: {} {outcome:?}",
                    path.file_name().unwrap().display()
                );
            }
        }
    }
    let [accepted, degraded, left_out, refused] = counts;
    let all: u32 = counts.iter().sum();
    let figure = format!(
        "{all} questions: {accepted} accepted, {degraded} accepted with a warning, {left_out} left out with a warning, {refused} refused"
    );
    eprintln!("{figure}");
    assert!(refused * 10 <= all);
    let documented = include_str!("../../../docs/xlsform.md");
    assert!(documented.contains(&figure), "docs/xlsform.md: {figure}");
}
