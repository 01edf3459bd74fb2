//! A table as read from a file, and what mapping it yields.

use crate::Refusal;
use serde::{Deserialize, Serialize};

/// Cells as text, rows of the same length as `headers` (short rows are padded by the reader).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    pub headers: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Why a row is not taken. `row` is the line a person sees in the spreadsheet: the header is 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BadCell {
    pub row: u32,
    /// The header of the column, or empty for the whole row.
    pub column: String,
    pub value: String,
    pub refusal: Refusal,
}

/// Records that can be taken, each with its row number, and the rows that cannot.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mapped<T> {
    pub good: Vec<(u32, T)>,
    pub bad: Vec<BadCell>,
}
