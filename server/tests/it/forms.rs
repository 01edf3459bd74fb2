//! Questionnaires in XLSForm: files of every kind in, workbooks out.

use crate::{app::TestApp, transfer::fixture};
use api::model::{FormFate, FormReport};
use domain::{
    Lang,
    questionnaire::{builtin, hot},
    role::Role,
    service::ServiceKind,
};
use server::files::{FileError, read_form, write_form};
use xlsform::{Defaults, export, import};

const FORM: &str = "\
| survey |
| | type | name | label::French (fr) | label::English (en) | relevant |
| | select_one pace | pace | Le rythme ? | The pace? | |
| | text | why | Pourquoi ? | Why? | ${pace} = 'slow' |
| | video | face | Un film | A film | |
| choices |
| | list_name | name | label::French (fr) | label::English (en) |
| | pace | slow | Lent | Slow |
| | pace | good | Adapté | Right |
";

#[test]
fn a_workbook_comes_back_as_it_was_written() {
    let questionnaire = builtin(&hot(ServiceKind::Formation)).unwrap();
    let book = write_form(&export(&questionnaire).unwrap()).unwrap();
    let defaults = Defaults {
        title: String::new(),
        lang: Lang::Fr,
    };
    let imported = import(&read_form(&book).unwrap(), &defaults);
    assert_eq!(imported.questionnaire, Some(questionnaire));
    assert_eq!(imported.findings, []);
}

#[test]
fn all_kinds_of_files_say_the_same() {
    let sheets = read_form(FORM.as_bytes()).unwrap();
    // The sheet's name stands alone in the first line.
    let csv: String = FORM
        .lines()
        .map(|line| line.trim_matches('|').replace('|', ";") + "\n")
        .collect();
    let trimmed = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
        let row = |row: &Vec<String>| -> Vec<String> {
            let cells = row.iter().map(|cell| cell.trim().to_owned());
            cells.filter(|cell| !cell.is_empty()).collect()
        };
        rows.iter().map(row).collect()
    };
    let of_csv = read_form(csv.as_bytes()).unwrap();
    assert_eq!(sheets.len(), 2);
    for (one, other) in sheets.iter().zip(&of_csv) {
        assert_eq!(one.name, other.name);
        assert_eq!(one.first_row, other.first_row);
        assert_eq!(trimmed(&one.rows), trimmed(&other.rows));
    }
}

#[test]
fn workbooks_of_excel_97_are_read() {
    let sheets = read_form(&fixture("form.xls")).unwrap();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["survey", "choices", "settings", "notes"]);
    let survey = &sheets[0].rows;
    assert_eq!(survey[1][2], "Le rythme vous a-t-il convenu\u{202f}?");
    assert_eq!(
        (survey[1][4].as_str(), survey[3][6].as_str()),
        ("true", "2")
    );
    // A text that goes on in the next record, in other letters.
    let long = [survey[4][2].chars().count(), survey[4][3].len()];
    assert_eq!(long, [9_000, 12_000]);
    assert!(survey[4][2].chars().all(|letter| letter == 'é'));
    let keys: Vec<&str> = sheets[1].rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(keys, ["name", "1", "2", "2.5"]);
    // Sheets that no form has are not read.
    assert!(sheets[3].rows.is_empty());
}

/// Whatever a byte is changed to: an answer, soon.
#[test]
fn damaged_workbooks_of_excel_97_are_refused_or_read() {
    let whole = fixture("form.xls");
    for cut in (0..whole.len()).step_by(997) {
        let _ = read_form(&whole[..cut]);
    }
    for at in (0..whole.len()).step_by(307) {
        for byte in [0x00, 0xFF] {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            let _ = read_form(&damaged);
        }
    }
}

#[test]
fn what_is_no_form_is_refused() {
    let refused = |bytes: &[u8]| read_form(bytes).unwrap_err();
    assert!(matches!(refused(b""), FileError::Empty));
    assert!(matches!(refused(b"PK\x03\x04rubbish"), FileError::Damaged));
    assert!(matches!(
        refused(&[0, 1, 2, 3, 0, 0]),
        FileError::UnknownFormat
    ));
    assert!(matches!(
        refused(&vec![b'a'; 11 << 20]),
        FileError::TooLarge
    ));
    let many: String = (0..256).map(|n| format!("notes{n};x\n")).collect();
    let many = format!("survey\n;type\n;text\n{many}");
    assert!(matches!(refused(many.as_bytes()), FileError::TooLarge));
    let mut twins = rust_xlsxwriter::Workbook::new();
    for blanks in 0..5 {
        let name = format!("survey{}", " ".repeat(blanks));
        twins.add_worksheet().set_name(name).unwrap();
    }
    let twins = refused(&twins.save_to_buffer().unwrap());
    assert!(matches!(twins, FileError::TooLarge));
    let mut wide = rust_xlsxwriter::Workbook::new();
    let page = wide.add_worksheet().set_name("survey").unwrap();
    page.write_string(0, 400, "x").unwrap();
    let wide = refused(&wide.save_to_buffer().unwrap());
    assert!(matches!(wide, FileError::TooManyColumns { row: 1 }));
}

#[tokio::test]
async fn a_form_is_shown_with_its_findings_and_nothing_is_written() {
    let (_app, mut direction) = TestApp::ready().await;
    let before = direction.get("/app/sync/v1/pull").await.body;
    let report: FormReport = direction
        .post_bytes("/app/import/v1/questionnaires?lang=fr&title=Rythme", FORM)
        .await
        .json();
    let questionnaire = report.questionnaire.unwrap();
    assert_eq!(questionnaire.title.fr, "Rythme");
    assert_eq!(
        questionnaire.questions[1].relevant.as_deref(),
        Some("pace = 'slow'")
    );
    let fates: Vec<FormFate> = report
        .questions
        .iter()
        .map(|question| question.fate)
        .collect();
    assert_eq!(
        fates,
        [FormFate::Accepted, FormFate::Accepted, FormFate::Refused]
    );
    let found = &report.findings[0];
    assert_eq!((found.row, found.column, found.refused), (5, 2, true));
    assert_eq!((found.code.as_str(), report.found), ("type_refused", 1));
    assert_eq!(direction.get("/app/sync/v1/pull").await.body, before);
}

#[tokio::test]
async fn a_published_version_goes_out_as_a_workbook() {
    let (app, mut direction) = TestApp::ready().await;
    let link = "/app/export/v1/questionnaires/af.hot/2/form.xlsx";
    let reply = direction.get(link).await;
    let name = reply.header("content-disposition");
    assert_eq!(name, "attachment; filename=\"af.hot.v2.xlsx\"");
    assert_eq!(read_form(&reply.body).unwrap()[0].name, "survey");
    let mut trainer = app.person(&mut direction, Role::Trainer).await;
    trainer.get(link).await.refused(403, "forbidden");
    let none = "/app/export/v1/questionnaires/af.hot/99/form.xlsx";
    assert_eq!(direction.get(none).await.status, 404);
}
