//! Small values kept beside the log, each replaced as a whole. The browser's are in IndexedDB, tests keep them in memory.

use crate::storage::StorageError;
use std::{future::Future, pin::Pin};

pub type Wait<'a, T> = Pin<Box<dyn Future<Output = Result<T, StorageError>> + 'a>>;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Note {
    Rollups,
    People,
    Tablets,
    /// Unix milliseconds of the last answer of the server.
    LastContact,
    /// Ids of refused changes that somebody took off the list here.
    TakenOff,
}

impl Note {
    pub fn key(self) -> &'static str {
        match self {
            Note::Rollups => "rollups",
            Note::People => "people",
            Note::Tablets => "tablets",
            Note::LastContact => "last_contact",
            Note::TakenOff => "taken_off",
        }
    }
}

pub trait Notes {
    /// The JSON kept under a note.
    fn note(&self, note: Note) -> Wait<'_, Option<String>>;
    fn put_note(&self, note: Note, json: String) -> Wait<'_, ()>;
    /// Empties all that is kept of the account here, its log and its unsent work included.
    fn erase(&self) -> Wait<'_, ()>;
}
