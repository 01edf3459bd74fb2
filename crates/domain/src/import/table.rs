//! A table as read from a file, and what mapping it yields.

use super::words::clean;
use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Cells as text. Rows may be shorter than `headers` (the missing cells are empty) or longer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    pub headers: Vec<String>,
    /// Empty rows are kept, so that row numbers stay those of the file.
    pub rows: Vec<Vec<String>>,
}

/// What a row is known by when it comes again, whatever is made of its columns.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RowIdentity {
    /// All cells as they stand in the file, in one text, to be hashed.
    pub cells: String,
    /// How many equal rows came before in the same file: the second of two equal rows is another person.
    pub occurrence: u32,
}

/// Why a row is not taken. `row` is the line a person sees in the spreadsheet: the header is 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BadCell {
    pub row: u32,
    /// The header of the column, or empty for the whole row.
    pub column: String,
    /// The cell, shortened when it is long.
    pub value: String,
    pub refusal: Refusal,
}

/// Records that can be taken, each with its row number, and the rows that cannot.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mapped<T> {
    pub good: Vec<(u32, T)>,
    pub bad: Vec<BadCell>,
}

/// Characters of a bad cell that are shown.
const SHOWN: usize = 120;

/// A heading line further down than this is none.
const HEADINGS_WITHIN: usize = 20;
/// Columns that a line must name to be taken for the headings.
const HEADINGS_MIN: usize = 2;

impl Table {
    /// Many a file begins with its title, a date, an empty line. Where the first row names none of the columns that are
    /// looked for, and a later one names several and is fuller, that one is the headings; what stands above is emptied, so
    /// that row numbers stay those of the file. `named` counts the columns that a row names.
    #[must_use]
    pub fn below_titles(mut self, named: impl Fn(&[String]) -> usize) -> Table {
        if named(&self.headers) >= HEADINGS_MIN {
            return self;
        }
        let filled = |row: &[String]| row.iter().filter(|cell| !clean(cell).is_empty()).count();
        let title = filled(&self.headers);
        let mut first = self.rows.iter().take(HEADINGS_WITHIN);
        let found = first.position(|row| title < filled(row) && named(row) >= HEADINGS_MIN);
        if let Some(place) = found {
            for row in &mut self.rows[..place] {
                row.clear();
            }
            self.headers = std::mem::take(&mut self.rows[place]);
        }
        self
    }

    /// The cell of `row` (0 is the first under the header) without the blanks around it.
    pub(super) fn cell(&self, row: usize, column: u32) -> &str {
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .map_or("", |cell| clean(cell))
    }

    pub(super) fn column(&self, column: u32) -> impl Iterator<Item = &str> {
        (0..self.rows.len()).map(move |row| self.cell(row, column))
    }

    pub(super) fn header(&self, column: u32) -> Option<&str> {
        let column = usize::try_from(column).ok()?;
        self.headers.get(column).map(|header| clean(header))
    }

    /// The rows that hold anything, each with its number in the file and what it is known by.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, u32, RowIdentity)> {
        let mut seen: HashMap<String, u32> = HashMap::new();
        let rows = (0..).zip(2..).zip(&self.rows);
        rows.filter_map(move |((index, number), cells)| {
            let cells = canonical(cells)?;
            let count = seen.entry(cells.clone()).or_default();
            let occurrence = *count;
            *count += 1;
            Some((index, number, RowIdentity { cells, occurrence }))
        })
    }
}

/// The cells of a row as one text; none when nothing is in it. Empty cells at the end are a matter of the file format.
fn canonical(cells: &[String]) -> Option<String> {
    let cells: Vec<&str> = cells.iter().map(|cell| clean(cell)).collect();
    let last = cells.iter().rposition(|cell| !cell.is_empty())?;
    Some(serde_json::json!(cells[..=last]).to_string())
}

impl BadCell {
    pub(super) fn new(row: u32, column: &str, value: &str, refusal: Refusal) -> BadCell {
        let mut shown: String = value.chars().take(SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        BadCell {
            row,
            column: column.to_owned(),
            value: shown,
            refusal,
        }
    }

    /// Something about the mapping itself: nothing can be taken.
    pub(super) fn of_mapping(column: &str, refusal: Refusal) -> BadCell {
        BadCell::new(1, column, "", refusal)
    }
}
