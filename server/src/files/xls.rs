//! XLS, the workbooks of Excel 97 to 2003, on the way in: its records are read one by one, so that the bounds of
//! [`Grid`] hold before anything is copied. Dates are numbers here: their looks are not read.

use super::{
    FileError,
    cfb::{Compound, number, usize_of},
    form::SHEETS_MAX,
    grid::{Grid, TEXT_BYTES_MAX},
};

/// Excel 97.
const VERSION: u32 = 0x0600;

const BOF: u32 = 0x0809;
const EOF: u32 = 0x000A;
const CONTINUE: u32 = 0x003C;
const LOCKED: u32 = 0x002F;
const SHEET: u32 = 0x0085;
const TEXTS: u32 = 0x00FC;
const SHARED_TEXT: u32 = 0x00FD;
const TEXT: u32 = 0x0204;
const NUMBER: u32 = 0x0203;
const SHORT_NUMBER: u32 = 0x027E;
const SHORT_NUMBERS: u32 = 0x00BD;
const TRUTH: u32 = 0x0205;
const FORMULA: u32 = 0x0006;
const FORMULA_TEXT: u32 = 0x0207;

/// The sheets of a form; of those that are not wanted, no rows.
pub(super) fn read_all(
    bytes: &[u8],
    wanted: fn(&str) -> bool,
) -> Result<Vec<xlsform::Sheet>, FileError> {
    let stream = Compound::open(bytes)?.stream("Workbook")?;
    let stream = stream.ok_or(FileError::UnknownFormat)?;
    let mut places = Vec::new();
    let mut texts = Vec::new();
    let mut records = Records::at(&stream, 0)?;
    while let Some((kind, data)) = records.next() {
        match kind {
            EOF => break,
            LOCKED => return Err(FileError::Damaged),
            SHEET => {
                let length = usize_of(number(data, 6, 1)?);
                let name = Texts::of(vec![&data[7.min(data.len())..]]).letters(length)?;
                places.push((name, usize_of(number(data, 0, 4)?)));
            }
            TEXTS => texts = shared(data, &mut records)?,
            _ => {}
        }
    }
    // Each is read from its beginning on, and several could begin at one place.
    if places.len() > SHEETS_MAX {
        return Err(FileError::Damaged);
    }
    let mut left = TEXT_BYTES_MAX;
    let mut sheets = Vec::new();
    for (name, place) in places {
        let mut grid = Grid::new(&mut left);
        if wanted(&name) {
            sheet(Records::at(&stream, place)?, &texts, &mut grid)?;
        }
        sheets.push(xlsform::Sheet::new(&name, grid.rows()));
    }
    Ok(sheets)
}

