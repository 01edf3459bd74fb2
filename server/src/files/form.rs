//! Forms in XLSForm, whatever file they are in, and as workbooks.

use super::{FILE_BYTES_MAX, FileError, OLD_OFFICE, ZIP, csv, text, xls, xlsx};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use xlsform::{SHEETS, Sheet, markdown, sheets_in};

/// Most sheets of a form: something is said of each that no form has.
pub(super) const SHEETS_MAX: usize = 255;

/// Reads a workbook, or a CSV or Markdown table with all sheets behind one another; which of them is told from the
/// content.
///
/// # Errors
/// What cannot be read, or is over the bounds.
pub fn read_form(bytes: &[u8]) -> Result<Vec<Sheet>, FileError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLarge);
    }
    let sheets = if bytes.starts_with(ZIP) {
        xlsx::read_all(bytes, wanted)?
    } else if bytes.starts_with(OLD_OFFICE) {
        xls::read_all(bytes, wanted)?
    } else {
        table(bytes)?
    };
    let few = sheets.len() <= SHEETS_MAX;
    few.then_some(sheets).ok_or(FileError::TooLarge)
}

fn table(bytes: &[u8]) -> Result<Vec<Sheet>, FileError> {
    let text = text::decode(bytes)?;
    let rows = match text.lines().find(|line| !line.trim().is_empty()) {
        None => return Err(FileError::Empty),
        Some(first) if first.trim_start().starts_with(['|', '#']) => markdown(&text),
        Some(_) => csv::read_sheets(&text)?,
    };
    Ok(sheets_in(rows))
}

fn wanted(sheet: &str) -> bool {
    SHEETS.contains(&sheet.trim().to_lowercase().as_str())
}

/// # Errors
/// What the writer refuses: a text over the format's limits.
pub fn write_form(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let header = Format::new().set_bold();
    let mut book = Workbook::new();
    for sheet in sheets {
        let page = book.add_worksheet().set_name(&sheet.name)?;
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells) {
                // Stored as a string, never as a formula. Not changed either: an expression may begin with any sign.
                if row == 0 {
                    page.write_string_with_format(row, column, cell, &header)?;
                } else if !cell.is_empty() {
                    page.write_string(row, column, cell)?;
                }
            }
        }
        page.set_freeze_panes(1, 0)?;
    }
    book.save_to_buffer()
}
