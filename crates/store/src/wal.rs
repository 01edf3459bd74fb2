//! The log of the default engine, looked through before the engine opens it.
//!
//! SurrealKV reads its log up to the first wrong byte, as if nothing had ever been behind it, and writes on where the
//! file ends: behind half an entry that a killed program left there, or into the file that its own repair has just
//! replaced. Either way the next start loses what was acknowledged since. So, before it opens: an end without a whole
//! entry is cut off here, and whole entries behind damage keep the database shut until somebody decides.
//!
//! The format (surrealkv 0.21, `src/wal`; as of LevelDB): segments `<number>.wal` of blocks of 32 KiB; in them pieces of
//! CRC-32 of type and content, length, type, content, all big-endian. An entry is one piece, or a first, middle ones and
//! a last. Fewer than seven bytes at the end of a block are filled with zeros.

use crate::{StoreError, marker::Marker};
use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

const BLOCK: usize = 32 * 1024;
/// CRC-32 in 4 bytes, length in 2, type in 1.
const HEADER: usize = 7;

const FULL: u8 = 1;
const FIRST: u8 = 2;
const MIDDLE: u8 = 3;
const LAST: u8 = 4;
/// How what follows is compressed; an entry of its own.
const COMPRESSION: u8 = 9;

/// Damage with whole entries behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    pub segment: PathBuf,
    /// Bytes of the segment before the damage.
    pub at: u64,
    /// Bytes from there to the end of the log, in all segments.
    pub behind: u64,
    /// Whole entries before the damage, and behind it.
    pub entries_before: u64,
    pub entries_behind: u64,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum WalError {
    #[error("whole entries follow damage")]
    Gap(Gap),
    #[error("another program has it open")]
    Held,
    #[error("there are tables and no manifest that names them")]
    NoManifest,
    #[error("an organisation was set up in this folder, and there is neither a log nor a table")]
    Nothing,
    #[error("{} is what a repair put aside before it was interrupted: rename it to {}", .0.display(), .1.display())]
    PutAside(PathBuf, PathBuf),
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl WalError {
    pub(crate) fn of(self, url: &str) -> StoreError {
        match self {
            Self::Gap(gap) => StoreError::LogDamaged(gap),
            Self::NoManifest | Self::Nothing => StoreError::FilesDamaged(self.to_string()),
            cause => StoreError::Open {
                url: url.to_owned(),
                reason: cause.to_string(),
            },
        }
    }
}

/// Cuts an end off that holds no whole entry, of the database in `folder`; answers how long the log is.
///
/// # Errors
/// `Gap` when there is more behind the damage, `NoManifest`, `Nothing`, `PutAside`: nothing was changed; `Held`; `Io`.
pub(crate) fn prepare(folder: &Path) -> Result<u64, WalError> {
    check_place(folder)?;
    let Some(_lock) = lock(folder)? else {
        return Ok(0);
    };
    check_manifest(folder)?;
    let end = end(folder)?;
    if end.is_empty()? && !has_files(&folder.join("sstables"))? && Marker::of(folder).is_left() {
        return Err(WalError::Nothing);
    }
    forget_begun_repair(folder)?;
    let End {
        segments,
        from,
        gap,
    } = end;
    match (gap, from) {
        (Some(gap), _) => return Err(WalError::Gap(gap)),
        (None, Some((index, whole))) => {
            keep_end(folder, &segments[index], whole)?;
            cut_from(&segments[index..], whole)?;
        }
        (None, None) => {}
    }
    Ok(length(folder)?)
}

/// A repair that ended between its two steps leaves no database, and the engine would begin a new one.
fn check_place(folder: &Path) -> Result<(), WalError> {
    let aside = beside(folder, "cut", 1);
    if !folder.exists() && aside.join("wal").exists() {
        return Err(WalError::PutAside(aside, folder.to_owned()));
    }
    Ok(())
}

/// Without one the engine begins anew, over what is there.
pub(crate) fn check_manifest(folder: &Path) -> Result<(), WalError> {
    if has_files(&folder.join("sstables"))? && !has_files(&folder.join("manifest"))? {
        return Err(WalError::NoManifest);
    }
    Ok(())
}

/// What is cut off may be the end of what a disk has damaged: it is kept beside the database, unless it is nothing but zeros.
fn keep_end(folder: &Path, segment: &Path, whole: u64) -> io::Result<()> {
    let content = fs::read(segment)?;
    let whole = usize::try_from(whole).unwrap_or(usize::MAX);
    let end = content.get(whole..).unwrap_or_default();
    if end.iter().any(|byte| *byte != 0) {
        let kept = new_folder(folder, "cut")?.join(segment.file_name().unwrap_or_default());
        fs::write(&kept, end)?;
        tracing::warn!(kept = %kept.display(), bytes = end.len(), "what is cut off is kept");
    }
    Ok(())
}

fn has_files(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        entries => Ok(entries?.next().is_some()),
    }
}

/// Bytes of the log of the database in `folder`.
pub(crate) fn length(folder: &Path) -> io::Result<u64> {
    let segments = segments(folder)?.into_iter();
    segments
        .map(|segment| Ok(fs::metadata(segment)?.len()))
        .sum()
}

