//! Compound files, in which old office programs keep their streams: a small file system of sectors. Read without trust:
//! a chain has no more sectors than the file.

use super::FileError;

const HEADER: usize = 512;
/// Entries of the sector table that stand in the header, from this byte on.
const FIRST_TABLE: usize = 76;
const IN_HEADER: usize = 109;
/// Numbers from here on end a chain.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
const ENTRY: usize = 128;

pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Compound<'a>, FileError> {
        let sector = match number(bytes, 30, 2)? {
            9 => 512,
            12 => 4096,
            _ => return Err(FileError::Damaged),
        };
        let mut file = Compound {
            bytes,
            sector,
            next: Vec::new(),
        };
        for table in file.tables()? {
            let table = file.at(table)?;
            file.next.extend(numbers(table));
        }
        // A table may be longer than the file; a chain may not.
        file.next.truncate(bytes.len() / sector);
        Ok(file)
    }

    /// The content of a stream; none when there is none of this name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, FileError> {
        let entries = self.chain(number(self.bytes, 48, 4)?)?;
        let entries: Vec<Entry> = entries.chunks_exact(ENTRY).filter_map(entry).collect();
        let Some(found) = entries.iter().find(|entry| entry.name == name) else {
            return Ok(None);
        };
        let small = found.size < usize_of(number(self.bytes, 56, 4)?);
        let mut content = match entries.first() {
            Some(root) if small => self.small(root.start, found.start)?,
            _ => self.chain(found.start)?,
        };
        content.truncate(found.size);
        Ok(Some(content))
    }

    /// Sectors of the table that says which sector follows which.
    fn tables(&self) -> Result<Vec<u32>, FileError> {
        let head = self.bytes.get(FIRST_TABLE..HEADER);
        let head = head.ok_or(FileError::Damaged)?;
        let mut all: Vec<u32> = numbers(head).take(IN_HEADER).collect();
        let mut more = number(self.bytes, 68, 4)?;
        let mut left = self.bytes.len() / self.sector;
        while more < NO_SECTOR {
            left = left.checked_sub(1).ok_or(FileError::Damaged)?;
            let sector: Vec<u32> = numbers(self.at(more)?).collect();
            let (next, tables) = sector.split_last().ok_or(FileError::Damaged)?;
            all.extend(tables);
            more = *next;
        }
        all.retain(|table| *table < NO_SECTOR);
        // No more of them than sectors: a table named twice would make a long one of a short file.
        let fits = all.len() <= self.bytes.len() / self.sector;
        fits.then_some(all).ok_or(FileError::Damaged)
    }

    fn at(&self, sector: u32) -> Result<&'a [u8], FileError> {
        let start = (usize_of(sector) + 1) * self.sector;
        let rest = self.bytes.get(start..).ok_or(FileError::Damaged)?;
        // The last sector of some writers is short.
        Ok(&rest[..rest.len().min(self.sector)])
    }

    fn chain(&self, start: u32) -> Result<Vec<u8>, FileError> {
        let mut content = Vec::new();
        follow(start, &self.next, |sector| {
            content.extend_from_slice(self.at(sector)?);
            Ok(())
        })?;
        Ok(content)
    }

    /// Small streams are in sectors of 64 bytes, in the stream of the first entry.
    fn small(&self, root: u32, start: u32) -> Result<Vec<u8>, FileError> {
        const SMALL: usize = 64;
        let all = self.chain(root)?;
        let next = self.chain(number(self.bytes, 60, 4)?)?;
        let next: Vec<u32> = numbers(&next).take(all.len().div_ceil(SMALL)).collect();
        let mut content = Vec::new();
        follow(start, &next, |sector| {
            let start = usize_of(sector) * SMALL;
            let rest = all.get(start..).ok_or(FileError::Damaged)?;
            content.extend_from_slice(&rest[..rest.len().min(SMALL)]);
            Ok(())
        })?;
        Ok(content)
    }
}

/// Each sector of a chain; a chain that comes back to itself is damage.
fn follow(
    start: u32,
    next: &[u32],
    mut each: impl FnMut(u32) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let mut sector = start;
    let mut left = next.len();
    while sector < NO_SECTOR {
        left = left.checked_sub(1).ok_or(FileError::Damaged)?;
        each(sector)?;
        sector = *next.get(usize_of(sector)).ok_or(FileError::Damaged)?;
    }
    Ok(())
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize_of(number(bytes, 64, 2).ok()?).min(64);
    let name = bytes[..length].chunks_exact(2);
    let name: Vec<u16> = name
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let name = String::from_utf16_lossy(&name);
    Some(Entry {
        name: name.trim_end_matches('\0').to_owned(),
        start: number(bytes, 116, 4).ok()?,
        size: usize_of(number(bytes, 120, 4).ok()?),
    })
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let quads = bytes.chunks_exact(4);
    quads.map(|quad| u32::from_le_bytes([quad[0], quad[1], quad[2], quad[3]]))
}

/// Of up to four bytes, the lowest first.
pub(super) fn number(bytes: &[u8], at: usize, length: usize) -> Result<u32, FileError> {
    let bytes = bytes.get(at..at + length).ok_or(FileError::Damaged)?;
    let fold = |sum, byte: &u8| sum << 8 | u32::from(*byte);
    Ok(bytes.iter().rev().fold(0, fold))
}

pub(super) fn usize_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::Compound;

    #[test]
    fn a_table_named_again_and_again_makes_no_chain_longer_than_the_file() {
        let mut file = vec![0; 300 * 512];
        file[30] = 9;
        // All tables are the first sector, which follows itself; no more of them follow.
        file[68..72].fill(0xFF);
        let open = Compound::open(&file).unwrap();
        assert!(open.next.len() <= 300, "{}", open.next.len());
        assert!(open.chain(0).is_err());
    }
}
