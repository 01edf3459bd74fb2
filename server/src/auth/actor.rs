//! Signed-in people, responding devices, and permissions as types.

use crate::service::{Failure, Org};
use domain::{
    ids::{CampaignId, DeviceId, OrgId, PersonId},
    role::{Permission, Role},
};
use ledger::{Source, Who};
use std::{marker::PhantomData, sync::Arc};
use store::tablet::Tablet;

/// A signed-in person in one organisation.
#[derive(Clone)]
pub struct Actor {
    pub person: PersonId,
    pub role: Role,
    pub(crate) org: Arc<Org>,
    /// Hash of the sign-in session; none for whoever runs commands on the server's own machine.
    pub(crate) login: Option<String>,
    /// The session was prolonged just now: its cookie should be too.
    pub(crate) renewed: bool,
    /// The access was withdrawn: only what hands work over takes such an actor.
    pub(crate) withdrawn: bool,
}

/// Who answers: an enrolled tablet, or whoever holds a public link.
#[derive(Clone)]
pub struct Respondent {
    pub(crate) org: Arc<Org>,
    pub(crate) via: Via,
}

#[derive(Clone)]
pub(crate) enum Via {
    Tablet(Tablet),
    /// `one_use` with the hash of its token: a personal link or a strip.
    Link {
        campaign: CampaignId,
        one_use: Option<String>,
    },
    /// The address where sheets are typed in.
    Typing(CampaignId),
}

/// A permission as a type.
pub trait Need {
    const PERMISSION: Permission;
}

macro_rules! needs {
    ($($name:ident)+) => {$(
        /// The permission of the same name.
        #[derive(Clone, Copy)]
        pub enum $name {}
        impl Need for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

needs! { Plan Act Answers Devices People }

/// Proof that an actor's role holds permission `P`.
#[derive(Clone)]
pub struct Granted<P> {
    actor: Actor,
    permission: PhantomData<P>,
}

impl Actor {
    /// Who this is to the log.
    pub(crate) fn who(&self) -> Who {
        Who {
            person: self.person,
            role: self.role,
            withdrawn: self.withdrawn,
        }
    }

    /// The organisation worked in.
    pub fn organisation(&self) -> OrgId {
        self.org.info().id
    }

    /// # Errors
    /// `Forbidden` when the role does not hold the permission.
    pub fn granted<P: Need>(&self) -> Result<Granted<P>, Failure> {
        if !self.withdrawn && self.role.may(P::PERMISSION) {
            Ok(Granted {
                actor: self.clone(),
                permission: PhantomData,
            })
        } else {
            Err(Failure::Forbidden)
        }
    }

    /// Whether this is who the caller thinks it is: `account` is the value of `sync::wire::ACCOUNT_HEADER`.
    ///
    /// # Errors
    /// `OtherAccount`.
    pub fn is(&self, account: &str) -> Result<(), Failure> {
        let own = format!("{}.{}", self.organisation(), self.person);
        if own == account {
            Ok(())
        } else {
            Err(Failure::OtherAccount)
        }
    }
}

impl<P> std::ops::Deref for Granted<P> {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl Via {
    /// Who brings answers, to the log.
    pub(crate) fn source(&self) -> Source {
        match self {
            Via::Tablet(tablet) => tablet_source(tablet),
            Via::Link {
                campaign,
                one_use: Some(_),
            } => Source::OneUse(*campaign),
            Via::Link { campaign, .. } => Source::Link(*campaign),
            Via::Typing(campaign) => Source::Typing(*campaign),
        }
    }
}

/// A tablet as a source of answers.
pub(crate) fn tablet_source(tablet: &Tablet) -> Source {
    match &tablet.only {
        _ if tablet.revoked => Source::Revoked(tablet.id),
        Some(only) => Source::Limited(tablet.id, only.clone()),
        None => Source::Tablet(tablet.id),
    }
}

impl Respondent {
    /// The enrolled tablet, even if it was revoked since; none behind a public link.
    pub fn tablet(&self) -> Option<DeviceId> {
        match &self.via {
            Via::Tablet(tablet) => Some(tablet.id),
            Via::Link { .. } | Via::Typing(_) => None,
        }
    }
}
