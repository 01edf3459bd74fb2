//! XLSX: the first sheet or all of them on the way in, one sheet per table on the way out.

use super::{
    Cell, FileError, Sheet,
    grid::{Grid, TEXT_BYTES_MAX},
};
use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use domain::export::safe_cell;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::io::{Cursor, Read as _};

/// What the parts of a workbook may add up to once unpacked, in bytes.
const UNPACKED_BYTES_MAX: u64 = 128 * 1024 * 1024;

/// All rows of the first sheet, unpadded, from row 1 on.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, FileError> {
    let mut book = open(bytes)?;
    let first = book.sheet_names().first().cloned();
    let mut left = TEXT_BYTES_MAX;
    rows(&mut book, &first.ok_or(FileError::Empty)?, &mut left)
}

/// The sheets of a form; of those that are not wanted, no rows.
pub(super) fn read_all(
    bytes: &[u8],
    wanted: fn(&str) -> bool,
) -> Result<Vec<xlsform::Sheet>, FileError> {
    let mut book = open(bytes)?;
    let mut left = TEXT_BYTES_MAX;
    let mut sheets = Vec::new();
    let names = book.sheet_names();
    // Several names could be one large part, unpacked for each: a form has each of its sheets once.
    if names.iter().filter(|name| wanted(name)).count() > xlsform::SHEETS.len() {
        return Err(FileError::TooLarge);
    }
    for name in names {
        let rows = if wanted(&name) {
            rows(&mut book, &name, &mut left)?
        } else {
            Vec::new()
        };
        sheets.push(xlsform::Sheet::new(&name, rows));
    }
    Ok(sheets)
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Book<'_>, FileError> {
    check_unpacked(bytes)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|_| FileError::Damaged)
}

/// Of one sheet, while there are bytes `left`.
fn rows(book: &mut Book<'_>, name: &str, left: &mut usize) -> Result<Vec<Vec<String>>, FileError> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|_| FileError::Damaged)?;
    let mut grid = Grid::new(left);
    while let Some(cell) = cells.next_cell().map_err(|_| FileError::Damaged)? {
        let (row, column) = cell.get_position();
        grid.put(at(row), at(column), text(cell.get_value()))?;
    }
    Ok(grid.rows())
}

fn at(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// Unpacks everything once into nothing: what an archive says of its sizes proves little.
fn check_unpacked(bytes: &[u8]) -> Result<(), FileError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::Damaged)?;
    let mut left = UNPACKED_BYTES_MAX;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| FileError::Damaged)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|_| FileError::Damaged)?;
        left = left.checked_sub(read).ok_or(FileError::TooLarge)?;
    }
    Ok(())
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Whole numbers print without a decimal point.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => iso(moment),
        DataRef::DateTime(span) => span.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// `2026-11-21`, with the time of day when the cell has one.
fn iso(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// # Errors
/// What the writer refuses: a sheet's name or a text over the format's limits.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let header = Format::new().set_bold();
    let mut book = Workbook::new();
    for sheet in sheets {
        let page = book.add_worksheet().set_name(&sheet.name)?;
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells) {
                let format = if row == 0 { &header } else { &Format::new() };
                write_cell(page, row, column, cell, format)?;
            }
        }
        page.set_freeze_panes(1, 0)?;
        page.autofit();
    }
    book.save_to_buffer()
}

fn write_cell(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        // Stored as a string, never as a formula; made safe all the same for whoever saves it as CSV.
        Cell::Text(text) => page.write_string_with_format(row, column, safe_cell(text), format)?,
        Cell::Count(count) => page.write_number_with_format(row, column, *count, format)?,
        Cell::Number { value, decimals } => {
            let places = format!("0.{}", "0".repeat(*decimals));
            let format = format.clone().set_num_format(places.trim_end_matches('.'));
            page.write_number_with_format(row, column, *value, &format)?
        }
    };
    Ok(())
}