/// Nobody else opens the database meanwhile; none when it is not there yet. The engine locks the same file.
pub(crate) fn lock(folder: &Path) -> Result<Option<File>, WalError> {
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    let file = match options.open(folder.join("LOCK")) {
        // The folder is not there.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(WalError::Held),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// SurrealKV repairs a torn log in a folder beside it, which then takes the log's place. One that was interrupted (a full
/// disk, a kill) is not begun anew but gone on with, and what comes out of that is damaged: it has to go first. The log
/// itself is whole until the last step.
fn forget_begun_repair(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder.join("wal/repair_temp")) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// In the order in which they were written: their names are numbers of one length.
fn segments(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder.join("wal")) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wal") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Leaves `whole` bytes of the first segment and nothing of those behind it, the last first: nothing may follow what was
/// cut when this is interrupted.
fn cut_from(segments: &[PathBuf], whole: u64) -> io::Result<()> {
    let mut all = segments.iter().enumerate().rev();
    all.try_for_each(|(n, segment)| cut(segment, if n == 0 { whole } else { 0 }))
}

fn cut(segment: &Path, whole: u64) -> io::Result<()> {
    let file = File::options().write(true).open(segment)?;
    let length = file.metadata()?.len();
    if length > whole {
        tracing::warn!(segment = %segment.display(), whole, length, "the end of the log holds no whole entry: cut off");
        file.set_len(whole)?;
        file.sync_all()?;
    }
    Ok(())
}

/// `<folder>.<what>-<number>`, made.
pub(crate) fn new_folder(folder: &Path, what: &str) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let path = beside(folder, what, number);
        match fs::create_dir(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|()| path),
        }
    }
}

fn beside(folder: &Path, what: &str, number: u32) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(format!(".{what}-{number}"));
    name.into()
}

/// How a log ends.
#[derive(Default)]
pub(crate) struct End {
    segments: Vec<PathBuf>,
    /// The first segment that is not whole, and the end of its last whole entry.
    from: Option<(usize, u64)>,
    /// When there are whole entries behind it.
    pub(crate) gap: Option<Gap>,
}

impl End {
    /// Whether there is no whole entry at all.
    fn is_empty(&self) -> io::Result<bool> {
        for segment in &self.segments {
            if self.kept(segment) != Some(0) && fs::metadata(segment)?.len() > 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Bytes that a start cuts off.
    pub(crate) fn torn_bytes(&self) -> u64 {
        let Some((index, whole)) = self.from.filter(|_| self.gap.is_none()) else {
            return 0;
        };
        let segments = self.segments[index..].iter();
        let bytes: u64 = segments
            .filter_map(|segment| Some(fs::metadata(segment).ok()?.len()))
            .sum();
        bytes.saturating_sub(whole)
    }

    /// Bytes of a segment that stand before the damage; none when this is no segment.
    pub(crate) fn kept(&self, path: &Path) -> Option<u64> {
        let at = self.segments.iter().position(|segment| segment == path)?;
        Some(match self.from {
            Some((index, whole)) if at == index => whole,
            Some((index, _)) if at > index => 0,
            _ => u64::MAX,
        })
    }
}

/// Reads the log of the database in `folder`.
pub(crate) fn end(folder: &Path) -> io::Result<End> {
    let segments = segments(folder)?;
    let mut entries_before = 0;
    for index in 0..segments.len() {
        let content = fs::read(&segments[index])?;
        let (whole, entries) = whole(&content);
        entries_before += entries;
        if whole == content.len() {
            continue;
        }
        let mut entries_behind = entries_from(&content, whole + 1);
        let mut behind = content.len() - whole;
        for later in &segments[index + 1..] {
            let content = fs::read(later)?;
            entries_behind += entries_from(&content, 0);
            behind += content.len();
        }
        let [at, behind] = [whole, behind].map(|bytes| u64::try_from(bytes).unwrap_or(u64::MAX));
        let gap = (entries_behind > 0).then(|| Gap {
            segment: segments[index].clone(),
            at,
            behind,
            entries_before,
            entries_behind,
        });
        let from = Some((index, at));
        return Ok(End {
            segments,
            from,
            gap,
        });
    }
    Ok(End {
        segments,
        ..End::default()
    })
}

/// How many whole entries begin from here on.
fn entries_from(content: &[u8], mut at: usize) -> u64 {
    let mut found = 0;
    while at < content.len() {
        match entry(content, at) {
            Some(next) => {
                found += 1;
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Where the last entry ends up to which all are whole, and how many these are.
fn whole(content: &[u8]) -> (usize, u64) {
    let (mut end, mut entries) = (0, 0);
    while let Some(next) = entry(content, behind_padding(end)) {
        end = next;
        entries += 1;
    }
    (end, entries)
}

/// Where the entry that begins here ends, when it is whole.
fn entry(content: &[u8], at: usize) -> Option<usize> {
    let (kind, mut end) = piece(content, at)?;
    match kind {
        FULL | COMPRESSION => return Some(end),
        FIRST => {}
        _ => return None,
    }
    loop {
        let (kind, next) = piece(content, behind_padding(end))?;
        match kind {
            MIDDLE => end = next,
            LAST => return Some(next),
            _ => return None,
        }
    }
}

fn behind_padding(at: usize) -> usize {
    let room = BLOCK - at % BLOCK;
    if room < HEADER { at + room } else { at }
}

/// The type of the piece that begins here and where it ends, when its checksum is right.
fn piece(content: &[u8], at: usize) -> Option<(u8, usize)> {
    let (header, rest) = content.get(at..)?.split_first_chunk::<HEADER>()?;
    let [a, b, c, d, high, low, kind] = *header;
    if !matches!(kind, FULL | FIRST | MIDDLE | LAST | COMPRESSION) {
        return None;
    }
    let length = usize::from(u16::from_be_bytes([high, low]));
    if at % BLOCK + HEADER + length > BLOCK {
        return None;
    }
    let mut sum = crc32fast::Hasher::new();
    sum.update(&[kind]);
    sum.update(rest.get(..length)?);
    (sum.finalize() == u32::from_be_bytes([a, b, c, d])).then_some((kind, at + HEADER + length))
}
