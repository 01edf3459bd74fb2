//! Cells of a workbook in rows, within bounds that hold before anything grows.

use super::{CELL_BYTES_MAX, COLUMNS_MAX, FileError, ROWS_MAX};

/// What the cells of a workbook may add up to: a shared text is stored once and counts wherever it stands.
pub(super) const TEXT_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Unpadded rows from row 1 on, while there are bytes left.
pub(super) struct Grid<'a> {
    rows: Vec<Vec<String>>,
    left: &'a mut usize,
}

impl<'a> Grid<'a> {
    pub(super) fn new(left: &'a mut usize) -> Grid<'a> {
        Grid {
            rows: Vec::new(),
            left,
        }
    }

    /// Rows and columns are counted from 0.
    pub(super) fn put(&mut self, row: usize, column: usize, text: String) -> Result<(), FileError> {
        if text.is_empty() {
            return Ok(());
        }
        // A single cell far out would otherwise make a table of millions of empty ones.
        if row > ROWS_MAX {
            return Err(FileError::TooManyRows);
        }
        if column >= COLUMNS_MAX {
            return Err(FileError::TooManyColumns { row: row + 1 });
        }
        if text.len() > CELL_BYTES_MAX {
            return Err(FileError::CellTooLong { row: row + 1 });
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let cells = &mut self.rows[row];
        let new = (column + 1).saturating_sub(cells.len());
        let taken = text.len() + new * size_of::<String>();
        *self.left = self.left.checked_sub(taken).ok_or(FileError::TooLarge)?;
        if new > 0 {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        Ok(())
    }

    pub(super) fn rows(self) -> Vec<Vec<String>> {
        self.rows
    }
}
