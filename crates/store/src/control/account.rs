//! Accounts and memberships.

use super::{
    Control,
    rows::{AccountRow, MemberRow, OrgRow, id, member_id},
};
use crate::{StoreError, db::bound};
use domain::{
    ids::{OrgId, PersonId},
    role::Role,
};
use surrealdb::types::{RecordId, SurrealValue, Uuid as RowUuid};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Org {
    pub id: OrgId,
    pub name: String,
    pub contact: String,
    /// First part of public link tokens; unique.
    pub slug: String,
    /// IANA name of the time zone.
    pub zone: String,
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

/// The guard record of an address.
pub(super) fn email_id(email: &str) -> RecordId {
    RecordId::new("email", email.trim().to_lowercase())
}

#[derive(SurrealValue)]
struct EmailRow {
    person: RowUuid,
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
            CREATE $email SET person = $person RETURN NONE;
            INSERT INTO account $account RETURN NONE;
            CREATE $member_id CONTENT $member RETURN NONE;
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
                "email" = email_id(&account.email),
                "person" = RowUuid::from(account.person.0),
                "account" = AccountRow::of(account),
                "member_id" = member_id(org.id, account.person),
                "member" = MemberRow::of(&member),
            }
        });
        run.await.map(|_| ())
    }

    pub async fn account(&self, person: PersonId) -> Result<Option<Account>, StoreError> {
        let bound = bound! { "id" = id("account", person.0) };
        let mut rows = self.db.run("SELECT * FROM ONLY $id", bound).await?;
        let row: Option<AccountRow> = rows.first(0)?;
        row.map(AccountRow::read).transpose()
    }

    pub async fn account_of(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let bound = bound! { "id" = email_id(email) };
        let mut rows = self.db.run("SELECT person FROM ONLY $id", bound).await?;
        let row: Option<EmailRow> = rows.first(0)?;
        match row {
            Some(row) => self.account(PersonId(row.person.into())).await,
            None => Ok(None),
        }
    }

    /// Everybody of an organisation, by name.
    pub async fn people(&self, org: OrgId) -> Result<Vec<(Account, Role)>, StoreError> {
        let text = "LET $members = (SELECT org, person, role FROM member WHERE org = $org);
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
        let text = "SELECT org, person, role FROM member WHERE person = $person";
        let bound = bound! { "person" = RowUuid::from(person.0) };
        let mut rows = self.db.run(text, bound).await?;
        rows.all::<MemberRow>(0)?
            .into_iter()
            .map(MemberRow::read)
            .collect()
    }

    /// Makes people members, where they are not yet.
    pub async fn add_members(&self, members: &[Member]) -> Result<(), StoreError> {
        let text = "FOR $one IN $members { UPSERT $one.id CONTENT $one.row RETURN NONE }";
        let run = self.db.run_again(text, || {
            let rows: Vec<surrealdb::types::Value> = members
                .iter()
                .map(|member| {
                    surrealdb::types::Value::Object(surrealdb::types::Object::from_iter([
                        (
                            "id".to_owned(),
                            member_id(member.org, member.person).into_value(),
                        ),
                        ("row".to_owned(), MemberRow::of(member).into_value()),
                    ]))
                })
                .collect();
            bound! { "members" = rows }
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
                "id" = id("account", person.0),
                "person" = RowUuid::from(person.0),
                "password" = password,
            }
        });
        run.await.map(|_| ())
    }
}
