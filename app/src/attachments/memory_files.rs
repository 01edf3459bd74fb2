//! Files in memory: the twin that tests use. `room` bytes at most, as on a full device.

use super::store::{Change, FileStore, Kept, Prepared, Wait};
use crate::{order::sort_by_key, storage::StorageError};
use domain::attachment::{Attachment, FileHash};
use js_sys::ArrayBuffer;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::ready,
};

pub struct MemoryFiles {
    files: RefCell<BTreeMap<FileHash, (Kept, Prepared)>>,
    pub room: Cell<u64>,
}

impl MemoryFiles {
    pub fn new() -> MemoryFiles {
        MemoryFiles {
            files: RefCell::default(),
            room: Cell::new(u64::MAX),
        }
    }

    /// Whether the bytes of a file are here.
    pub fn holds(&self, sha: FileHash) -> bool {
        let files = self.files.borrow();
        files
            .get(&sha)
            .is_some_and(|(_, prepared)| !prepared.chunks.is_empty())
    }
}

impl Default for MemoryFiles {
    fn default() -> Self {
        MemoryFiles::new()
    }
}

impl FileStore for MemoryFiles {
    fn erase(&self) -> Wait<'_, ()> {
        self.files.borrow_mut().clear();
        Box::pin(ready(Ok(())))
    }

    fn all(&self) -> Wait<'_, Vec<Kept>> {
        let files = self.files.borrow();
        let mut all: Vec<Kept> = files.values().map(|(kept, _)| kept.clone()).collect();
        sort_by_key(&mut all, |kept| kept.kept_ms);
        Box::pin(ready(Ok(all)))
    }

    fn keep(&self, prepared: Prepared, now_ms: u64) -> Wait<'_, Kept> {
        if prepared.file.size > self.room.get() {
            return Box::pin(ready(Err(StorageError::Quota)));
        }
        let kept = Kept::new(prepared.file.clone(), now_ms);
        let entry = (kept.clone(), prepared);
        self.files.borrow_mut().insert(kept.file.sha256, entry);
        Box::pin(ready(Ok(kept)))
    }

    fn chunk(&self, sha: FileHash, number: u64) -> Wait<'_, Option<ArrayBuffer>> {
        let files = self.files.borrow();
        let chunk = usize::try_from(number).ok().and_then(|number| {
            let (_, prepared) = files.get(&sha)?;
            prepared.chunks.get(number).cloned()
        });
        Box::pin(ready(Ok(chunk)))
    }

    fn thumbnail(&self, sha: FileHash) -> Wait<'_, Option<ArrayBuffer>> {
        let files = self.files.borrow();
        let picture = files
            .get(&sha)
            .and_then(|(_, prepared)| prepared.thumbnail.clone());
        Box::pin(ready(Ok(picture)))
    }

    fn change(&self, sha: FileHash, change: Change) -> Wait<'_, Option<Kept>> {
        let mut files = self.files.borrow_mut();
        let kept = files.get_mut(&sha).map(|(known, prepared)| {
            *known = change.of(known.clone());
            if !known.is_whole() {
                prepared.chunks.clear();
            }
            known.clone()
        });
        Box::pin(ready(Ok(kept)))
    }

    fn forget(&self, file: Attachment) -> Wait<'_, ()> {
        self.files.borrow_mut().remove(&file.sha256);
        Box::pin(ready(Ok(())))
    }
}