/// Records of a stream: kind, length, data.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// From the beginning of a part on.
    fn at(stream: &'a [u8], place: usize) -> Result<Records<'a>, FileError> {
        let rest = stream.get(place..).ok_or(FileError::Damaged)?;
        let mut records = Records { rest };
        match records.next() {
            Some((BOF, data)) if number(data, 0, 2)? == VERSION => Ok(records),
            Some((BOF, _)) => Err(FileError::UnknownFormat),
            _ => Err(FileError::Damaged),
        }
    }

    fn peek(&self) -> Option<(u32, &'a [u8])> {
        let kind = number(self.rest, 0, 2).ok()?;
        let length = usize_of(number(self.rest, 2, 2).ok()?);
        Some((kind, self.rest.get(4..4 + length)?))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<(u32, &'a [u8])> {
        let (kind, data) = self.peek()?;
        self.rest = &self.rest[4 + data.len()..];
        Some((kind, data))
    }
}

fn sheet(records: Records<'_>, texts: &[String], grid: &mut Grid<'_>) -> Result<(), FileError> {
    // Charts within the sheet are parts within the part.
    let mut deep = 0_u32;
    let mut formula = (0, 0);
    for (kind, data) in records {
        match kind {
            BOF => deep += 1,
            EOF if deep == 0 => break,
            EOF => deep -= 1,
            _ if deep > 0 => {}
            SHARED_TEXT => {
                let text = texts.get(usize_of(number(data, 6, 4)?));
                put(grid, data, 0, text.ok_or(FileError::Damaged)?.clone())?;
            }
            TEXT => put(grid, data, 0, plain(data.get(6..).unwrap_or_default())?)?,
            NUMBER => put(grid, data, 0, float(data, 6)?.to_string())?,
            SHORT_NUMBER => put(grid, data, 0, short(number(data, 6, 4)?))?,
            SHORT_NUMBERS => {
                let many = data.len().saturating_sub(6) / 6;
                for index in 0..many {
                    let value = short(number(data, 4 + 6 * index + 2, 4)?);
                    put(grid, data, index, value)?;
                }
            }
            TRUTH if number(data, 7, 1)? == 0 => {
                put(grid, data, 0, (number(data, 6, 1)? == 1).to_string())?;
            }
            FORMULA if number(data, 12, 2)? == 0xFFFF => {
                formula = (usize_of(number(data, 0, 2)?), usize_of(number(data, 2, 2)?));
                if number(data, 6, 1)? == 1 {
                    put(grid, data, 0, (number(data, 8, 1)? == 1).to_string())?;
                }
            }
            FORMULA => put(grid, data, 0, float(data, 6)?.to_string())?,
            FORMULA_TEXT => grid.put(formula.0, formula.1, plain(data)?)?,
            _ => {}
        }
    }
    Ok(())
}

/// So many columns behind the one that the record names.
fn put(grid: &mut Grid<'_>, data: &[u8], behind: usize, text: String) -> Result<(), FileError> {
    let (row, column) = (number(data, 0, 2)?, number(data, 2, 2)?);
    grid.put(usize_of(row), usize_of(column) + behind, text)
}

fn float(data: &[u8], at: usize) -> Result<f64, FileError> {
    let bytes = data.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
    bytes.map(f64::from_le_bytes).ok_or(FileError::Damaged)
}

/// A number in 30 bits: whole or the upper part of a float, and whether it is in hundredths.
fn short(bits: u32) -> String {
    let value = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    let value = if bits & 1 == 0 { value } else { value / 100.0 };
    value.to_string()
}

/// A text of its own: its length in two bytes, then its letters.
fn plain(data: &[u8]) -> Result<String, FileError> {
    let length = usize_of(number(data, 0, 2)?);
    Texts::of(vec![&data[2..]]).letters(length)
}

/// The texts that cells share. A record is short: they go on in those behind it.
fn shared(first: &[u8], records: &mut Records<'_>) -> Result<Vec<String>, FileError> {
    let many = usize_of(number(first, 4, 4)?);
    let mut parts = vec![&first[8..]];
    while let Some((CONTINUE, data)) = records.peek() {
        parts.push(data);
        records.next();
    }
    let mut reader = Texts::of(parts);
    let mut texts = Vec::new();
    while texts.len() < many && !reader.is_over() {
        let length = reader.number(2)?;
        texts.push(reader.letters(length)?);
    }
    Ok(texts)
}

/// Letters in one or two bytes each, in several parts.
struct Texts<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    part: &'a [u8],
}

impl<'a> Texts<'a> {
    fn of(parts: Vec<&'a [u8]>) -> Texts<'a> {
        Texts {
            parts: parts.into_iter(),
            part: &[],
        }
    }

    fn is_over(&mut self) -> bool {
        while self.part.is_empty() {
            match self.parts.next() {
                Some(part) => self.part = part,
                None => return true,
            }
        }
        false
    }

    fn byte(&mut self) -> Result<u8, FileError> {
        if self.is_over() {
            return Err(FileError::Damaged);
        }
        let (first, rest) = self.part.split_first().ok_or(FileError::Damaged)?;
        self.part = rest;
        Ok(*first)
    }

    fn number(&mut self, bytes: usize) -> Result<usize, FileError> {
        let mut number = 0;
        for place in 0..bytes {
            number |= usize::from(self.byte()?) << (8 * place);
        }
        Ok(number)
    }

    /// So many, with what stands before and behind them.
    fn letters(&mut self, length: usize) -> Result<String, FileError> {
        let looks = self.byte()?;
        let runs = if looks & 8 == 0 { 0 } else { self.number(2)? };
        let spoken = if looks & 4 == 0 { 0 } else { self.number(4)? };
        let mut wide = looks & 1 == 1;
        let mut units = Vec::new();
        while units.len() < length {
            if self.part.is_empty() && !self.is_over() {
                // The next part says anew how wide its letters are.
                wide = self.byte()? & 1 == 1;
            }
            let low = self.byte()?;
            let high = if wide { self.byte()? } else { 0 };
            units.push(u16::from_le_bytes([low, high]));
        }
        for _ in 0..(4 * runs).saturating_add(spoken) {
            self.byte()?;
        }
        Ok(String::from_utf16_lossy(&units))
    }
}
