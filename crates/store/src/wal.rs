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

use crate::StoreError;
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
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum WalError {
    #[error("whole entries follow damage")]
    Gap(Gap),
    #[error("another program has it open")]
    Held,
    #[error(
        "there are tables and no manifest that names them: copy the folder and restore a backup into a new one"
    )]
    NoManifest,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl WalError {
    pub(crate) fn of(self, url: &str) -> StoreError {
        match self {
            Self::Gap(gap) => StoreError::LogDamaged(gap),
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
/// `Gap` when there is more behind the damage, and `NoManifest`: nothing was changed; `Held`; `Io`.
pub(crate) fn prepare(folder: &Path) -> Result<u64, WalError> {
    let Some(_lock) = lock(folder)? else {
        return Ok(0);
    };
    // Without one the engine begins anew, over what is there.
    if has_files(&folder.join("sstables"))? && !has_files(&folder.join("manifest"))? {
        return Err(WalError::NoManifest);
    }
    forget_begun_repair(folder)?;
    let segments = segments(folder)?;
    match damage(&segments)? {
        Some(Damage { gap: Some(gap), .. }) => return Err(WalError::Gap(gap)),
        Some(Damage { index, whole, .. }) => {
            keep_end(folder, &segments[index], whole)?;
            cut_from(&segments[index..], whole)?;
        }
        None => {}
    }
    Ok(length(folder)?)
}

/// What is cut off may be the end of what a disk has damaged: it is kept beside the database, unless it is nothing but zeros.
fn keep_end(folder: &Path, segment: &Path, whole: u64) -> io::Result<()> {
    let content = fs::read(segment)?;
    let whole = usize::try_from(whole).unwrap_or(usize::MAX);
    let end = content.get(whole..).unwrap_or_default();
    if end.iter().any(|byte| *byte != 0) {
        let kept = new_folder(folder)?.join(segment.file_name().unwrap_or_default());
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

/// Takes away everything from the first damage on, and keeps it in a new folder `<folder>.cut-<number>`.
///
/// # Errors
/// `Held`, `Io`.
pub(crate) fn take_away(folder: &Path) -> Result<Option<(Gap, PathBuf)>, WalError> {
    let Some(_lock) = lock(folder)? else {
        return Ok(None);
    };
    let segments = segments(folder)?;
    let Some(Damage {
        index,
        gap: Some(gap),
        ..
    }) = damage(&segments)?
    else {
        return Ok(None);
    };
    let kept = new_folder(folder)?;
    for segment in &segments[index..] {
        let name = segment.file_name().unwrap_or_default();
        fs::copy(segment, kept.join(name))?;
        File::open(kept.join(name))?.sync_all()?;
    }
    cut_from(&segments[index..], gap.at)?;
    Ok(Some((gap, kept)))
}

/// Nobody else opens the database meanwhile; none when it is not there yet. The engine locks the same file.
fn lock(folder: &Path) -> Result<Option<File>, WalError> {
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

fn new_folder(folder: &Path) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let mut name = folder.as_os_str().to_owned();
        name.push(format!(".cut-{number}"));
        match fs::create_dir(&name) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
            Ok(()) => return Ok(name.into()),
        }
    }
}

/// The first segment that is not whole.
struct Damage {
    index: usize,
    /// The end of its last whole entry.
    whole: u64,
    /// When there are whole entries behind it.
    gap: Option<Gap>,
}

fn damage(segments: &[PathBuf]) -> io::Result<Option<Damage>> {
    for (index, segment) in segments.iter().enumerate() {
        let content = fs::read(segment)?;
        let whole = whole(&content);
        if whole == content.len() {
            continue;
        }
        let mut more = has_entry(&content, whole + 1);
        let mut behind = content.len() - whole;
        for later in &segments[index + 1..] {
            let content = fs::read(later)?;
            more |= has_entry(&content, 0);
            behind += content.len();
        }
        let [whole, behind] = [whole, behind].map(|bytes| u64::try_from(bytes).unwrap_or(u64::MAX));
        return Ok(Some(Damage {
            index,
            whole,
            gap: more.then(|| Gap {
                segment: segment.clone(),
                at: whole,
                behind,
            }),
        }));
    }
    Ok(None)
}

/// Whether a whole entry begins anywhere from here on.
fn has_entry(content: &[u8], from: usize) -> bool {
    (from..content.len()).any(|at| entry(content, at).is_some())
}

/// Where the last entry ends up to which all are whole.
fn whole(content: &[u8]) -> usize {
    let mut end = 0;
    while let Some(next) = entry(content, behind_padding(end)) {
        end = next;
    }
    end
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
