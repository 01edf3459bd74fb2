//! The port to the device's storage of files. The browser's is IndexedDB (`idb_files.rs`), tests use memory
//! (`memory_files.rs`). Every writing call is one strict transaction.

use crate::storage::StorageError;
use domain::attachment::{Attachment, FileHash};
use js_sys::ArrayBuffer;
use serde::{Deserialize, Serialize};
use std::{future::Future, pin::Pin};

pub type Wait<'a, T> = Pin<Box<dyn Future<Output = Result<T, StorageError>> + 'a>>;

/// A file of this device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub file: Attachment,
    /// This device's clock, Unix milliseconds.
    pub kept_ms: u64,
    /// The server has, or had, the whole of it.
    pub received: bool,
    /// Since when the server has it while the bytes are still here as well, for a server restored from an older backup;
    /// by the server's clock. None where a received file left only its small picture.
    #[serde(default)]
    pub copy_ms: Option<u64>,
    /// The life of the server's database in which it was last seen to have it.
    #[serde(default)]
    pub epoch: Option<String>,
    /// The server has it no more, and its bytes are not here either.
    #[serde(default)]
    pub lost: bool,
    /// Since when no record names it, by the server's clock as far as it is known; none while one does.
    #[serde(default)]
    pub unused_ms: Option<u64>,
}

impl Kept {
    /// What somebody just chose.
    pub fn new(file: Attachment, now_ms: u64) -> Kept {
        Kept {
            file,
            kept_ms: now_ms,
            received: false,
            copy_ms: None,
            epoch: None,
            lost: false,
            unused_ms: None,
        }
    }

    /// Whether all its bytes are on this device.
    pub fn is_whole(&self) -> bool {
        !self.received || self.copy_ms.is_some()
    }

    /// Whether its bytes are here and, as far as it is known, not on the server, though a record names it.
    pub fn waits(&self) -> bool {
        !self.received && self.unused_ms.is_none()
    }
}

/// What becomes known of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// Since when no record names it.
    Unused(Option<u64>),
    /// The server has the whole of it; the bytes stay a while.
    Received { at_ms: u64, epoch: Option<String> },
    /// The server was asked again, and has it.
    Seen { epoch: Option<String> },
    /// The server was asked again, and does not have it.
    Missing { epoch: Option<String> },
    /// Only the small picture stays.
    LetGo,
}

impl Change {
    /// The file after it.
    pub fn of(&self, mut kept: Kept) -> Kept {
        match self {
            Change::Unused(since) => kept.unused_ms = *since,
            Change::Received { at_ms, epoch } => {
                (kept.received, kept.lost) = (true, false);
                (kept.copy_ms, kept.epoch) = (Some(*at_ms), epoch.clone());
            }
            Change::Seen { epoch } => (kept.lost, kept.epoch) = (false, epoch.clone()),
            // With its bytes here it waits again; without them it can only be said.
            Change::Missing { .. } if kept.is_whole() => {
                (kept.received, kept.copy_ms) = (false, None);
            }
            Change::Missing { epoch } => (kept.lost, kept.epoch) = (true, epoch.clone()),
            // What the server does not have never goes.
            Change::LetGo => kept.copy_ms = None,
        }
        kept
    }
}

/// A file as it is written: its bytes cut into chunks, and a small picture of it.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub file: Attachment,
    pub chunks: Vec<ArrayBuffer>,
    pub thumbnail: Option<ArrayBuffer>,
}

pub trait FileStore {
    /// Every file, oldest first.
    fn all(&self) -> Wait<'_, Vec<Kept>>;
    fn keep(&self, file: Prepared, now_ms: u64) -> Wait<'_, Kept>;
    fn chunk(&self, sha: FileHash, number: u64) -> Wait<'_, Option<ArrayBuffer>>;
    fn thumbnail(&self, sha: FileHash) -> Wait<'_, Option<ArrayBuffer>>;
    /// Writes what became known of a file, and what it is then; none when it went meanwhile.
    fn change(&self, sha: FileHash, change: Change) -> Wait<'_, Option<Kept>>;
    /// Lets all of it go.
    fn forget(&self, file: Attachment) -> Wait<'_, ()>;
    /// Lets every file go, sent or not.
    fn erase(&self) -> Wait<'_, ()>;
}
