//! Where the data is: what waits here, what the server has, when it last answered.

use super::{
    log::Log,
    notes::{Note, Notes},
    read,
};
use crate::{attachments::Files, storage::StorageError};
use domain::ids::OpId;
use leptos::prelude::*;
use std::rc::Rc;
use sync::{
    Op,
    device::{Fate, Outgoing, Progress, Trust},
};

/// How the last exchange with the server went.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Contact {
    /// Not tried since the start.
    #[default]
    Unknown,
    Fine,
    /// The server could not be reached; normal.
    Offline,
    /// The server has too much to do; tried again later.
    Busy,
    /// The server answers, but wants a sign-in first. The outbox waits.
    SignInNeeded,
    /// Another person or organisation is signed in in this browser.
    OtherAccount,
    /// The person's access was withdrawn.
    Withdrawn,
    /// The server refused or failed, with the code.
    Failed(String),
}

/// What is on this device and not on the server.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unsent {
    /// Changes and files.
    pub count: usize,
    /// The files among them: the bytes of what records name.
    pub files: usize,
    /// Device clock, Unix milliseconds.
    pub oldest_ms: Option<u64>,
}

/// An operation the server did not take, with the code of its reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    pub op: Op,
    pub code: String,
    /// The server keeps it too.
    pub held: bool,
}

/// A context: `use_sync_status()`.
#[derive(Clone, Copy)]
pub struct SyncStatus {
    contact: RwSignal<Contact>,
    busy: RwSignal<bool>,
    last_contact: RwSignal<Option<u64>>,
    unsettled: Memo<Vec<Outgoing>>,
    files: Files,
    trust: Memo<Trust>,
    progress: RwSignal<Option<Progress>>,
    asked: Trigger,
    /// Also ask for what changes rarely.
    confirm: StoredValue<bool>,
    /// Refused changes that somebody no longer wants to see here: the server keeps them.
    taken_off: RwSignal<Vec<OpId>>,
    notes: StoredValue<Rc<dyn Notes>, LocalStorage>,
}

pub fn use_sync_status() -> SyncStatus {
    expect_context()
}

impl SyncStatus {
    pub fn new(
        log: Log,
        files: Files,
        notes: Rc<dyn Notes>,
        last_contact: Option<u64>,
        taken_off: Vec<OpId>,
    ) -> SyncStatus {
        SyncStatus {
            contact: RwSignal::new(Contact::Unknown),
            busy: RwSignal::new(false),
            last_contact: RwSignal::new(last_contact),
            unsettled: Memo::new(move |_| log.unsettled()),
            files,
            trust: Memo::new(move |_| log.trust()),
            progress: log.progress(),
            asked: Trigger::new(),
            confirm: StoredValue::new(false),
            taken_off: RwSignal::new(taken_off),
            notes: StoredValue::new_local(notes),
        }
    }

    pub fn contact(self) -> Contact {
        self.contact.get()
    }

    pub(crate) fn contact_now(self) -> Contact {
        self.contact.get_untracked()
    }

    /// Whether an exchange is under way.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// How much of a queue that takes several sendings has been answered; none otherwise.
    pub fn progress(self) -> Option<Progress> {
        self.progress.get().filter(|now| now.sent < now.of)
    }

    /// Unix milliseconds of the last answer of the server.
    pub fn last_contact(self) -> Option<u64> {
        self.last_contact.get()
    }

    pub fn unsent(self) -> Unsent {
        let (files, oldest_file_ms) = self.files.waiting();
        self.unsettled.with(|all| {
            let waiting = all.iter().filter(|one| one.fate == Fate::Waiting);
            let oldest_ms = waiting.clone().map(|one| one.op.wall_ms);
            Unsent {
                count: waiting.count() + files,
                files,
                oldest_ms: oldest_ms.chain(oldest_file_ms).min(),
            }
        })
    }

    /// What the server did not take, less what was taken off the list.
    pub fn set_aside(self) -> Vec<SetAside> {
        let taken_off = self.taken_off.get();
        self.unsettled.with(|all| {
            all.iter()
                .filter(|one| one.is_here_alone() || !taken_off.contains(&one.op.id))
                .filter_map(|one| match &one.fate {
                    Fate::SetAside { code, held } => Some(SetAside {
                        op: one.op.clone(),
                        code: code.clone(),
                        held: *held,
                    }),
                    _ => None,
                })
                .collect()
        })
    }

    /// Takes a refused change off the list, for good on this device. One that is here alone stays on it.
    ///
    /// # Errors
    /// It is still on the list.
    pub async fn take_off(self, id: OpId) -> Result<(), StorageError> {
        let notes = self.notes.get_value();
        // Another tab may have taken others off.
        let kept = notes.note(Note::TakenOff).await?;
        let mut all: Vec<OpId> = read(kept).unwrap_or_default();
        all.push(id);
        let json = serde_json::to_string(&all).map_err(|_| StorageError::Unreadable)?;
        notes.put_note(Note::TakenOff, json).await?;
        self.taken_off.set(all);
        Ok(())
    }

    pub(super) fn were_taken_off(self, all: Vec<OpId>) {
        if self.taken_off.with_untracked(|old| *old != all) {
            self.taken_off.set(all);
        }
    }

    /// What the server signed of its log, and whether it contradicts that.
    pub fn trust(self) -> Memo<Trust> {
        self.trust
    }

    /// Whether the server contradicts what it signed.
    pub fn doubted(self) -> bool {
        self.trust.with(|trust| trust.doubt.is_some())
    }

    /// Exchange with the server now, not at the next occasion.
    pub fn try_now(self) {
        self.asked.notify();
    }

    /// The same, people and account included.
    pub fn confirm_now(self) {
        self.confirm.set_value(true);
        self.try_now();
    }

    /// Who is signed in has changed: asked with this exchange.
    pub(crate) fn ask_who(self) {
        self.confirm.set_value(true);
    }

    pub(crate) fn take_confirm(self) -> bool {
        let asked = self.confirm.get_value();
        self.confirm.set_value(false);
        asked
    }

    pub(crate) fn asked(self) -> Trigger {
        self.asked
    }

    pub(crate) fn begin(self) {
        self.busy.set(true);
    }

    pub(crate) fn end(self, contact: Contact, at_ms: u64) {
        if contact == Contact::Fine {
            self.last_contact.set(Some(at_ms));
        }
        if self.contact.get_untracked() != contact {
            self.contact.set(contact);
        }
        self.progress.set(None);
        self.busy.set(false);
    }
}
