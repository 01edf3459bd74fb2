//! People: first run, sign-in, who is who.

use super::{App, Failure, Org};
use crate::auth::{Actor, Granted, People, check_password, fresh_token, hash};
use api::model::{Me, Organisation, OrganisationEdit, Person, Setup, Welcome};
use domain::{
    calendar::Territory,
    contact::check_address,
    ids::{OrgId, PersonId},
    retention::Retention,
    role::Role,
};
use std::sync::Arc;
use store::{
    StoreError,
    account::{self, Account, Member},
};

/// A sign-in session lasts this long after it was last used.
const LOGIN_MS: i64 = 30 * 24 * 3_600 * 1_000;
/// It is prolonged once a day at most.
const PROLONG_MS: i64 = 24 * 3_600 * 1_000;
/// Characters of a slug, 5 random bits each; the secret part of a link is elsewhere.
const SLUG_CHARACTERS: usize = 6;

/// A new sign-in session: the cookie's value, and who it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedIn {
    pub token: String,
    pub me: Me,
}

impl App {
    pub async fn welcome(&self) -> Result<Welcome, Failure> {
        Ok(Welcome {
            needs_setup: !self.store.control().is_set_up().await?,
            version: self.settings.version.clone(),
            public_url: self.settings.public_url.clone(),
        })
    }

    /// The person a session cookie stands for; slides its 30 days.
    ///
    /// # Errors
    /// `SignInNeeded`, also for somebody whose access was withdrawn.
    pub async fn actor(&self, token: Option<&str>) -> Result<Actor, Failure> {
        let actor = self.session(token).await?;
        let in_time = !actor.withdrawn;
        in_time.then_some(actor).ok_or(Failure::SignInNeeded)
    }

    /// The same, also of somebody whose access was withdrawn: for what hands over the work that waits on a device, and tells
    /// that device to forget the rest.
    ///
    /// # Errors
    /// `SignInNeeded`.
    pub async fn session(&self, token: Option<&str>) -> Result<Actor, Failure> {
        let login_hash = hash(token.ok_or(Failure::SignInNeeded)?);
        let control = self.store.control();
        let now = self.now_ms();
        let login = control.login(&login_hash, now).await?;
        let login = login.ok_or(Failure::SignInNeeded)?;
        let withdrawn = login.member.withdrawn;
        let renewed = !withdrawn && login.expires < now + LOGIN_MS - PROLONG_MS;
        if renewed {
            control.slide_login(&login_hash, now + LOGIN_MS).await?;
        }
        Ok(Actor {
            person: login.account.person,
            role: login.member.role,
            org: self.org(login.member.org).ok_or(Failure::SignInNeeded)?,
            login: Some(login_hash),
            renewed,
            withdrawn,
        })
    }

    /// Whoever runs commands on the server's own machine, acting in the organisation with this slug, or in the only
    /// one that is not a demo.
    ///
    /// # Errors
    /// `SetUpNeeded`, `WhichOrganisation`.
    pub async fn operator(&self, slug: Option<&str>) -> Result<Actor, Failure> {
        let mut orgs = self.orgs();
        match slug {
            Some(slug) => orgs.retain(|org| org.info().slug == slug),
            None => orgs.retain(|org| !org.info().demo),
        }
        let Ok([org]) = <[Arc<Org>; 1]>::try_from(orgs) else {
            return Err(self.which_organisation());
        };
        Ok(Actor {
            person: PersonId::SERVER,
            role: Role::Direction,
            org,
            login: None,
            renewed: false,
            withdrawn: false,
        })
    }

    /// Names the organisations there are, for a command that has to choose.
    pub(crate) fn which_organisation(&self) -> Failure {
        let mut orgs = self.orgs();
        orgs.sort_by_key(|org| org.info().demo);
        let choice =
            |org: &Arc<Org>| format!("--organisation {} ({})", org.info().slug, org.info().name);
        let choices: Vec<String> = orgs.iter().map(choice).collect();
        if choices.is_empty() {
            return Failure::SetUpNeeded;
        }
        Failure::WhichOrganisation {
            choices: choices.join(", "),
        }
    }

