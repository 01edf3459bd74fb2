//! Inviting people by a link handed over by any means.

use super::{
    App, Failure, SignedIn,
    accounts::{check_email, line},
    instant_of_ms,
};
use crate::auth::{Granted, People, check_password, fresh_token, hash};
use api::model::{Invitation, Invite, InviteLink};
use domain::{Refusal, ids::PersonId, role::Role};
use store::{
    StoreError,
    account::{Account, Member},
};

const INVITATION_MS: i64 = 7 * 24 * 3_600 * 1_000;

impl App {
    /// A link of seven days that opens an account once. Inviting again a person who has not opened theirs yet ends
    /// their earlier link.
    ///
    /// # Errors
    /// `Refused`, with `already_exists` on `email` when the address has an account.
    pub async fn invite(
        &self,
        actor: &Granted<People>,
        invite: Invite,
    ) -> Result<InviteLink, Failure> {
        line("name", &invite.name)?;
        check_email(&invite.email)?;
        let control = self.store.control();
        let token = fresh_token(&*self.host);
        let expires = self.now_ms() + INVITATION_MS;
        let earlier = control.account_of(&invite.email).await?;
        let again = earlier.is_some();
        let account = Account {
            person: earlier.map_or_else(|| PersonId(self.host.ordered_id()), |a| a.person),
            name: invite.name.trim().to_owned(),
            email: invite.email.trim().to_owned(),
            password: None,
        };
        let member = Member {
            org: actor.organisation(),
            person: account.person,
            role: invite.role,
        };
        let invited = if again {
            self.check_still_invited(actor, account.person).await?;
            control
                .invite_again(&account, &member, &hash(&token), expires)
                .await
        } else {
            control
                .invite(&account, &member, &hash(&token), expires)
                .await
        };
        match invited {
            Err(StoreError::Exists | StoreError::Unmet) => return Err(taken()),
            other => other?,
        }
        Ok(InviteLink {
            token,
            expires: instant_of_ms(expires),
        })
    }

    /// Whether the person is one of this organisation's who has not opened the account yet.
    async fn check_still_invited(
        &self,
        actor: &Granted<People>,
        person: PersonId,
    ) -> Result<(), Failure> {
        let people = self.store.control().people(actor.organisation()).await?;
        let waits =
            |(account, _): &(Account, Role)| account.person == person && account.password.is_none();
        if people.iter().any(waits) {
            Ok(())
        } else {
            Err(taken())
        }
    }

    /// # Errors
    /// `Expired`.
    pub async fn invitation(&self, token: &str) -> Result<Invitation, Failure> {
        let control = self.store.control();
        let found = control.invitation(&hash(token), self.now_ms()).await?;
        let found = found.ok_or(Failure::Expired)?;
        let org = self.org(found.org).ok_or(Failure::Expired)?;
        let people = control.people(found.org).await?;
        let person = people
            .into_iter()
            .find(|(account, _)| account.person == found.person);
        let (account, role) = person.ok_or(Failure::Expired)?;
        Ok(Invitation {
            organisation: org.info().name.clone(),
            name: account.name,
            email: account.email,
            role,
        })
    }

    /// Opens the account with its first password and signs the person in. `previous` is the cookie that came with the
    /// call; its session ends.
    ///
    /// # Errors
    /// `Expired`, `Refused`.
    pub async fn accept_invitation(
        &self,
        token: &str,
        password: &str,
        previous: Option<&str>,
    ) -> Result<SignedIn, Failure> {
        let control = self.store.control();
        let found = control.invitation(&hash(token), self.now_ms()).await?;
        let found = found.ok_or(Failure::Expired)?;
        let account = control.account(found.person).await?;
        let account = account.ok_or(Failure::Expired)?;
        check_password(password, &account.email)?;
        let hashed = self.passwords.hash(&*self.host, password).await?;
        let accepted = control
            .accept_invitation(&hash(token), found.person, &hashed)
            .await;
        match accepted {
            Err(StoreError::Unmet) => return Err(Failure::Expired),
            other => other?,
        }
        self.start_login(&account, found.org, previous).await
    }
}

fn taken() -> Failure {
    Failure::refused("email", Refusal::AlreadyExists)
}
