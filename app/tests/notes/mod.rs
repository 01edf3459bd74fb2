//! Notes in memory.

use app::{
    state::notes::{Note, Notes, Wait},
    storage::StorageError,
};
use std::{cell::RefCell, collections::BTreeMap, future::ready};
use sync::device::MemoryDisk;

pub(crate) type Disk = MemoryDisk<StorageError>;

#[derive(Default)]
pub(crate) struct MemoryNotes(RefCell<BTreeMap<Note, String>>);

impl Notes for MemoryNotes {
    fn note(&self, note: Note) -> Wait<'_, Option<String>> {
        Box::pin(ready(Ok(self.0.borrow().get(&note).cloned())))
    }

    fn put_note(&self, note: Note, json: String) -> Wait<'_, ()> {
        self.0.borrow_mut().insert(note, json);
        Box::pin(ready(Ok(())))
    }

    fn erase(&self) -> Wait<'_, ()> {
        self.0.borrow_mut().clear();
        Box::pin(ready(Ok(())))
    }
}
