//! Who is signed in, in which organisation.

use super::remembered;
use crate::clock;
use api::model::{Me, Organisation, Welcome};
use domain::{
    entity::{self, EntityKind},
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
        clock::live_in(me.organisation.territory);
        Account(RwSignal::new(me))
    }

    pub fn me(self) -> Me {
        self.0.get()
    }

    pub fn me_now(self) -> Me {
        self.0.get_untracked()
    }

    pub fn organisation(self) -> Organisation {
        self.0.with(|me| me.organisation.clone())
    }

    pub fn person(self) -> PersonId {
        self.0.with_untracked(|me| me.person)
    }

    pub(crate) fn role(self) -> Role {
        self.0.with_untracked(|me| me.role)
    }

    /// Whether to offer what needs this permission. The server decides again.
    pub fn may(self, permission: Permission) -> bool {
        self.0.with(|me| me.role.may(permission))
    }

    /// The same, for what is drawn once.
    pub fn may_now(self, permission: Permission) -> bool {
        self.role().may(permission)
    }

    /// Whether to offer changes and remarks of such records, once drawn.
    pub fn writes(self, kind: EntityKind) -> bool {
        entity::allowed(self.role(), kind).is_ok()
    }

    /// Whether `me` is this person in this organisation.
    pub(crate) fn is(self, me: &Me) -> bool {
        self.0.with_untracked(|own| {
            own.person == me.person && own.organisation.id == me.organisation.id
        })
    }

    /// Whether the tabs of this browser are still signed in as this account.
    pub(crate) fn is_current(self) -> bool {
        remembered::last().is_none_or(|last| self.is(&last.me))
    }

    /// The server just said who is signed in here (this account), and its own address.
    pub(crate) fn confirm(self, me: Me, welcome: &Welcome) {
        remembered::confirm(&me, welcome.public_url.clone());
        self.now(me);
    }

    /// What the server says of this account now.
    pub(crate) fn now(self, me: Me) {
        if self.0.with_untracked(|old| *old != me) {
            clock::live_in(me.organisation.territory);
            self.0.set(me);
        }
    }
}
