//! What waits for a decision of the person who is here. Home's alerts, the way to *À vérifier* on every page and that page
//! itself read this one list: what one of them tells, all do.

use super::{Account, Log, RollupsStore, SetAside, SyncStatus};
use domain::{entity, role::Permission};
use leptos::prelude::*;
use sync::EntityRef;

/// A context: `use_to_check()`.
#[derive(Clone, Copy)]
pub struct ToCheck {
    records: Memo<Vec<EntityRef>>,
    refused: Memo<Vec<SetAside>>,
    held: Memo<Held>,
}

/// How much the server keeps for this person to decide on, as it last said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Held {
    pub count: usize,
    /// Items among them that are sealed to a key the server does not have.
    pub unopened: usize,
}

pub fn use_to_check() -> ToCheck {
    expect_context()
}

impl ToCheck {
    pub fn new(account: Account, log: Log, rollups: RollupsStore, status: SyncStatus) -> ToCheck {
        ToCheck {
            records: Memo::new(move |_| {
                let role = account.me().role;
                let mut all = log.undecided();
                // Nobody is asked to decide what they could not write.
                all.retain(|at| entity::allowed(role, at.kind).is_ok());
                all
            }),
            refused: Memo::new(move |_| status.set_aside()),
            held: Memo::new(move |_| {
                // What was told another role is not this one's to decide.
                let reader = rollups
                    .reader()
                    .filter(|_| account.may(Permission::Answers));
                reader.map_or(Held::default(), |reader| Held {
                    count: reader.held as usize,
                    unopened: reader.unopened as usize,
                })
            }),
        }
    }

    /// Records with values to decide between, or deleted by somebody who had not seen all of them.
    pub fn records(self) -> Vec<EntityRef> {
        self.records.get()
    }

    /// Changes made here that the server did not take.
    pub fn refused(self) -> Memo<Vec<SetAside>> {
        self.refused
    }

    pub fn held(self) -> Held {
        self.held.get()
    }

    pub fn count(self) -> usize {
        let here = self.records.with(Vec::len) + self.refused.with(Vec::len);
        here + self.held.get().count
    }
}
