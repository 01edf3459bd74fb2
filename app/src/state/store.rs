//! The port to the device's storage of the operation log. The browser's is IndexedDB (`idb_store.rs`), tests use memory
//! (`memory_store.rs`). Every writing call is one strict transaction: when it returns, a killed browser loses nothing.

use super::replica::{Fate, Loaded, Outgoing, Position};
use crate::{order::sort_by_key, storage::StorageError};
use domain::ids::{DeviceId, OpId};
use std::{future::Future, pin::Pin};
use sync::{Op, Stored};

pub type Wait<'a, T> = Pin<Box<dyn Future<Output = Result<T, StorageError>> + 'a>>;

/// Small values kept beside the log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Note {
    Rollups,
    People,
    /// Unix milliseconds of the last answer of the server.
    LastContact,
}

impl Note {
    pub fn key(self) -> &'static str {
        match self {
            Note::Rollups => "rollups",
            Note::People => "people",
            Note::LastContact => "last_contact",
        }
    }
}

pub trait LogStore {
    fn load(&self) -> Wait<'_, Loaded>;
    /// Operations of the log after `seq`, this device's own and the position: what another tab may have changed.
    fn load_after(&self, seq: u64) -> Wait<'_, Loaded>;
    /// Gives the operations this device's id and its next numbers, and appends them to the outbox.
    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Op>>;
    /// Writes new fates of operations already in the outbox.
    fn settle(&self, outgoing: Vec<Outgoing>) -> Wait<'_, ()>;
    /// Appends a page of the server's log, moves the position, and forgets these own operations.
    fn take_page(&self, page: Vec<Stored>, position: Position, forget: Vec<OpId>) -> Wait<'_, ()>;
    /// The server's database began another life: empties the log and makes every received operation wait again.
    fn restart(&self) -> Wait<'_, ()>;
    /// Gives this device a new id and numbers what waits from 1: the server knows other numbers under the old id.
    fn renumber(&self, device: DeviceId) -> Wait<'_, ()>;
    /// The JSON kept under a note.
    fn note(&self, note: Note) -> Wait<'_, Option<String>>;
    fn put_note(&self, note: Note, json: String) -> Wait<'_, ()>;
}

/// The waiting operations of an outbox, in the order they were made: what a new device id numbers again.
pub fn in_order(outbox: Vec<Outgoing>) -> Vec<Op> {
    let waiting = outbox.into_iter().filter(|one| one.fate == Fate::Waiting);
    let mut ops: Vec<Op> = waiting.map(|one| one.op).collect();
    sort_by_key(&mut ops, |op| op.cseq);
    ops
}
