//! What an export is made of, whatever the file format.

/// One cell. Texts are made safe where they are written.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    Empty,
    Text(String),
    Count(u32),
    /// Written with `decimals` digits after the separator of the language.
    Number {
        value: f64,
        decimals: usize,
    },
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A number, or nothing.
    pub fn number(value: Option<f64>, decimals: usize) -> Cell {
        value.map_or(Cell::Empty, |value| Cell::Number { value, decimals })
    }
}

/// A titled table; the first row is the header.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<Cell>>,
}
