//! Whatever stands in the cells, the importer answers, and in time that grows with the form.
#![allow(
    clippy::disallowed_types,
    reason = "a test may measure what its machine takes"
)]

use domain::{Lang, questionnaire::problems};
use proptest::prelude::*;
use std::time::{Duration, Instant};
use xlsform::{Code, Defaults, ROWS_MAX, Sheet, import, markdown, sheets_in};

fn defaults() -> Defaults {
    Defaults {
        title: "Form".to_owned(),
        lang: Lang::Fr,
    }
}

/// What forms are made of, and what they are not.
fn cell() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "survey",
        "choices",
        "type",
        "name",
        "label",
        "label::French (fr)",
        "relevant",
        "constraint",
        "calculation",
        "choice_filter",
        "list_name",
        "appearance",
        "repeat_count",
        "parameters",
        "required",
        "text",
        "integer",
        "range",
        "note",
        "calculate",
        "select_one l",
        "select_multiple l or_other",
        "begin_group",
        "begin group",
        "end_group",
        "begin_repeat",
        "end_repeat",
        "begin loop over l",
        "end loop",
        "table-list",
        "a",
        "b",
        "l",
        "3",
        "yes",
        "${a} = 'b'",
        ". >= 1 and . <= 3",
        "selected(${b}, 'a')",
        "int((today() - ${a}) div 365)",
        "if(${a}, ${b}, 1)",
        "a = ${b}",
        "start=1 end=x",
        "start=-2 end=3 step=0.5",
        "${",
        "'é",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn any_cells_have_an_answer(rows in prop::collection::vec(prop::collection::vec(cell(), 0..9), 0..30)) {
        let imported = import(&sheets_in(rows), &defaults());
        if let Some(questionnaire) = imported.questionnaire {
            prop_assert_eq!(problems(&questionnaire), []);
        }
    }

    #[test]
    fn any_survey_has_an_answer(rows in prop::collection::vec(prop::collection::vec(cell(), 7), 1..30)) {
        let heads = ["type", "name", "label", "relevant", "constraint", "calculation", "appearance"];
        let mut survey = vec![heads.map(str::to_owned).to_vec()];
        survey.extend(rows);
        let list = [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"]];
        let list = list.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        let sheets = [Sheet::new("survey", survey), Sheet::new("choices", list)];
        if let Some(questionnaire) = import(&sheets, &defaults()).questionnaire {
            prop_assert_eq!(problems(&questionnaire), []);
        }
    }

    #[test]
    fn any_text_is_a_table(text in any::<String>()) {
        import(&sheets_in(markdown(&text)), &defaults());
    }
}

/// Fast enough for a screen to wait for, also when built for tests.
const SOON: Duration = Duration::from_secs(20);

fn rows(many: usize, row: impl Fn(usize) -> [String; 3]) -> Vec<Vec<String>> {
    (0..many).map(|index| row(index).to_vec()).collect()
}

fn sheet(name: &str, heads: [&str; 3], rows: Vec<Vec<String>>) -> Sheet {
    let heads = heads.map(str::to_owned).to_vec();
    Sheet::new(name, std::iter::once(heads).chain(rows).collect())
}

#[test]
fn fifty_thousand_rows_are_read_and_one_more_is_refused() {
    let started = Instant::now();
    let text = |index: usize| ["text".to_owned(), format!("q{index}"), "Q".to_owned()];
    let heads = ["type", "name", "label"];
    let long = import(&[sheet("survey", heads, rows(50_000, text))], &defaults());
    assert_eq!(long.questionnaire, None);
    assert!(
        long.findings
            .iter()
            .any(|found| found.code == Code::TooManyQuestions)
    );
    let too_long = import(&[sheet("survey", heads, rows(ROWS_MAX, text))], &defaults());
    assert_eq!(too_long.findings[0].code, Code::TooManyRows);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn fifty_thousand_options_stay_where_no_question_needs_them() {
    let started = Instant::now();
    let option = |index: usize| {
        [
            format!("l{}", index % 100),
            format!("o{index}"),
            "O".to_owned(),
        ]
    };
    let options = sheet(
        "choices",
        ["list_name", "name", "label"],
        rows(50_000, option),
    );
    let ask = |index: usize| {
        [
            format!("select_one l{index}"),
            format!("q{index}"),
            "Q".to_owned(),
        ]
    };
    let survey = sheet("survey", ["type", "name", "label"], rows(100, ask));
    let imported = import(&[survey, options], &defaults());
    assert_eq!(imported.questionnaire.unwrap().questions.len(), 100);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

/// Groups in groups in groups, and repeats of everything.
#[test]
fn depth_and_repetition_are_bounded() {
    let started = Instant::now();
    let heads = ["type", "name", "label"];
    let begin = |index: usize| {
        [
            "begin_group".to_owned(),
            format!("g{index}"),
            "G".to_owned(),
        ]
    };
    let end = |_: usize| ["end_group".to_owned(), String::new(), String::new()];
    let text = |index: usize| ["text".to_owned(), format!("q{index}"), "Q".to_owned()];
    let mut deep = rows(20_000, begin);
    deep.extend(rows(1, text));
    deep.extend(rows(20_000, end));
    import(&[sheet("survey", heads, deep)], &defaults());
    let repeat = |index: usize| {
        [
            "begin_repeat".to_owned(),
            format!("g{index}"),
            "G".to_owned(),
        ]
    };
    let close = |_: usize| ["end_repeat".to_owned(), String::new(), String::new()];
    let mut all = rows(20_000, repeat);
    all.extend(rows(20_000, close));
    import(&[sheet("survey", heads, all)], &defaults());
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}
