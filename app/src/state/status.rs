//! Where the data is: what waits here, what the server has, when it last answered.

use super::log::Log;
use crate::attachments::Files;
use leptos::prelude::*;
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
}

pub fn use_sync_status() -> SyncStatus {
    expect_context()
}

impl SyncStatus {
    pub fn new(log: Log, files: Files, last_contact: Option<u64>) -> SyncStatus {
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

    pub fn set_aside(self) -> Vec<SetAside> {
        self.unsettled.with(|all| {
            all.iter()
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
