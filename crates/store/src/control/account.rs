//! Accounts and memberships.

use super::{
    Control,
    rows::{AccountRow, EmailRow, MemberRow, OrgRow, email_id},
};
use crate::{StoreError, db::bound, rows::uuid_id};
use domain::{
    calendar::Territory,
    ids::{OrgId, PersonId},
    retention::Retention,
    role::Role,
};
use surrealdb::types::Uuid as RowUuid;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Org {
    pub id: OrgId,
    pub name: String,
    pub contact: String,
    /// First part of public link tokens; unique.
    pub slug: String,
    /// IANA name of the time zone.
    pub zone: String,
    pub territory: Territory,
    pub retention: Retention,
    pub demo: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub person: PersonId,
    pub name: String,
    /// As typed; compared in lower case.
    pub email: String,
    /// argon2id in PHC form; none until the invitation is accepted.
    pub password: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Member {
    pub org: OrgId,
    pub person: PersonId,
    pub role: Role,
}

impl Control {
    /// Whether an organisation was ever set up.
    pub async fn is_set_up(&self) -> Result<bool, StoreError> {
        let mut rows = self.db.run("SELECT * FROM setup", bound!()).await?;
        let rows: Vec<surrealdb::types::Value> = rows.all(0)?;
        Ok(!rows.is_empty())
    }

    /// The first organisation with its first account.
    ///
    /// # Errors
    /// `Exists` for every call but the first one.
    pub async fn set_up(&self, org: &Org, account: &Account, role: Role) -> Result<(), StoreError> {
        let text = "BEGIN;
            CREATE setup:first SET org = $org_uuid RETURN NONE;
            INSERT INTO org $org RETURN NONE;
            INSERT INTO email $email RETURN NONE;
            INSERT INTO account $account RETURN NONE;
            INSERT INTO member $member RETURN NONE;
            COMMIT;";
        let member = Member {
            org: org.id,
            person: account.person,
            role,
        };
        let run = self.db.run_again(text, || {
            bound! {
                "org_uuid" = RowUuid::from(org.id.0),
                "org" = OrgRow::of(org),
                "email" = EmailRow::of(account),
                "account" = AccountRow::of(account),
                "member" = MemberRow::of(&member),
            }
        });
        run.await?;
        if let Some(marker) = self.db.marker()
            && let Err(cause) = marker.leave()
        {
            tracing::warn!(%cause, "that an organisation was set up is noted at the next start");
        }
        Ok(())
    }

    pub async fn account(&self, person: PersonId) -> Result<Option<Account>, StoreError> {
        let bound = bound! { "id" = uuid_id("account", person.0) };
        let mut rows = self.db.run("SELECT * FROM ONLY $id", bound).await?;
        let row: Option<AccountRow> = rows.first(0)?;
        row.map(AccountRow::read).transpose()
    }

    pub async fn account_of(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let bound = bound! { "id" = email_id(email) };
        let mut rows = self.db.run("SELECT * FROM ONLY $id", bound).await?;
        let row: Option<EmailRow> = rows.first(0)?;
        match row {
            Some(row) => self.account(PersonId(row.person.into())).await,
            None => Ok(None),
        }
    }

    /// Everybody of an organisation, by name.
    pub async fn people(&self, org: OrgId) -> Result<Vec<(Account, Role)>, StoreError> {
        let text = "LET $members = (SELECT * FROM member WHERE org = $org);
                    RETURN $members;
                    SELECT * FROM $members.map(|$m| type::record('account', $m.person)) ORDER BY name;";
        let bound = bound! { "org" = RowUuid::from(org.0) };
        let mut rows = self.db.run(text, bound).await?;
        let members = rows.all::<MemberRow>(1)?.into_iter().map(MemberRow::read);
        let members = members.collect::<Result<Vec<_>, _>>()?;
        let mut people = Vec::with_capacity(members.len());
        for row in rows.all::<AccountRow>(2)? {
            let account = row.read()?;
            let member = members.iter().find(|m| m.person == account.person);
            if let Some(member) = member {
                people.push((account, member.role));
            }
        }
        Ok(people)
    }

    /// Where a person is a member.
    pub async fn memberships(&self, person: PersonId) -> Result<Vec<Member>, StoreError> {
        let text = "SELECT * FROM member WHERE person = $person";
        let bound = bound! { "person" = RowUuid::from(person.0) };
        let mut rows = self.db.run(text, bound).await?;
        rows.all::<MemberRow>(0)?
            .into_iter()
            .map(MemberRow::read)
            .collect()
    }

    /// Makes people members, where they are not yet.
    pub async fn add_members(&self, members: &[Member]) -> Result<(), StoreError> {
        let text = "INSERT IGNORE INTO member $members RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! { "members" = members.iter().map(MemberRow::of).collect::<Vec<_>>() }
        });
        run.await.map(|_| ())
    }

    /// A new password; ends all of the person's sign-in sessions and pending invitations.
    pub async fn set_password(&self, person: PersonId, password: &str) -> Result<(), StoreError> {
        let text = "BEGIN;
            UPDATE $id SET password = $password RETURN NONE;
            DELETE login WHERE person = $person RETURN NONE;
            DELETE invitation WHERE person = $person RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = uuid_id("account", person.0),
                "person" = RowUuid::from(person.0),
                "password" = password,
            }
        });
        run.await.map(|_| ())
    }
}
