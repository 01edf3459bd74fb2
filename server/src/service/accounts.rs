//! People: sign-in, invitations, passwords.

use super::{App, Failure};
use crate::auth::{Actor, Granted, People};
use api::model::{Invitation, Invite, InviteLink, Me, Person, Setup, Welcome};
use domain::ids::OrgId;

/// A new sign-in session: the cookie's value, and who it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedIn {
    pub token: String,
    pub me: Me,
}

impl App {
    pub async fn welcome(&self) -> Result<Welcome, Failure> {
        Err(Failure::Busy)
    }

    /// The person a session cookie stands for; slides its 30 days.
    ///
    /// # Errors
    /// `SignInNeeded`.
    pub async fn actor(&self, _token: Option<&str>) -> Result<Actor, Failure> {
        Err(Failure::SignInNeeded)
    }

    /// Whoever runs commands on the server's own machine, acting in the organisation with this slug, or in the only
    /// one that is not a demo.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn operator(&self, _slug: Option<&str>) -> Result<Actor, Failure> {
        Err(Failure::NotFound)
    }

    /// First run: the organisation and its first account. Only one call ever succeeds.
    ///
    /// # Errors
    /// `Refused`, `Forbidden` when an organisation exists.
    pub async fn set_up(&self, _setup: Setup) -> Result<SignedIn, Failure> {
        Err(Failure::Busy)
    }

    /// `previous` is the cookie that came with the call; its session ends.
    ///
    /// # Errors
    /// `WrongCredentials`, `TooManyAttempts`.
    pub async fn sign_in(
        &self,
        _email: &str,
        _password: &str,
        _previous: Option<&str>,
    ) -> Result<SignedIn, Failure> {
        Err(Failure::Busy)
    }

    pub async fn sign_out(&self, _token: &str) -> Result<(), Failure> {
        Err(Failure::Busy)
    }

    pub async fn me(&self, _actor: &Actor) -> Result<Me, Failure> {
        Err(Failure::Busy)
    }

    /// # Errors
    /// `NotFound` when the person is no member there.
    pub async fn switch_organisation(&self, _actor: &Actor, _to: OrgId) -> Result<Me, Failure> {
        Err(Failure::Busy)
    }

    /// Names of the organisation's people; any member may know them (owners of actions).
    pub async fn people(&self, _actor: &Actor) -> Result<Vec<Person>, Failure> {
        Err(Failure::Busy)
    }

    pub async fn invite(
        &self,
        _actor: &Granted<People>,
        _invite: Invite,
    ) -> Result<InviteLink, Failure> {
        Err(Failure::Busy)
    }

    pub async fn invitation(&self, _token: &str) -> Result<Invitation, Failure> {
        Err(Failure::Expired)
    }

    pub async fn accept_invitation(
        &self,
        _token: &str,
        _password: &str,
    ) -> Result<SignedIn, Failure> {
        Err(Failure::Expired)
    }

    /// For the command line. Ends all sessions of the account.
    ///
    /// # Errors
    /// `NotFound`, `Refused`.
    pub async fn reset_password(&self, _email: &str, _password: &str) -> Result<(), Failure> {
        Err(Failure::NotFound)
    }
}
