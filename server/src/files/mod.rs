//! Spreadsheet files: reading CSV and XLSX into a [`Table`], writing CSV and XLSX that no program takes for formulas.
//! A file is untrusted input: every size is bounded and damage is a typed error.

mod cfb;
mod csv;
mod form;
mod grid;
mod returned;
mod sheet;
mod text;
mod xls;
mod xlsx;

pub use csv::write as write_csv;
pub use form::{read_form, write_form};
pub use returned::{Returned, read_returned};
pub use sheet::{Cell, Sheet};
pub use xlsx::write as write_xlsx;

use domain::import::Table;

/// Largest file taken, in bytes.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Rows under the header.
pub const ROWS_MAX: usize = 50_000;
pub const COLUMNS_MAX: usize = 300;
/// Cells of a table: one long row makes all rows as long.
const CELLS_MAX: usize = 6_000_000;
/// Longest cell, in bytes.
pub const CELL_BYTES_MAX: usize = 32 * 1024;

#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("The file holds no rows. Export it again with its header line.")]
    Empty,
    #[error("The file is larger than {} MiB. Split it.", FILE_BYTES_MAX / (1024 * 1024))]
    TooLarge,
    #[error("The file has more than {ROWS_MAX} rows. Split it.")]
    TooManyRows,
    #[error("Row {row} has more than {COLUMNS_MAX} columns.")]
    TooManyColumns { row: usize },
    #[error("A cell of row {row} is longer than {} KiB.", CELL_BYTES_MAX / 1024)]
    CellTooLong { row: usize },
    #[error("Row {row} opens a quotation mark that is never closed. Export the file again.")]
    OpenQuote { row: usize },
    #[error("The file is damaged. Export it again.")]
    Damaged,
    #[error("The file holds its headings and no row under them.")]
    OnlyHeadings,
    #[error("No message is in this file. Save the returned mail itself, as .eml or .mbox.")]
    NotMail,
    #[error("This is neither CSV nor XLSX. Save the file as .xlsx or .csv and choose it again.")]
    UnknownFormat,
}

impl FileError {
    /// Stable code of the wire.
    pub fn code(&self) -> &'static str {
        match self {
            FileError::Empty => "file_empty",
            FileError::TooLarge => "too_large",
            FileError::TooManyRows => "file_too_many_rows",
            FileError::TooManyColumns { .. } => "file_too_many_columns",
            FileError::CellTooLong { .. } => "file_cell_too_long",
            FileError::OpenQuote { .. } => "file_open_quote",
            FileError::Damaged => "file_damaged",
            FileError::OnlyHeadings => "file_only_headings",
            FileError::NotMail => "file_not_mail",
            FileError::UnknownFormat => "file_unknown_format",
        }
    }
}

const ZIP: &[u8] = b"PK\x03\x04";
const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0";

/// Reads a CSV or XLSX file; which of them is told from the content. Rows keep their place: row 2 of the spreadsheet
/// is the first of the table, blank rows included.
pub fn read(bytes: &[u8]) -> Result<Table, FileError> {
    const PDF: &[u8] = b"%PDF";
    if bytes.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLarge);
    }
    if bytes.starts_with(ZIP) {
        table(xlsx::read(bytes)?)
    } else if bytes.starts_with(OLD_OFFICE) || bytes.starts_with(PDF) {
        Err(FileError::UnknownFormat)
    } else {
        table(csv::read(&text::decode(bytes)?)?)
    }
}

/// The first row is the header; all rows get its length, or the longest row's.
fn table(mut rows: Vec<Vec<String>>) -> Result<Table, FileError> {
    let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    while rows.last().is_some_and(blank) {
        rows.pop();
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if rows.len() * width > CELLS_MAX {
        return Err(FileError::TooLarge);
    }
    for row in &mut rows {
        row.resize(width, String::new());
    }
    if rows.is_empty() || blank(&rows[0]) {
        return Err(FileError::Empty);
    }
    let headers = rows.remove(0);
    if rows.is_empty() {
        return Err(FileError::OnlyHeadings);
    }
    Ok(Table { headers, rows })
}

/// Whether a row may be added: `row` is its number in the spreadsheet.
fn check_row(row: usize, cells: &[String]) -> Result<(), FileError> {
    if row > ROWS_MAX + 1 {
        return Err(FileError::TooManyRows);
    }
    if cells.len() > COLUMNS_MAX {
        return Err(FileError::TooManyColumns { row });
    }
    if cells.iter().any(|cell| cell.len() > CELL_BYTES_MAX) {
        return Err(FileError::CellTooLong { row });
    }
    Ok(())
}
