//! The files of this device as the screens see them. A context: `use_files()`.

use super::{
    prepare::{Problem, prepare},
    queue::{self, Around, Halt, Use},
    remote::FileRemote,
    store::{Change, FileStore, Kept, Prepared},
};
use crate::{
    clock,
    net::NetError,
    order::sort_by_key,
    state::Log,
    storage::{StorageError, quota},
};
use domain::attachment::{Attachment, FileHash};
use js_sys::{Array, ArrayBuffer};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::BTreeMap, rc::Rc};
use sync::blob::chunks;
use web_sys::{Blob, BlobPropertyBag, File};

/// Where the bytes of a file are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// On this device only.
    Here,
    /// On this device; so many percent are on the server.
    Sending(u64),
    Received,
    /// On this device; the server refuses it, with the code.
    Refused(String),
    /// The server had it, has it no more, and its bytes are not here.
    Lost,
    /// Neither here nor, when it was last asked, on the server: still on the device it comes from.
    NotYet,
    /// Not here, and the server was not asked.
    Unknown,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Here {
    kept: Kept,
    sent: u64,
    refused: Option<String>,
}

/// Where files are kept and sent to.
#[derive(Clone)]
pub struct Shelf {
    pub store: Rc<dyn FileStore>,
    pub remote: Rc<dyn FileRemote>,
}

#[derive(Clone, Copy)]
pub struct Files {
    log: Log,
    here: RwSignal<BTreeMap<FileHash, Here>>,
    /// What the server said of files that are not of this device.
    there: RwSignal<BTreeMap<FileHash, bool>>,
    broken: RwSignal<bool>,
    shelf: StoredValue<Shelf, LocalStorage>,
}

pub fn use_files() -> Files {
    expect_context()
}

impl Files {
    pub async fn open(log: Log, shelf: Shelf) -> Files {
        let files = Files {
            log,
            here: RwSignal::default(),
            there: RwSignal::default(),
            broken: RwSignal::new(false),
            shelf: StoredValue::new_local(shelf),
        };
        files.refresh().await;
        files
    }

    /// Whether this device's storage of files does not answer: no file can be kept here.
    pub fn broken(self) -> bool {
        self.broken.get()
    }

    /// Keeps a file on this device: when this returns, a killed browser loses nothing of it. A record names it with an
    /// operation of its own.
    ///
    /// # Errors
    /// Why it is not kept; nothing changed.
    pub async fn keep(self, file: &File) -> Result<Attachment, Problem> {
        self.take(prepare(file).await?).await
    }

    /// The same for what another of the person's devices kept.
    pub(crate) async fn take(self, prepared: Prepared) -> Result<Attachment, Problem> {
        let size = prepared.file.size;
        if quota::storage().await.nearly_full_with(size) {
            // What the server has as well goes first.
            self.let_copies_go().await;
            if quota::storage().await.nearly_full_with(size) {
                return Err(Problem::NoRoom);
            }
        }
        let shelf = self.shelf.get_value();
        let kept = shelf.store.keep(prepared, clock::now_ms()).await;
        let kept = kept.map_err(|error| match error {
            StorageError::Quota => Problem::NoRoom,
            _ => Problem::NotKept,
        })?;
        let file = kept.file.clone();
        self.put(kept);
        // Whatever the browser answers, the file is kept.
        spawn_local(async {
            quota::persist().await;
        });
        Ok(file)
    }

    async fn let_copies_go(self) {
        let copies = |one: &&Here| one.kept.copy_ms.is_some();
        let copies: Vec<FileHash> = self.here.with_untracked(|here| {
            let copies = here.values().filter(copies);
            copies.map(|one| one.kept.file.sha256).collect()
        });
        for sha in copies {
            self.change_kept(sha, Change::LetGo).await;
        }
    }

    /// Where the storage does not answer nothing changes; the next sending says so.
    async fn change_kept(self, sha: FileHash, change: Change) {
        let shelf = self.shelf.get_value();
        if let Ok(Some(kept)) = shelf.store.change(sha, change).await {
            self.put(kept);
        }
    }

