//! Who has access to an organisation, and the record of who gave and took it. Every change adds a numbered row to that
//! record in its own transaction, and counts only if nobody changed anything since what it was decided on.

use super::{
    Control,
    account::{Account, Member},
    rows::{AccountRow, EmailRow, MemberRow, member_id},
};
use crate::{
    StoreError,
    db::{Bound, bound},
    error::UNMET,
    rows::{name_of, named, uuid_id},
};
use domain::{
    ids::{OrgId, PersonId},
    role::Role,
    team::What,
};
use surrealdb::types::{RecordId, SurrealValue, Uuid as RowUuid};

/// The latest lines of the record that are read.
const EVENTS_MAX: u32 = 200;

/// Everybody of an organisation, those who were included, and what happened to their access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Team {
    /// Lines of the record so far.
    pub count: i64,
    /// By name.
    pub people: Vec<Person>,
    /// The latest first.
    pub events: Vec<Event>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub account: Account,
    pub member: Member,
    /// The last sign-in.
    pub signed_in: Option<i64>,
    /// Until when a link opens the account.
    pub link: Option<i64>,
}

/// A line of the record. `role` is what the person has from then on, or had until then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub at: i64,
    pub by: PersonId,
    pub person: PersonId,
    pub what: What,
    pub role: Role,
    pub was: Option<Role>,
}

/// What a change writes beside its line of the record.
#[derive(Clone, Debug)]
pub enum Step {
    /// Somebody new, with an account to be opened.
    Invite {
        account: Account,
        hash: String,
        expires: i64,
    },
    /// A link that opens the account; earlier ones end. The name is taken where the account was never opened.
    Link {
        name: Option<String>,
        hash: String,
        expires: i64,
    },
    EndLinks,
    Role,
    /// Sessions stay, in this organisation: all they can do is hand over what waits.
    Withdraw,
}

/// Adds a line to the record; `$count` is what was read before, none where nothing was decided on it.
pub(super) const RECORD: &str = "LET $now = (SELECT VALUE count FROM ONLY $counter) ?? 0;
    IF $count != NONE AND $now != $count { THROW $unmet };
    UPSERT $counter SET count = $now + 1 RETURN NONE;
    LET $line = type::record('access', [$note.org, $now + 1]);
    CREATE $line CONTENT object::extend($note, { number: $now + 1 }) RETURN NONE;";

#[derive(SurrealValue)]
pub(super) struct EventRow {
    org: RowUuid,
    number: Option<i64>,
    at: i64,
    by: RowUuid,
    person: RowUuid,
    what: String,
    role: String,
    was: Option<String>,
}

impl EventRow {
    pub(super) fn of(org: OrgId, event: &Event) -> Self {
        Self {
            org: org.0.into(),
            number: None,
            at: event.at,
            by: event.by.0.into(),
            person: event.person.0.into(),
            what: name_of(&event.what),
            role: name_of(&event.role),
            was: event.was.as_ref().map(name_of),
        }
    }

    fn read(self) -> Result<Event, StoreError> {
        Ok(Event {
            at: self.at,
            by: PersonId(self.by.into()),
            person: PersonId(self.person.into()),
            what: named(&self.what)?,
            role: named(&self.role)?,
            was: self.was.as_deref().map(named).transpose()?,
        })
    }
}

pub(super) fn counter(org: OrgId) -> RecordId {
    uuid_id("access_count", org.0)
}

#[derive(SurrealValue)]
struct SeenRow {
    person: RowUuid,
    signed_in: Option<i64>,
}

#[derive(SurrealValue)]
struct LinkRow {
    person: RowUuid,
    expires: i64,
}