    /// First run: the organisation and its first account. Only one call ever succeeds.
    ///
    /// # Errors
    /// `Refused`, `Forbidden` when an organisation exists.
    pub async fn set_up(&self, setup: Setup) -> Result<SignedIn, Failure> {
        line("organisation", &setup.organisation)?;
        line("contact", &setup.contact)?;
        line("name", &setup.name)?;
        check_email(&setup.email)?;
        check_password(&setup.password, &setup.email)?;
        if self.store.control().is_set_up().await? {
            return Err(Failure::Forbidden);
        }
        let account = Account {
            person: PersonId(self.host.ordered_id()),
            name: setup.name.trim().to_owned(),
            email: setup.email.trim().to_owned(),
            password: Some(self.passwords.hash(&*self.host, &setup.password).await?),
        };
        let _one_at_a_time = self.changing.lock().await;
        let (name, contact) = (setup.organisation.trim(), setup.contact.trim());
        let info = self.new_org(name, contact, setup.territory, false);
        let control = self.store.control();
        match control.set_up(&info, &account, Role::Direction).await {
            Err(StoreError::Exists) => return Err(Failure::Forbidden),
            other => other?,
        }
        // A crash before this line is healed at the next start.
        let org = self.open_org(info).await?;
        self.start_login(&account, org.info().id, None).await
    }

    pub(super) fn new_org(
        &self,
        name: &str,
        contact: &str,
        territory: Territory,
        demo: bool,
    ) -> account::Org {
        account::Org {
            id: OrgId(self.host.ordered_id()),
            name: name.to_owned(),
            contact: contact.to_owned(),
            slug: crate::auth::crockford::<SLUG_CHARACTERS>(&*self.host).to_lowercase(),
            zone: territory.zone().to_owned(),
            territory,
            retention: Retention::default(),
            demo,
        }
    }

