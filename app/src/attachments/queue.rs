//! Sending: one file after the other, chunk by chunk, after the operations. Stopping anywhere loses nothing, the server
//! says where to go on. The local copy stays a month after the server has the whole file and the operation that names it:
//! a database that begins another life, restored from a backup, may have come without its files, and is asked.

use super::{
    remote::{Chunk, FileRemote},
    store::{Change, FileStore, Kept},
};
use crate::{net::NetError, storage::StorageError};
use domain::attachment::FileHash;
use sync::blob::{CHUNK_BYTES, Offset, Uploaded};

/// What the records of this device say of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// A record names it, and the server has the operation that says so.
    Settled,
    /// An operation that the server has not taken names it.
    Unsettled,
    /// Nothing names it: removed, or never linked.
    Nowhere,
}

/// The rest of the device, as the queue sees it.
pub trait Around {
    fn used(&self, sha: FileHash) -> Use;
    /// Operations wait to be sent: files let them go first.
    fn text_waits(&self) -> bool;
    /// The life of the server's database that this device has read.
    fn epoch(&self) -> Option<String>;
    /// So many bytes of the file are there.
    fn sent(&self, sha: FileHash, have: u64);
    /// What is kept of a file has changed: the server has it, or no record names it.
    fn noted(&self, kept: Kept);
    /// The server will not take this file.
    fn refused(&self, sha: FileHash, code: String);
    fn was_refused(&self, sha: FileHash) -> bool;
    fn forgotten(&self, sha: FileHash);
}

/// Why sending stopped before its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Halt {
    /// Operations first; files go on after the next exchange.
    TextWaits,
    Remote(NetError),
    Storage(StorageError),
}

impl From<StorageError> for Halt {
    fn from(error: StorageError) -> Self {
        Halt::Storage(error)
    }
}

/// What nothing names is kept this long: long enough to take a removal back, and to be found if it was a mistake.
const UNUSED_MS: u64 = 30 * 24 * 60 * 60 * 1000;
/// What the server has is kept this long as well, as operations are.
const COPY_MS: u64 = 30 * 24 * 60 * 60 * 1000;
/// Times the server may correct where a file goes on.
const CORRECTIONS_MAX: u32 = 3;

/// Sends what can be sent.
///
/// # Errors
/// Why it stopped; files already received are.
pub async fn drain(
    store: &dyn FileStore,
    remote: &dyn FileRemote,
    around: &dyn Around,
    now_ms: u64,
) -> Result<(), Halt> {
    for kept in store.all().await? {
        let sha = kept.file.sha256;
        let used = around.used(sha);
        let Some(kept) = dated(store, around, kept, used, now_ms).await? else {
            continue;
        };
        let Some(kept) = aged(store, around, kept, now_ms).await? else {
            continue;
        };
        let unused = kept.unused_ms.map(|since| now_ms.saturating_sub(since));
        match used {
            Use::Settled => settled(store, remote, around, kept, now_ms).await?,
            Use::Nowhere if unused > Some(UNUSED_MS) => {
                store.forget(kept.file).await?;
                around.forgotten(sha);
            }
            _ => {}
        }
    }
    Ok(())
}

/// A file that the server's log names: sent, or asked for again where the server's database began another life.
async fn settled(
    store: &dyn FileStore,
    remote: &dyn FileRemote,
    around: &dyn Around,
    mut kept: Kept,
    now_ms: u64,
) -> Result<(), Halt> {
    let (sha, epoch) = (kept.file.sha256, around.epoch());
    if kept.received && epoch.is_some() && epoch != kept.epoch {
        let there = remote.have(sha).await.map_err(Halt::Remote)?;
        let epoch = epoch.clone();
        let change = match there.complete {
            true => Change::Seen { epoch },
            false => Change::Missing { epoch },
        };
        let Some(after) = changed(store, around, sha, change).await? else {
            return Ok(());
        };
        kept = after;
    }
    if kept.received || around.was_refused(sha) {
        return Ok(());
    }
    match send(store, remote, around, &kept).await {
        Ok(()) => {
            let at_ms = now_ms;
            changed(store, around, sha, Change::Received { at_ms, epoch }).await?;
        }
        Err(Halt::Remote(NetError::Refused { code, .. })) if is_final(&code) => {
            around.refused(sha, code);
        }
        Err(halt) => return Err(halt),
    }
    Ok(())
}

/// A file without the bytes that were kept long enough beside the server's.
async fn aged(
    store: &dyn FileStore,
    around: &dyn Around,
    kept: Kept,
    now_ms: u64,
) -> Result<Option<Kept>, StorageError> {
    let old = |since: u64| now_ms.saturating_sub(since) > COPY_MS;
    if !kept.copy_ms.is_some_and(old) {
        return Ok(Some(kept));
    }
    changed(store, around, kept.file.sha256, Change::LetGo).await
}

async fn changed(
    store: &dyn FileStore,
    around: &dyn Around,
    sha: FileHash,
    change: Change,
) -> Result<Option<Kept>, StorageError> {
    let kept = store.change(sha, change).await?;
    if let Some(kept) = &kept {
        around.noted(kept.clone());
    }
    Ok(kept)
}

/// A file with the moment from which on no record named it: its month begins there, not when it was chosen. None when it
/// went meanwhile.
async fn dated(
    store: &dyn FileStore,
    around: &dyn Around,
    kept: Kept,
    used: Use,
    now_ms: u64,
) -> Result<Option<Kept>, StorageError> {
    let unused_ms = match used {
        Use::Nowhere => kept.unused_ms.or(Some(now_ms)),
        _ => None,
    };
    if unused_ms == kept.unused_ms {
        return Ok(Some(kept));
    }
    changed(store, around, kept.file.sha256, Change::Unused(unused_ms)).await
}

/// Until the server has the whole file.
async fn send(
    store: &dyn FileStore,
    remote: &dyn FileRemote,
    around: &dyn Around,
    kept: &Kept,
) -> Result<(), Halt> {
    let (sha, size) = (kept.file.sha256, kept.file.size);
    let mut there = remote.have(sha).await.map_err(Halt::Remote)?;
    let mut corrections = 0;
    while !there.complete {
        if around.text_waits() {
            return Err(Halt::TextWaits);
        }
        around.sent(sha, there.have);
        let chunk = store.chunk(sha, there.have / CHUNK_BYTES).await?;
        let chunk = Chunk {
            sha,
            size,
            off: there.have,
            bytes: chunk.ok_or(StorageError::Unreadable)?,
        };
        there = match remote.put(chunk).await {
            Ok(there) => there,
            Err(error) => {
                corrections += 1;
                let have = corrected(&error).filter(|_| corrections <= CORRECTIONS_MAX);
                Uploaded {
                    have: have.ok_or(Halt::Remote(error))?,
                    complete: false,
                }
            }
        };
    }
    Ok(())
}

/// Where to go on after a refusal. A wrong hash may be a chunk damaged on the server's disk: it has dropped them all.
fn corrected(error: &NetError) -> Option<u64> {
    let NetError::Refused { code, body, .. } = error else {
        return None;
    };
    match code.as_str() {
        "wrong_offset" => serde_json::from_str::<Offset>(body)
            .ok()
            .map(|offset| offset.have),
        "wrong_hash" => Some(0),
        _ => None,
    }
}

/// Trying the same file again changes nothing.
fn is_final(code: &str) -> bool {
    matches!(
        code,
        "wrong_hash" | "unknown_media" | "too_large" | "malformed" | "forbidden"
    )
}