    pub fn place(self, sha: FileHash) -> Place {
        let here = self.here.with(|here| here.get(&sha).cloned());
        match here {
            Some(Here { kept, .. }) if kept.lost => Place::Lost,
            Some(Here { kept, .. }) if kept.received => Place::Received,
            Some(Here {
                refused: Some(code),
                ..
            }) => Place::Refused(code),
            Some(Here { sent: 0, .. }) => Place::Here,
            Some(Here { sent, kept, .. }) => Place::Sending(sent * 100 / kept.file.size.max(1)),
            None => match self.there.with(|there| there.get(&sha).copied()) {
                Some(true) => Place::Received,
                Some(false) => Place::NotYet,
                None => Place::Unknown,
            },
        }
    }

    /// Asks the server about a file that this device need not send, unless it is known to be there since the page was
    /// loaded.
    pub fn ask(self, sha: FileHash) {
        let waits = |one: &Here| !one.kept.received;
        let known = self
            .here
            .with_untracked(|here| here.get(&sha).is_some_and(waits))
            || self
                .there
                .with_untracked(|there| there.get(&sha) == Some(&true));
        if known {
            return;
        }
        spawn_local(async move {
            if let Ok(there) = self.shelf.get_value().remote.have(sha).await {
                self.there.update(|all| {
                    all.insert(sha, there.complete);
                });
                let epoch = self.log.epoch_now();
                let lost =
                    |here: &BTreeMap<FileHash, Here>| here.get(&sha).map(|one| one.kept.lost);
                match (self.here.with_untracked(lost), there.complete) {
                    (Some(true), true) => self.change_kept(sha, Change::Seen { epoch }).await,
                    // Goes out with the next exchange, if its bytes are still here.
                    (Some(false), false) => self.change_kept(sha, Change::Missing { epoch }).await,
                    _ => {}
                }
            }
        });
    }

    /// The small picture of a file of this device.
    pub async fn thumbnail(self, sha: FileHash) -> Option<Blob> {
        let picture = self.shelf.get_value().store.thumbnail(sha).await.ok()??;
        blob(&Array::of1(&picture), "image/jpeg")
    }

    /// The whole file, from this device or else from the server.
    ///
    /// # Errors
    /// `Offline`, or `Refused` with `not_found` when it is still on the device it comes from.
    pub async fn bytes(self, file: &Attachment) -> Result<Blob, NetError> {
        let shelf = self.shelf.get_value();
        let parts = Array::new();
        for number in 0..chunks(file.size) {
            match shelf.store.chunk(file.sha256, number).await {
                Ok(Some(chunk)) => drop(parts.push(&chunk)),
                _ => return shelf.remote.get(file.sha256).await,
            }
        }
        blob(&parts, file.media.mime()).ok_or(NetError::Offline)
    }

    /// How many files of records are on this device and not on the server, those that it refuses among them, and since
    /// when the oldest (device clock, Unix milliseconds).
    pub fn waiting(self) -> (usize, Option<u64>) {
        self.here.with(|here| {
            let waiting = here.values().map(|one| &one.kept).filter(|one| one.waits());
            let oldest_ms = waiting.clone().map(|kept| kept.kept_ms).min();
            (waiting.count(), oldest_ms)
        })
    }

    /// The same files, oldest first.
    pub(crate) fn waiting_now(self) -> Vec<Attachment> {
        let mut all: Vec<Kept> = self.here.with_untracked(|here| {
            let all = here.values().map(|one| one.kept.clone());
            all.filter(Kept::waits).collect()
        });
        sort_by_key(&mut all, |kept| kept.kept_ms);
        all.into_iter().map(|kept| kept.file).collect()
    }

    /// Whether all bytes of a file are on this device.
    pub(crate) fn holds(self, sha: FileHash) -> bool {
        let whole = |one: &Here| one.kept.is_whole();
        self.here
            .with_untracked(|here| here.get(&sha).is_some_and(whole))
    }

