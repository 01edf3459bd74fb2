//! What the workspace's screens share, each a newtyped context: who is signed in ([`Account`]), the records
//! ([`Log`]), changes to them ([`Commands`]), figures ([`RollupsStore`]), [`People`], where the data is
//! ([`SyncStatus`]), and what waits for a decision ([`ToCheck`]). Screens read these and never touch storage or the network.

pub mod account;
mod attach;
pub mod carry;
pub mod commands;
pub mod deletion;
pub mod device;
pub mod forms;
pub mod idb_store;
pub mod imports;
pub mod log;
pub mod notes;
pub mod place;
pub mod preferences;
pub mod questionnaires;
pub mod remembered;
pub mod results;
pub mod status;
pub mod to_check;
pub mod unsaved;
pub mod writing;

pub use account::{Account, use_account};
pub use carry::{Carrier, NotOut, NotTaken, Taken};
pub use commands::{CommandError, Commands, new_id, use_commands};
pub use log::{Log, Row, Rows, use_log};
pub use results::{People, RollupsStore, use_people, use_rollups};
pub use status::{Contact, SetAside, SyncStatus, Unsent, use_sync_status};
pub use to_check::{ToCheck, use_to_check};

use crate::{
    attachments::{Files, files::Shelf},
    storage::{StorageError, local},
};
use api::model::Me;
use leptos::prelude::*;
use notes::{Note, Notes};
use std::rc::Rc;
use sync::device::{Disk, Position, steps};

/// All stores of one account, opened on its storage.
#[derive(Clone, Copy)]
pub struct Stores {
    pub account: Account,
    pub log: Log,
    pub commands: Commands,
    pub rollups: RollupsStore,
    pub people: People,
    pub status: SyncStatus,
    pub to_check: ToCheck,
    pub files: Files,
    notes: StoredValue<Rc<dyn Notes>, LocalStorage>,
}

impl Stores {
    /// Reads what the device holds. Nothing is asked of the network.
    pub async fn open(
        me: Me,
        disk: Rc<dyn Disk<Error = StorageError>>,
        notes: Rc<dyn Notes>,
        shelf: Shelf,
    ) -> Result<Stores, StorageError> {
        let loaded = disk.load_after(Position::default()).await?;
        let rollups = notes.note(Note::Rollups).await?;
        let people = notes.note(Note::People).await?;
        let tablets = notes.note(Note::Tablets).await?;
        let last_contact = notes.note(Note::LastContact).await?;
        let taken_off = notes.note(Note::TakenOff).await?;
        let account = Account::new(me);
        let log = Log::new(disk, loaded);
        let files = Files::open(log, shelf).await;
        let rollups = RollupsStore::new(read(rollups));
        let status = SyncStatus::new(
            log,
            files,
            Rc::clone(&notes),
            read(last_contact),
            read(taken_off).unwrap_or_default(),
        );
        Ok(Stores {
            account,
            log,
            commands: Commands::new(account, log),
            rollups,
            people: People::new(
                read(people).unwrap_or_default(),
                read(tablets).unwrap_or_default(),
            ),
            status,
            to_check: ToCheck::new(account, log, rollups, status),
            files,
            notes: StoredValue::new_local(notes),
        })
    }

    /// Keeps a small value for the next start.
    pub(crate) async fn keep(
        self,
        note: Note,
        value: &impl serde::Serialize,
    ) -> Result<(), StorageError> {
        let json = serde_json::to_string(value).map_err(|_| StorageError::Unreadable)?;
        self.notes.get_value().put_note(note, json).await
    }

    /// The access was withdrawn, and the server has said so: nothing stays but what it would not keep. Whether nothing does.
    pub(crate) async fn leave(self) -> Result<bool, StorageError> {
        self.rollups.replace(None);
        self.people.replace(Vec::new());
        self.people.replace_tablets(Vec::new());
        if self.log.unsettled_now().is_empty() && !self.files.wait() {
            return self.erase().await.map(|()| true);
        }
        self.keep(Note::Rollups, &()).await?;
        self.keep(Note::Tablets, &()).await?;
        self.keep(Note::People, &()).await.map(|()| false)
    }

    /// Empties what this device holds of the account: records, results, names, drafts, files, and what waits to be sent.
    pub async fn erase(self) -> Result<(), StorageError> {
        local::delete_all(&writing::slots(self.account));
        self.files.erase().await?;
        self.notes.get_value().erase().await
    }

    /// Another tab wrote: takes over what it kept.
    pub(crate) async fn refresh(self) -> Result<(), StorageError> {
        steps::refresh(&self.log).await?;
        let rollups = self.notes.get_value().note(Note::Rollups).await?;
        self.rollups.replace(read(rollups));
        let taken_off = self.notes.get_value().note(Note::TakenOff).await?;
        self.status
            .were_taken_off(read(taken_off).unwrap_or_default());
        self.files.refresh().await;
        Ok(())
    }

    /// Puts every store in context for the screens below.
    pub fn provide(self) {
        provide_context(self.account);
        provide_context(self.log);
        provide_context(self.commands);
        provide_context(self.rollups);
        provide_context(self.people);
        provide_context(self.status);
        provide_context(self.to_check);
        provide_context(self.files);
    }
}

/// A note of an older program that no longer reads is fetched again.
fn read<T: serde::de::DeserializeOwned>(kept: Option<String>) -> Option<T> {
    serde_json::from_str(&kept?).ok()
}
