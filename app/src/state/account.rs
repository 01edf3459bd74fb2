//! Who is signed in, in which organisation.

use api::model::{Me, Organisation};
use domain::{
    ids::PersonId,
    role::{Permission, Role},
};
use leptos::prelude::*;

/// The person in front of the screen. A context of everything behind the gate: `use_account()`. One account holds for
/// the life of that tree; another person or organisation makes a new tree.
#[derive(Clone, Copy)]
pub struct Account(RwSignal<Me>);

pub fn use_account() -> Account {
    expect_context()
}

impl Account {
    pub fn new(me: Me) -> Account {
        Account(RwSignal::new(me))
    }

    pub fn me(self) -> Me {
        self.0.get()
    }

    pub fn organisation(self) -> Organisation {
        self.0.with(|me| me.organisation.clone())
    }

    pub fn person(self) -> PersonId {
        self.0.with_untracked(|me| me.person)
    }

    pub(super) fn role(self) -> Role {
        self.0.with_untracked(|me| me.role)
    }

    /// Whether to offer what needs this permission. The server decides again.
    pub fn may(self, permission: Permission) -> bool {
        self.0.with(|me| me.role.may(permission))
    }

    /// Name, role or organisation as the server now has them; never another person's.
    pub(crate) fn refresh(self, me: Me) {
        self.0.set(me);
    }
}
