//! One row while it is read into a record.

use super::{
    Mapped, Table,
    table::{BadCell, RowIdentity},
};
use crate::{Refusal, entity::LINE_MAX};
use std::collections::BTreeMap;

/// Field name to column number, from 0.
pub(super) type Mapping = BTreeMap<String, u32>;

/// One row while it is read; every bad cell is noted, not only the first.
pub(super) struct Row<'a> {
    pub(super) table: &'a Table,
    pub(super) mapping: &'a Mapping,
    pub(super) index: usize,
    pub(super) number: u32,
    pub(super) bad: Vec<BadCell>,
}

impl Row<'_> {
    pub(super) fn text(&self, field: &str) -> &str {
        self.mapping
            .get(field)
            .map_or("", |column| self.table.cell(self.index, *column))
    }

    pub(super) fn refuse(&mut self, field: &str, refusal: Refusal) {
        let header = self
            .mapping
            .get(field)
            .and_then(|column| self.table.header(*column));
        let column = header.unwrap_or(field);
        let bad = BadCell::new(self.number, column, self.text(field), refusal);
        self.bad.push(bad);
    }

    /// The value of a cell; none when it is empty or bad.
    pub(super) fn read<T>(
        &mut self,
        field: &str,
        read: impl Fn(&str) -> Result<T, Refusal>,
    ) -> Option<T> {
        let text = self.text(field);
        let value = match text.chars().count() {
            0 => return None,
            1..=LINE_MAX => read(text),
            _ => Err(Refusal::TooLong),
        };
        value.map_err(|refusal| self.refuse(field, refusal)).ok()
    }

    pub(super) fn needed<T>(
        &mut self,
        field: &str,
        read: impl Fn(&str) -> Result<T, Refusal>,
    ) -> Option<T> {
        if self.text(field).is_empty() {
            self.refuse(field, Refusal::Required);
            return None;
        }
        self.read(field, read)
    }

    pub(super) fn line(&mut self, field: &str) -> String {
        self.read(field, |text| Ok(text.to_owned()))
            .unwrap_or_default()
    }
}

/// Reads every row with anything in it. A row with one bad cell is not taken; it is named with the cell. `read` gives none
/// when a needed cell is bad. When the mapping lacks a needed field or names an unknown one, nothing is taken and row 1
/// is bad.
pub(super) fn map_rows<T>(
    table: &Table,
    mapping: &Mapping,
    (fields, needed): (&[&str], &[&str]),
    mut read: impl FnMut(&mut Row<'_>, RowIdentity) -> Option<T>,
) -> Mapped<T> {
    let mut mapped = Mapped {
        good: Vec::new(),
        bad: check_mapping(table, mapping, fields, needed),
    };
    if !mapped.bad.is_empty() {
        return mapped;
    }
    for (index, number, identity) in table.filled() {
        let mut row = Row {
            table,
            mapping,
            index,
            number,
            bad: Vec::new(),
        };
        match read(&mut row, identity) {
            Some(record) if row.bad.is_empty() => mapped.good.push((number, record)),
            _ => mapped.bad.append(&mut row.bad),
        }
    }
    mapped
}

/// What is wrong with a mapping: a needed field is fed by no column, or a column feeds what nobody knows.
fn check_mapping(
    table: &Table,
    mapping: &Mapping,
    fields: &[&str],
    needed: &[&str],
) -> Vec<BadCell> {
    let missing = needed
        .iter()
        .filter(|field| !mapping.contains_key(**field))
        .map(|field| BadCell::of_mapping(field, Refusal::Required));
    let unknown = mapping
        .iter()
        .filter(|(field, column)| {
            !fields.contains(&field.as_str()) || table.header(**column).is_none()
        })
        .map(|(field, _)| BadCell::of_mapping(field, Refusal::UnknownField));
    missing.chain(unknown).collect()
}
