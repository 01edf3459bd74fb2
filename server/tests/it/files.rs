//! Files of other tools, read and written.

use domain::Lang;
use server::files::{Cell, FileError, Sheet, read, write_csv, write_xlsx};
use std::io::{Cursor, Write as _};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!(
        "{}/tests/fixtures/{name}",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

#[test]
fn exports_of_other_tools_give_the_same_words_whatever_their_encoding() {
    let google = read(&fixture("google_forms.csv")).unwrap();
    let lime = read(&fixture("limesurvey.csv")).unwrap();
    let excel = read(&fixture("excel_windows_1252.csv")).unwrap();
    assert_eq!(
        (
            google.headers.len(),
            lime.headers.len(),
            excel.headers.len()
        ),
        (8, 11, 8)
    );
    for table in [&google, &lime, &excel] {
        assert_eq!(table.rows.len(), 6);
        let text = &table.rows[0][table.headers.len() - 7];
        assert_eq!(text, "Tout à fait");
    }
    assert_eq!(
        google.headers[1],
        "Les objectifs annoncés ont-ils été atteints, selon vous ?"
    );
    // A line break inside a cell is no new row.
    assert!(google.rows[1][7].contains(";\n"));
    assert_eq!(
        lime.headers[0], "id. ID de la réponse",
        "no byte order mark left"
    );
}

#[test]
fn excels_unicode_text_is_read() {
    let text = "Prénom\tNote\r\nÉlodie\t4\r\n";
    let utf16: Vec<u8> = [0xFEFF_u16]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let table = read(&utf16).unwrap();
    assert_eq!(
        (&*table.headers, &table.rows[0][..]),
        (
            &["Prénom".to_owned(), "Note".to_owned()][..],
            &["Élodie".to_owned(), "4".to_owned()][..],
        )
    );
}

fn workbook(sheet: &[Vec<Cell>]) -> Vec<u8> {
    write_xlsx(&[Sheet {
        name: "Réponses".to_owned(),
        rows: sheet.to_vec(),
    }])
    .unwrap()
}

#[test]
fn a_workbook_is_read_as_it_was_written() {
    let bytes = workbook(&[
        vec![Cell::text("Question"), Cell::text("n"), Cell::text("Part")],
        vec![
            Cell::text("Été"),
            Cell::Count(12),
            Cell::number(Some(83.5), 1),
        ],
        vec![],
        vec![Cell::text("Fin"), Cell::Empty, Cell::Count(0)],
    ]);
    let table = read(&bytes).unwrap();
    assert_eq!(table.headers, ["Question", "n", "Part"]);
    assert_eq!(
        table.rows,
        [["Été", "12", "83.5"], ["", "", ""], ["Fin", "", "0"]]
    );
}

#[test]
fn dates_of_a_workbook_are_days_and_times() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let time = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    page.write_string(0, 0, "Jour").unwrap();
    let date = ExcelDateTime::from_ymd(2026, 11, 12).unwrap();
    page.write_datetime_with_format(1, 0, &date, &day).unwrap();
    let moment = ExcelDateTime::from_ymd(2026, 11, 12)
        .unwrap()
        .and_hms(16, 31, 5.0)
        .unwrap();
    page.write_datetime_with_format(2, 0, &moment, &time)
        .unwrap();
    let table = read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(table.rows, [["2026-11-12"], ["2026-11-12T16:31:05"]]);
}

#[test]
fn no_exported_cell_is_a_formula() {
    let risky = [
        "=1+1",
        "+33 1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "=cmd|' /C calc'!A0",
    ];
    let rows: Vec<Vec<Cell>> = risky.iter().map(|text| vec![Cell::text(*text)]).collect();
    for row in read(&workbook(&rows)).unwrap().rows {
        assert!(row[0].starts_with('\''), "{row:?}");
    }
    let sheet = Sheet {
        name: "S".to_owned(),
        rows,
    };
    let csv = String::from_utf8(write_csv(&[sheet], Lang::Fr)).unwrap();
    for line in csv.lines().skip(1).filter(|line| !line.is_empty()) {
        assert!(line.trim_start_matches('"').starts_with('\''), "{line}");
    }
}

#[test]
fn damage_is_an_error_that_says_what_to_do() {
    let whole = workbook(&[vec![Cell::text("a")], vec![Cell::text("b")]]);
    for cut in [4, 30, whole.len() / 2, whole.len() - 1] {
        assert!(
            matches!(read(&whole[..cut]), Err(FileError::Damaged)),
            "cut at {cut}"
        );
    }
    // A byte turned over anywhere is damage or changes nothing that is read; it never panics.
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = read(&bytes);
    }
    let error = read(&fixture("open_quote.csv")).unwrap_err();
    assert!(error.to_string().contains("Row 3"), "{error}");
}

#[test]
fn files_that_would_fill_the_memory_are_refused() {
    let long = format!("a,b\n{}", "1,2\n".repeat(50_001));
    assert!(matches!(read(long.as_bytes()), Err(FileError::TooManyRows)));
    let wide = format!("a\n{}\n", "1,".repeat(400));
    assert!(matches!(
        read(wide.as_bytes()),
        Err(FileError::TooManyColumns { row: 2 })
    ));
    let big = format!("a\n{}\n", "x".repeat(40_000));
    assert!(matches!(
        read(big.as_bytes()),
        Err(FileError::CellTooLong { row: 2 })
    ));

    // An archive of 1 MiB that unpacks to more than memory should hold.
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive
        .start_file("xl/worksheets/sheet1.xml", options)
        .unwrap();
    let zeros = vec![0_u8; 1024 * 1024];
    for _ in 0..140 {
        archive.write_all(&zeros).unwrap();
    }
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 1024 * 1024);
    assert!(matches!(read(&bomb), Err(FileError::TooLarge)));

    // One cell in the last corner of a sheet.
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet()
        .write_string(1_048_575, 16_383, "x")
        .unwrap();
    assert!(matches!(
        read(&book.save_to_buffer().unwrap()),
        Err(FileError::TooManyRows)
    ));
}
