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
    /// The server has the whole of it: only the small picture is still here.
    pub received: bool,
    /// Since when no record names it, by the server's clock as far as it is known; none while one does.
    #[serde(default)]
    pub unused_ms: Option<u64>,
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
    /// Writes what is known of a file anew.
    fn note(&self, sha: FileHash, unused_ms: Option<u64>) -> Wait<'_, Option<Kept>>;
    /// Lets the bytes go, the small picture stays.
    fn received(&self, kept: Kept) -> Wait<'_, Kept>;
    /// Lets all of it go.
    fn forget(&self, file: Attachment) -> Wait<'_, ()>;
    /// Lets every file go, sent or not.
    fn erase(&self) -> Wait<'_, ()>;
}
