//! Tables as other tools write them.

mod answers;
mod contacts;
mod pieces;
mod sessions;

use super::Table;
use proptest::prelude::*;

fn table(headers: &[&str], rows: &[&[&str]]) -> Table {
    let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    Table {
        headers: texts(headers),
        rows: rows.iter().map(|row| texts(row)).collect(),
    }
}

/// Anything at all, or something of this shape.
fn cell(shape: &'static str) -> impl Strategy<Value = String> {
    let anything = proptest::collection::vec(any::<char>(), 0..12);
    prop_oneof![
        anything.prop_map(|chars| chars.into_iter().collect()),
        shape,
    ]
}