    /// A piece of a file of this device.
    pub(crate) async fn chunk(self, sha: FileHash, number: u64) -> Option<ArrayBuffer> {
        self.shelf.get_value().store.chunk(sha, number).await.ok()?
    }

    /// Whether the device has a file, or the small picture of one: something to send, to date or to let go.
    pub(crate) fn some(self) -> bool {
        self.here.with_untracked(|here| !here.is_empty())
    }

    /// Whether one goes out as soon as it can: a record names it, and the server has not refused it.
    pub(crate) fn wait(self) -> bool {
        let goes = |one: &Here| one.kept.unused_ms.is_none() && one.refused.is_none();
        self.any(|one| !one.kept.received && goes(one))
    }

    fn any(self, is: impl Fn(&Here) -> bool) -> bool {
        self.here.with_untracked(|here| here.values().any(is))
    }

    /// Sends what the server's log names and the server does not have. Whether anything changed for other tabs.
    pub(crate) async fn drain(self) -> bool {
        let shelf = self.shelf.get_value();
        let before = self.received_count();
        let drained = queue::drain(&*shelf.store, &*shelf.remote, &self, clock::right_ms()).await;
        if let Err(Halt::Remote(_) | Halt::Storage(_)) = drained {
            // What was sent of a file the next attempt asks anew.
            self.here.update(|here| {
                here.values_mut().for_each(|one| one.sent = 0);
            });
        }
        self.received_count() != before
    }

    /// Lets every file of this account go from this device.
    pub(crate) async fn erase(self) -> Result<(), StorageError> {
        // Where the browser opened no database there is nothing.
        if self.broken.get_untracked() {
            return Ok(());
        }
        self.shelf.get_value().store.erase().await?;
        self.refresh().await;
        Ok(())
    }

    /// Another tab kept or sent one.
    pub(crate) async fn refresh(self) {
        let all = self.shelf.get_value().store.all().await;
        self.broken.set(all.is_err());
        if let Ok(all) = all {
            self.show(all);
        }
    }

    fn received_count(self) -> usize {
        let received =
            |here: &BTreeMap<FileHash, Here>| here.values().filter(|one| one.kept.received).count();
        self.here.with_untracked(received)
    }

    fn show(self, all: Vec<Kept>) {
        self.here.update(|here| {
            let mut before = std::mem::take(here);
            for kept in all {
                let sha = kept.file.sha256;
                let known = before.remove(&sha).filter(|one| one.kept == kept);
                here.insert(sha, known.unwrap_or_else(|| fresh(kept)));
            }
        });
    }

    fn put(self, kept: Kept) {
        self.here
            .update(|here| drop(here.insert(kept.file.sha256, fresh(kept))));
    }

    fn change(self, sha: FileHash, change: impl FnOnce(&mut Here)) {
        self.here.update(|here| {
            here.get_mut(&sha).map(change);
        });
    }
}

impl Around for Files {
    fn used(&self, sha: FileHash) -> Use {
        self.log.file_use(sha)
    }

    fn text_waits(&self) -> bool {
        self.log.has_waiting()
    }

    fn epoch(&self) -> Option<String> {
        self.log.epoch_now()
    }

    fn sent(&self, sha: FileHash, have: u64) {
        self.change(sha, |one| one.sent = have);
    }

    fn noted(&self, kept: Kept) {
        self.put(kept);
    }

    fn refused(&self, sha: FileHash, code: String) {
        self.change(sha, |one| one.refused = Some(code));
    }

    fn was_refused(&self, sha: FileHash) -> bool {
        let refused = |here: &BTreeMap<FileHash, Here>| {
            here.get(&sha).is_some_and(|one| one.refused.is_some())
        };
        self.here.with_untracked(refused)
    }

    fn forgotten(&self, sha: FileHash) {
        self.here.update(|here| drop(here.remove(&sha)));
    }
}

fn fresh(kept: Kept) -> Here {
    Here {
        kept,
        sent: 0,
        refused: None,
    }
}

fn blob(parts: &Array, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_buffer_source_sequence_and_options(parts, &options).ok()
}