impl Control {
    /// The count is read first: a change in between is noticed by whoever decides on it. `now` tells which links still open something.
    pub async fn team(&self, org: OrgId, now: i64) -> Result<Team, StoreError> {
        let text = "SELECT VALUE count FROM ONLY $counter;
            LET $members = (SELECT * FROM member WHERE org = $org);
            RETURN $members;
            SELECT * FROM $members.map(|$m| type::record('account', $m.person)) ORDER BY name;
            SELECT record::id(id) AS person, signed_in FROM $members.map(|$m| type::record('account', $m.person));
            SELECT person, expires FROM invitation WHERE org = $org AND expires > $now;
            SELECT * FROM access WHERE org = $org ORDER BY number DESC LIMIT $most;";
        let bound = bound! {
            "counter" = counter(org),
            "org" = RowUuid::from(org.0),
            "now" = now,
            "most" = i64::from(EVENTS_MAX),
        };
        let mut rows = self.db.run(text, bound).await?;
        let count: Option<i64> = rows.first(0)?;
        let members = rows.all::<MemberRow>(2)?.into_iter().map(MemberRow::read);
        let members = members.collect::<Result<Vec<_>, _>>()?;
        let accounts = rows.all::<AccountRow>(3)?;
        let seen = rows.all::<SeenRow>(4)?;
        let links = rows.all::<LinkRow>(5)?;
        let events = rows.all::<EventRow>(6)?.into_iter().map(EventRow::read);
        let mut people = Vec::with_capacity(accounts.len());
        for row in accounts {
            let account = row.read()?;
            let id = RowUuid::from(account.person.0);
            let Some(member) = members.iter().find(|one| one.person == account.person) else {
                continue;
            };
            people.push(Person {
                member: *member,
                signed_in: seen
                    .iter()
                    .find(|one| one.person == id)
                    .and_then(|one| one.signed_in),
                link: links
                    .iter()
                    .find(|one| one.person == id)
                    .map(|one| one.expires),
                account,
            });
        }
        Ok(Team {
            count: count.unwrap_or(0),
            people,
            events: events.collect::<Result<_, _>>()?,
        })
    }

    /// Writes a change that was decided on `count` lines of the record, none where there was nothing to decide. `member` is as
    /// it is to be.
    ///
    /// # Errors
    /// `Unmet` when the record went on meanwhile: decide anew; `Exists` when the address of a new person has an account.
    pub async fn change_access(
        &self,
        member: &Member,
        count: impl Into<Option<i64>>,
        event: &Event,
        step: &Step,
    ) -> Result<(), StoreError> {
        let count = count.into();
        let text = format!("BEGIN; {RECORD} {} COMMIT;", step.text());
        let run = self.db.run_again(&text, || {
            let bound = bound! {
                "unmet" = UNMET,
                "counter" = counter(member.org),
                "count" = count,
                "note" = EventRow::of(member.org, event),
                "member" = MemberRow::of(member),
                "member_id" = member_id(member.org, member.person),
                "account_id" = uuid_id("account", member.person.0),
                "org" = RowUuid::from(member.org.0),
                "person" = RowUuid::from(member.person.0),
                "role" = name_of(&member.role),
            };
            step.bind(bound)
        });
        run.await.map(|_| ())
    }
}

impl Step {
    fn text(&self) -> &'static str {
        match self {
            Step::Invite { .. } => {
                "INSERT INTO email $email RETURN NONE;
                INSERT INTO account $account RETURN NONE;
                INSERT INTO member $member RETURN NONE;
                CREATE $link SET org = $org, person = $person, expires = $expires RETURN NONE;"
            }
            Step::Link { .. } => {
                "UPDATE $account_id SET name = $name ?? name WHERE password = NONE RETURN NONE;
                UPDATE $member_id SET role = $role RETURN NONE;
                DELETE invitation WHERE person = $person RETURN NONE;
                CREATE $link SET org = $org, person = $person, expires = $expires RETURN NONE;"
            }
            Step::EndLinks => "DELETE invitation WHERE person = $person RETURN NONE;",
            Step::Role => {
                "UPDATE $member_id SET role = $role RETURN NONE;
                UPDATE member SET role = $role WHERE person = $person AND org IN (SELECT VALUE org FROM demo) RETURN NONE;"
            }
            Step::Withdraw => {
                "UPDATE $member_id SET withdrawn = true RETURN NONE;
                DELETE member WHERE person = $person AND org IN (SELECT VALUE org FROM demo) RETURN NONE;
                UPDATE login SET org = $org WHERE person = $person RETURN NONE;
                DELETE invitation WHERE person = $person RETURN NONE;"
            }
        }
    }

    fn bind(&self, bound: Bound) -> Bound {
        match self {
            Step::Invite {
                account,
                hash,
                expires,
            } => bound
                .with("email", EmailRow::of(account))
                .with("account", AccountRow::of(account))
                .with("link", RecordId::new("invitation", hash.as_str()))
                .with("expires", *expires),
            Step::Link {
                name,
                hash,
                expires,
            } => bound
                .with("name", name.clone())
                .with("link", RecordId::new("invitation", hash.as_str()))
                .with("expires", *expires),
            Step::EndLinks | Step::Role | Step::Withdraw => bound,
        }
    }
}
