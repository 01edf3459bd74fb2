//! Whose access to the organisation changes: roles given and taken, access withdrawn, links to open an account again. What
//! is allowed is `domain::team`; each change is decided on everybody's access as it is and counts only if that stayed so.

use super::{App, Failure, accounts::person, instant_of_ms};
use crate::auth::{Actor, Granted, People, fresh_token, hash};
use api::model::{AccessEvent, InviteLink, Team, TeamMember};
use domain::{
    Refusal,
    ids::PersonId,
    role::Role,
    team::{self, Change, Standing, What},
};
use store::{
    StoreError,
    access::{self, Event, Step},
    account::Member,
};

/// How long a link opens an account.
pub(super) const LINK_MS: i64 = 7 * 24 * 3_600 * 1_000;
/// Decisions on a state that somebody changed meanwhile.
const ATTEMPTS_MAX: u32 = 5;

impl App {
    /// Everybody with their access, and what happened to it.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn team(&self, actor: &Granted<People>) -> Result<Team, Failure> {
        let now = self.now_ms();
        let control = self.store.control();
        let team = control.team(actor.organisation(), now).await?;
        let changes = !actor.org.info().demo;
        let changeable = |one: &access::Person| {
            let role = one.member.role;
            changes && one.account.person != actor.person && actor.role.may_hand_out(role)
        };
        let member = |one: access::Person| TeamMember {
            changeable: changeable(&one),
            signed_in: one.signed_in.map(instant_of_ms),
            link: one.link.map(instant_of_ms),
            person: person((one.account, one.member)),
        };
        Ok(Team {
            people: team.people.into_iter().map(member).collect(),
            events: team.events.iter().map(told).collect(),
        })
    }

    /// # Errors
    /// `NotFound`; `Forbidden`; `Refused` with `oneself`, `last_direction`, or `illegal_move` for the role the person has.
    pub async fn set_role(
        &self,
        actor: &Granted<People>,
        person: PersonId,
        role: Role,
    ) -> Result<(), Failure> {
        let changed = self.change(actor, person, Change::Role(role), What::Role, &Step::Role);
        changed.await
    }

    /// Ends a person's access at once, or takes an invitation back. Their sessions can do nothing any more but hand over
    /// what waits on their devices; it is set aside, to be decided on.
    ///
    /// # Errors
    /// As [`Self::set_role`].
    pub async fn withdraw(&self, actor: &Granted<People>, person: PersonId) -> Result<(), Failure> {
        let (change, what) = (Change::Withdraw, What::Withdrawn);
        self.change(actor, person, change, what, &Step::Withdraw)
            .await
    }

    /// A link of seven days that opens a person's account again, with a new password: for who lost it, and for who was
    /// withdrawn. Until it is used nothing else changes.
    ///
    /// # Errors
    /// As [`Self::set_role`].
    pub async fn new_link(
        &self,
        actor: &Granted<People>,
        person: PersonId,
    ) -> Result<InviteLink, Failure> {
        let (link, step) = self.fresh_link(None);
        self.change(actor, person, Change::Link, What::Link, &step)
            .await?;
        Ok(link)
    }

    /// Ends the links that would open a person's account. Of who never opened it, withdraw the invitation instead.
    ///
    /// # Errors
    /// As [`Self::set_role`].
    pub async fn end_link(&self, actor: &Granted<People>, person: PersonId) -> Result<(), Failure> {
        let (change, what) = (Change::Link, What::LinkEnded);
        self.change(actor, person, change, what, &Step::EndLinks)
            .await
    }

    /// A link, and the step that makes it work.
    pub(super) fn fresh_link(&self, name: Option<String>) -> (InviteLink, Step) {
        let token = fresh_token(&*self.host);
        let expires = self.now_ms() + LINK_MS;
        let step = Step::Link {
            name,
            hash: hash(&token),
            expires,
        };
        let expires = instant_of_ms(expires);
        (InviteLink { token, expires }, step)
    }

    /// One change of one person's access.
    pub(super) async fn change(
        &self,
        actor: &Granted<People>,
        person: PersonId,
        change: Change,
        what: What,
        step: &Step,
    ) -> Result<(), Failure> {
        // The example's people are real accounts elsewhere: nobody gets at them from there.
        if actor.org.info().demo {
            return Err(Failure::Forbidden);
        }
        let control = self.store.control();
        for _ in 0..ATTEMPTS_MAX {
            let team = control.team(actor.organisation(), self.now_ms()).await?;
            let found = team.people.iter().find(|one| one.member.person == person);
            let found = found.ok_or(Failure::NotFound)?;
            let all: Vec<_> = team.people.iter().map(standing).collect();
            check(asks(actor, &team.people)?, standing(found), change, &all)?;
            let was = found.member.role;
            let role = match change {
                Change::Role(role) => role,
                Change::Withdraw | Change::Link => was,
            };
            let event = Event {
                at: self.now_ms(),
                by: actor.person,
                person,
                what,
                role,
                was: (role != was).then_some(was),
            };
            let member = Member {
                role,
                ..found.member
            };
            match control
                .change_access(&member, team.count, &event, step)
                .await
            {
                Err(StoreError::Unmet) => {}
                Err(error) => return Err(error.into()),
                Ok(()) => {
                    self.tell(actor, &event);
                    return Ok(());
                }
            }
        }
        Err(Failure::Busy)
    }

    /// In the server's log; and every browser of the organisation asks at once what it may still hold.
    pub(super) fn tell(&self, actor: &Actor, event: &Event) {
        let (by, person, what) = (event.by, event.person, event.what);
        tracing::info!(%by, %person, ?what, role = ?event.role, "access was changed");
        actor.org.poke();
    }
}

/// Who asks, with the role of this moment: somebody may have taken it since the call came in.
fn asks(actor: &Actor, people: &[access::Person]) -> Result<team::By, Failure> {
    if actor.person == PersonId::SERVER {
        return Ok(team::By {
            person: None,
            role: actor.role,
        });
    }
    let own = people.iter().find(|one| one.member.person == actor.person);
    let own = own.filter(|own| !own.member.withdrawn);
    let own = own.ok_or(Failure::Forbidden)?;
    Ok(team::By {
        person: Some(actor.person),
        role: own.member.role,
    })
}

fn check(
    by: team::By,
    of: team::Member,
    change: Change,
    all: &[team::Member],
) -> Result<(), Failure> {
    team::check(by, of, change, all).map_err(|refusal| match refusal {
        Refusal::Forbidden => Failure::Forbidden,
        other => Failure::refused("person", other),
    })
}

fn standing(one: &access::Person) -> team::Member {
    let standing = match (one.member.withdrawn, &one.account.password) {
        (true, _) => Standing::Withdrawn,
        (false, None) => Standing::Invited,
        (false, Some(_)) => Standing::Active,
    };
    team::Member {
        person: one.member.person,
        role: one.member.role,
        standing,
    }
}

fn told(event: &Event) -> AccessEvent {
    AccessEvent {
        at: instant_of_ms(event.at),
        by: event.by,
        person: event.person,
        what: event.what,
        role: event.role,
        was: event.was,
    }
}
