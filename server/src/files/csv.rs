//! CSV: separators as found in the wild on the way in, as the reader's language has them on the way out.

use super::{Cell, FileError, Sheet, check_row};
use csv::{QuoteStyle, ReaderBuilder, StringRecord, WriterBuilder};
use domain::{Lang, export::safe_cell};

/// Stands alone on a last line added to every file: an open quotation mark swallows it.
const END: &str = "\u{1}end";

/// All rows, blank ones included, unpadded.
pub(super) fn read(text: &str) -> Result<Vec<Vec<String>>, FileError> {
    let (delimiter, text) = delimiter(text);
    rows(text, delimiter)
}

/// Of several tables behind one another, whose first line may be a name alone.
pub(super) fn read_sheets(text: &str) -> Result<Vec<Vec<String>>, FileError> {
    let (first, rest) = text.trim_start().split_once('\n').unwrap_or((text, ""));
    if first.contains([',', ';', '\t']) {
        return read(text);
    }
    rows(text, delimiter(rest).0)
}

fn rows(text: &str, delimiter: u8) -> Result<Vec<Vec<String>>, FileError> {
    // One kind of line end, so that lines can be counted.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let marked = format!("{}\n{END}\n", text.trim_end_matches('\n'));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(marked.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut record = StringRecord::new();
    loop {
        let starts = reader.position().line();
        let more = reader
            .read_record(&mut record)
            .map_err(|_| FileError::Damaged)?;
        if !more {
            // The end mark was swallowed by the row before.
            return Err(FileError::OpenQuote { row: rows.len() });
        }
        if record.len() == 1 && &record[0] == END {
            return Ok(rows);
        }
        // The reader skips blank lines; rows must keep the numbers people see.
        let lines = usize::try_from(reader.position().line() - starts).unwrap_or(usize::MAX);
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        for _ in 1..lines.saturating_sub(inside) {
            check_row(rows.len() + 1, &[])?;
            rows.push(Vec::new());
        }
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        check_row(rows.len() + 1, &cells)?;
        rows.push(cells);
    }
}

/// The separator, and the text after Excel's `sep=;` line if there is one. Otherwise it is the candidate that occurs
/// most in the first line, outside quotation marks.
fn delimiter(text: &str) -> (u8, &str) {
    const CANDIDATES: [u8; 3] = *b",;\t";
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(&given) = rest.as_bytes().first()
        && CANDIDATES.contains(&given)
    {
        return (given, rest[1..].trim_start_matches(['\r', '\n']));
    }
    let mut counts = [0_usize; 3];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(at) = CANDIDATES.iter().position(|candidate| *candidate == byte) {
                    counts[at] += 1;
                }
            }
        }
    }
    let best = (0..3).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    (CANDIDATES[best], text)
}

/// All sheets under one another, a blank line between. UTF-8 with a byte order mark, semicolons and decimal commas in
/// French: what Excel opens without asking.
pub fn write(sheets: &[Sheet], lang: Lang) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(if lang == Lang::Fr { b';' } else { b',' })
        .flexible(true)
        // A reader set to the other separator must not cut a text in two and find a formula in its middle.
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    for (at, sheet) in sheets.iter().enumerate() {
        let title = std::iter::once(safe_cell(&sheet.name));
        // Writing to memory does not fail.
        let _ = match at {
            0 => writer.write_record(title),
            _ => writer
                .write_record([""])
                .and_then(|()| writer.write_record(title)),
        };
        for row in &sheet.rows {
            let _ = writer.write_record(row.iter().map(|cell| plain(cell, lang)));
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn plain(cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => safe_cell(text),
        Cell::Count(count) => count.to_string(),
        Cell::Number { value, decimals } => {
            let text = format!("{value:.decimals$}");
            match lang {
                Lang::Fr => text.replace('.', ","),
                Lang::En => text,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_found() {
        assert_eq!(read("a;b\n1,5;2").unwrap()[1], ["1,5", "2"]);
        assert_eq!(read("\"a;b;c\",d\n1,2").unwrap()[1], ["1", "2"]);
        assert_eq!(read("sep=;\r\na;b\r\n1;2\r\n").unwrap()[1], ["1", "2"]);
        assert_eq!(read("a\tb\n1\t2").unwrap()[1], ["1", "2"]);
        assert_eq!(read("one\ntwo").unwrap(), [["one"], ["two"]]);
    }

    #[test]
    fn rows_keep_the_numbers_people_see() {
        let rows = read("a,b\n\n\"x\ny\",2\r\n\n\n3,4\n").unwrap();
        let filled: Vec<usize> = (0..rows.len())
            .filter(|row| !rows[*row].is_empty())
            .collect();
        assert_eq!(filled, [0, 2, 5]);
    }

    #[test]
    fn an_open_quotation_mark_is_named() {
        let error = read("a,b\n1,2\n3,\"four\n5,6\n").unwrap_err();
        assert!(matches!(error, FileError::OpenQuote { row: 3 }), "{error}");
    }

    #[test]
    fn formulas_are_written_as_text_and_numbers_in_the_language() {
        let sheet = Sheet {
            name: "S".to_owned(),
            rows: vec![vec![
                Cell::text("=HYPERLINK(\"http://x\")"),
                Cell::number(Some(4.25), 1),
                Cell::Count(3),
                Cell::Empty,
            ]],
        };
        let text = |lang| String::from_utf8(write(std::slice::from_ref(&sheet), lang)).unwrap();
        assert_eq!(
            text(Lang::Fr),
            "\u{feff}\"S\"\r\n\"'=HYPERLINK(\"\"http://x\"\")\";\"4,2\";3;\"\"\r\n"
        );
        assert!(text(Lang::En).contains(",4.2,3,"));
    }
}