    /// `previous` is the cookie that came with the call; its session ends.
    ///
    /// # Errors
    /// `WrongCredentials`, `TooManyAttempts`.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        previous: Option<&str>,
    ) -> Result<SignedIn, Failure> {
        let target = hash(&email.trim().to_lowercase());
        self.attempts.begin(&target, self.host.now())?;
        let account = self.store.control().account_of(email).await?;
        let stored = account.as_ref().and_then(|a| a.password.as_deref());
        let right = self.passwords.verify(password, stored).await?;
        let account = account.filter(|_| right);
        let account = account.ok_or(Failure::WrongCredentials)?;
        self.attempts.succeeded(&target);
        let org = self.home(account.person).await?;
        self.start_login(&account, org, previous).await
    }

    /// Where a person lands: their own organisation before the demo, and before one whose access was withdrawn.
    async fn home(&self, person: PersonId) -> Result<OrgId, Failure> {
        let memberships = self.store.control().memberships(person).await?;
        let orgs = memberships
            .iter()
            .filter_map(|m| Some((m, self.org(m.org)?)));
        let home = orgs.min_by_key(|(member, org)| (member.withdrawn, org.info().demo));
        home.map(|(_, org)| org.info().id)
            .ok_or(Failure::WrongCredentials)
    }

    pub(super) async fn start_login(
        &self,
        account: &Account,
        org: OrgId,
        previous: Option<&str>,
    ) -> Result<SignedIn, Failure> {
        let token = fresh_token(&*self.host);
        let now = self.now_ms();
        let previous = previous.map(hash);
        let control = self.store.control();
        control
            .start_login(
                &hash(&token),
                account.person,
                org,
                (now, now + LOGIN_MS),
                previous.as_deref(),
            )
            .await?;
        let me = self.me(&self.session(Some(&token)).await?).await?;
        Ok(SignedIn { token, me })
    }

    pub async fn sign_out(&self, token: &str) -> Result<(), Failure> {
        Ok(self.store.control().end_login(&hash(token)).await?)
    }

    pub async fn me(&self, actor: &Actor) -> Result<Me, Failure> {
        let control = self.store.control();
        let account = control.account(actor.person).await?;
        let account = account.ok_or(Failure::SignInNeeded)?;
        let memberships = control.memberships(actor.person).await?;
        let mut orgs: Vec<Arc<Org>> = memberships
            .iter()
            .filter(|member| !member.withdrawn)
            .filter_map(|member| self.org(member.org))
            .collect();
        orgs.sort_by_key(|org| org.info().id);
        Ok(Me {
            person: account.person,
            name: account.name,
            email: account.email,
            role: actor.role,
            organisation: organisation(&actor.org),
            organisations: orgs.iter().map(|org| organisation(org)).collect(),
            withdrawn: actor.withdrawn,
        })
    }

    /// # Errors
    /// `NotFound` when the person is no member there.
    pub async fn switch_organisation(&self, actor: &Actor, to: OrgId) -> Result<Me, Failure> {
        let login = actor.login.as_deref().ok_or(Failure::SignInNeeded)?;
        let org = self.org(to).ok_or(Failure::NotFound)?;
        let control = self.store.control();
        let memberships = control.memberships(actor.person).await?;
        let member = memberships
            .iter()
            .find(|member| member.org == to && !member.withdrawn);
        let role = member.ok_or(Failure::NotFound)?.role;
        match control.move_login(login, actor.person, to).await {
            Err(StoreError::Unmet) => return Err(Failure::NotFound),
            other => other?,
        }
        let moved = Actor {
            role,
            org,
            ..actor.clone()
        };
        self.me(&moved).await
    }

    /// Changes the organisation's name, the contact that respondents read, and where it works.
    ///
    /// # Errors
    /// `Refused`.
    pub async fn edit_organisation(
        &self,
        actor: &Granted<People>,
        edit: OrganisationEdit,
    ) -> Result<(), Failure> {
        line("name", &edit.name)?;
        line("contact", &edit.contact)?;
        let change = |info: &mut account::Org| {
            info.name = edit.name.trim().to_owned();
            info.contact = edit.contact.trim().to_owned();
            if let Some(territory) = edit.territory {
                (info.territory, info.zone) = (territory, territory.zone().to_owned());
            }
        };
        self.change_organisation(&actor.org, change).await
    }

    /// One change at a time, on what the last one left, also on another server: what one person decided is not undone by the
    /// next who changes something else.
    ///
    /// # Errors
    /// `NotFound` when another server dropped it.
    pub(super) async fn change_organisation(
        &self,
        org: &Org,
        change: impl FnOnce(&mut account::Org),
    ) -> Result<(), Failure> {
        let _one_at_a_time = self.changing.lock().await;
        let (control, id) = (self.store.control(), org.info().id);
        let mut there = control.orgs().await?.into_iter();
        let mut info = there.find(|info| info.id == id).ok_or(Failure::NotFound)?;
        change(&mut info);
        control.change_org(&info).await?;
        org.changed_to(info);
        Ok(())
    }

    /// Names of the organisation's people; any member may know them (owners of actions).
    pub async fn people(&self, actor: &Actor) -> Result<Vec<Person>, Failure> {
        let people = self.store.control().people(actor.organisation()).await?;
        Ok(people.into_iter().map(person).collect())
    }

    /// For the command line. Ends all sessions of the account.
    ///
    /// # Errors
    /// `NotFound`, `Refused`.
    pub async fn reset_password(&self, email: &str, password: &str) -> Result<(), Failure> {
        let account = self.store.control().account_of(email).await?;
        let account = account.ok_or(Failure::NotFound)?;
        check_password(password, &account.email)?;
        let hashed = self.passwords.hash(&*self.host, password).await?;
        let control = self.store.control();
        control.set_password(account.person, &hashed).await?;
        self.attempts
            .succeeded(&hash(&account.email.to_lowercase()));
        Ok(())
    }
}

pub(super) fn person((account, member): (Account, Member)) -> Person {
    Person {
        id: account.person,
        name: account.name,
        email: account.email,
        role: member.role,
        invited: account.password.is_none(),
        withdrawn: member.withdrawn,
    }
}

fn organisation(org: &Org) -> Organisation {
    let info = org.info();
    Organisation {
        id: info.id,
        name: info.name.clone(),
        contact: info.contact.clone(),
        demo: info.demo,
        slug: info.slug.clone(),
        territory: info.territory,
        retention: info.retention,
    }
}

/// Whether something is written there, on one line.
pub(super) fn line(field: &str, text: &str) -> Result<(), Failure> {
    domain::line::is_filled(text.trim()).map_err(|refusal| Failure::refused(field, refusal))
}

/// Whether this can be an address: something on both sides of one `@`, no blanks.
pub(super) fn check_email(email: &str) -> Result<(), Failure> {
    line("email", email)?;
    check_address(email.trim()).map_err(|refusal| Failure::refused("email", refusal))
}
