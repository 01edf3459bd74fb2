//! Inviting people by a link handed over by any means.

use super::{
    App, Failure, SignedIn,
    accounts::{check_email, line},
    instant_of_ms,
    team::LINK_MS,
};
use crate::auth::{Granted, People, check_password, fresh_token, hash};
use api::model::{Invitation, Invite, InviteLink};
use domain::{
    Refusal,
    ids::PersonId,
    team::{Change, What},
};
use store::{
    StoreError,
    access::{Event, Step},
    account::{Account, Member},
};

impl App {
    /// A link of seven days that opens an account once. Inviting again a person who has not opened theirs yet, or whose
    /// access was withdrawn, ends their earlier link.
    ///
    /// # Errors
    /// `Forbidden` for a role with rights that the actor does not have; `Refused`, with `already_exists` on `email` when the
    /// address has an account.
    pub async fn invite(
        &self,
        actor: &Granted<People>,
        invite: Invite,
    ) -> Result<InviteLink, Failure> {
        line("name", &invite.name)?;
        check_email(&invite.email)?;
        if !actor.role.may_hand_out(invite.role) {
            return Err(Failure::Forbidden);
        }
        match self.store.control().account_of(&invite.email).await? {
            Some(known) => self.invite_again(actor, known.person, invite).await,
            None => self.invite_new(actor, invite).await,
        }
    }

    async fn invite_new(
        &self,
        actor: &Granted<People>,
        invite: Invite,
    ) -> Result<InviteLink, Failure> {
        let account = Account {
            person: PersonId(self.host.ordered_id()),
            name: invite.name.trim().to_owned(),
            email: invite.email.trim().to_owned(),
            password: None,
        };
        let member = Member {
            org: actor.organisation(),
            person: account.person,
            role: invite.role,
            withdrawn: false,
        };
        let event = Event {
            at: self.now_ms(),
            by: actor.person,
            person: account.person,
            what: What::Invited,
            role: invite.role,
            was: None,
        };
        let token = fresh_token(&*self.host);
        let expires = self.now_ms() + LINK_MS;
        let step = Step::Invite {
            account,
            hash: hash(&token),
            expires,
        };
        let control = self.store.control();
        match control.change_access(&member, None, &event, &step).await {
            Err(StoreError::Exists) => return Err(taken()),
            other => other?,
        }
        self.tell(actor, &event);
        let expires = instant_of_ms(expires);
        Ok(InviteLink { token, expires })
    }

    async fn invite_again(
        &self,
        actor: &Granted<People>,
        person: PersonId,
        invite: Invite,
    ) -> Result<InviteLink, Failure> {
        let control = self.store.control();
        let people = control.people(actor.organisation()).await?;
        let mut people = people.into_iter();
        let found = people.find(|(account, _)| account.person == person);
        let (account, member) = found.ok_or_else(taken)?;
        if account.password.is_some() && !member.withdrawn {
            return Err(taken());
        }
        let (link, step) = self.fresh_link(Some(invite.name.trim().to_owned()));
        let change = match invite.role {
            role if role == member.role => Change::Link,
            role => Change::Role(role),
        };
        self.change(actor, person, change, What::Link, &step)
            .await?;
        Ok(link)
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
        let (account, member) = person.ok_or(Failure::Expired)?;
        Ok(Invitation {
            organisation: org.info().name.clone(),
            name: account.name,
            email: account.email,
            role: member.role,
        })
    }

    /// Opens the account with a new password and signs the person in. `previous` is the cookie that came with the
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
        let membership = control.memberships(found.person).await?;
        let member = membership.iter().find(|member| member.org == found.org);
        let event = Event {
            at: self.now_ms(),
            by: found.person,
            person: found.person,
            what: What::Joined,
            role: member.ok_or(Failure::Expired)?.role,
            was: None,
        };
        let accepted = control
            .accept_invitation(&hash(token), &found, &hashed, &event)
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
