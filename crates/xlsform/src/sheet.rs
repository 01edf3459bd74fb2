//! The sheets of a form as rows of cells that know where they stand, and their bounds.

use crate::finding::{Code, Finding};

/// Most rows of a sheet, header included.
pub const ROWS_MAX: usize = 50_001;
pub const COLUMNS_MAX: usize = 300;
/// Longest cell, in bytes.
pub const CELL_BYTES_MAX: usize = 32 * 1024;

/// Sheets that are read; of others it is only said that they are there.
pub const SHEETS: [&str; 4] = ["survey", "choices", "external_choices", "settings"];

/// One sheet. Rows and columns are counted from 1, as spreadsheet programs and editors show them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    pub name: String,
    /// Where its first cell stands in the file: sheets of a CSV or Markdown form are behind one another.
    pub first_row: u32,
    pub first_column: u32,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A sheet of its own, from row 1 on.
    pub fn new(name: &str, rows: Vec<Vec<String>>) -> Sheet {
        Sheet {
            name: name.to_owned(),
            first_row: 1,
            first_column: 1,
            rows,
        }
    }

    pub(crate) fn row(&self, index: usize) -> u32 {
        self.first_row.saturating_add(count(index))
    }

    pub(crate) fn column(&self, index: usize) -> u32 {
        self.first_column.saturating_add(count(index))
    }

    /// What is over the bounds, first of each row.
    pub(crate) fn over_bounds(&self) -> Option<Finding> {
        let at = |row, column, code| Finding {
            sheet: self.name.clone(),
            row: self.row(row),
            column: self.column(column),
            code,
            detail: String::new(),
        };
        if self.rows.len() > ROWS_MAX {
            return Some(at(ROWS_MAX, 0, Code::TooManyRows));
        }
        self.rows.iter().enumerate().find_map(|(row, cells)| {
            if cells.len() > COLUMNS_MAX {
                return Some(at(row, COLUMNS_MAX, Code::TooManyColumns));
            }
            let long = cells.iter().position(|cell| cell.len() > CELL_BYTES_MAX)?;
            Some(at(row, long, Code::CellTooLong))
        })
    }
}

fn count(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The sheets of a form in one table, as CSV and Markdown write it: the first column names a sheet and its rows follow.
/// A table whose first row has the column `type` is the sheet *survey* alone.
pub fn sheets_in(rows: Vec<Vec<String>>) -> Vec<Sheet> {
    let heads_survey = |row: &Vec<String>| row.iter().any(|cell| is(cell, "type"));
    let named = |row: &Vec<String>| row.first().is_some_and(|cell| !cell.trim().is_empty());
    let alone = rows
        .first()
        .is_some_and(|row| named(row) && heads_survey(row));
    if alone {
        return vec![Sheet::new("survey", rows)];
    }
    let mut sheets: Vec<Sheet> = Vec::new();
    for (index, mut row) in rows.into_iter().enumerate() {
        if row.is_empty() {
            row.push(String::new());
        }
        let name = row.remove(0);
        let name = name.trim();
        if !name.is_empty() {
            sheets.push(Sheet {
                name: name.to_owned(),
                first_row: count(index + 1),
                first_column: 2,
                rows: Vec::new(),
            });
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.rows.push(row);
        }
    }
    sheets
}

fn is(cell: &str, word: &str) -> bool {
    cell.trim().eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect();
        text.lines().map(cells).collect()
    }

    #[test]
    fn sheets_behind_one_another_keep_their_places() {
        let sheets = sheets_in(rows(
            "survey,,\n,type,name\n,text,a\n\nchoices\n,list_name,name",
        ));
        assert_eq!(sheets.len(), 2);
        assert_eq!(
            (sheets[1].name.as_str(), sheets[1].first_row),
            ("choices", 5)
        );
        assert_eq!(sheets[0].rows[2], ["text", "a"]);
        assert_eq!(sheets[0].row(2), 3);
    }

    #[test]
    fn a_plain_table_is_the_survey() {
        let sheets = sheets_in(rows("type,name\ntext,a"));
        assert_eq!(sheets[0].name, "survey");
        assert_eq!(sheets[0].first_column, 1);
    }

    #[test]
    fn bounds_name_the_place() {
        let mut wide = Sheet::new(
            "survey",
            vec![vec![String::new()], vec![String::new(); 301]],
        );
        let found = wide.over_bounds().unwrap();
        assert_eq!(
            (found.code, found.row, found.column),
            (Code::TooManyColumns, 2, 301)
        );
        wide.rows = vec![vec!["x".repeat(CELL_BYTES_MAX + 1)]];
        assert_eq!(wide.over_bounds().unwrap().code, Code::CellTooLong);
        wide.rows = vec![Vec::new(); ROWS_MAX + 1];
        assert_eq!(wide.over_bounds().unwrap().code, Code::TooManyRows);
    }
}
