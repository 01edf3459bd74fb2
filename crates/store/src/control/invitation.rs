//! Invitations: one-time links, by the hash of their token.

use super::{
    Control,
    account::{Account, Member},
    rows::{AccountRow, EmailRow, MemberRow},
};
use crate::{StoreError, db::bound, error::UNMET, rows::uuid_id};
use domain::ids::{OrgId, PersonId};
use surrealdb::types::{RecordId, SurrealValue, Uuid as RowUuid};

/// Who is invited where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invitation {
    pub org: OrgId,
    pub person: PersonId,
}

#[derive(SurrealValue)]
struct InvitationRow {
    org: RowUuid,
    person: RowUuid,
    expires: i64,
}

impl InvitationRow {
    fn of(member: &Member, expires: i64) -> Self {
        Self {
            org: member.org.0.into(),
            person: member.person.0.into(),
            expires,
        }
    }
}

fn invitation_id(hash: &str) -> RecordId {
    RecordId::new("invitation", hash)
}

impl Control {
    /// A new person with an account to be opened, a role, and the link that opens it.
    ///
    /// # Errors
    /// `Exists` when the address has an account.
    pub async fn invite(
        &self,
        account: &Account,
        member: &Member,
        hash: &str,
        expires: i64,
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            INSERT INTO email $email RETURN NONE;
            INSERT INTO account $account RETURN NONE;
            INSERT INTO member $member RETURN NONE;
            CREATE $id CONTENT $row RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "email" = EmailRow::of(account),
                "account" = AccountRow::of(account),
                "member" = MemberRow::of(member),
                "id" = invitation_id(hash),
                "row" = InvitationRow::of(member, expires),
            }
        });
        run.await.map(|_| ())
    }

    /// Another link for a person who has not opened the account yet; earlier links end. Name and role may change.
    ///
    /// # Errors
    /// `Unmet` when the account was opened meanwhile.
    pub async fn invite_again(
        &self,
        account: &Account,
        member: &Member,
        hash: &str,
        expires: i64,
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            IF $account_id.password != NONE { THROW $unmet };
            UPDATE $account_id SET name = $name RETURN NONE;
            UPDATE $member.id CONTENT $member RETURN NONE;
            DELETE invitation WHERE person = $person RETURN NONE;
            CREATE $id CONTENT $row RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "unmet" = UNMET,
                "account_id" = uuid_id("account", account.person.0),
                "name" = account.name.clone(),
                "member" = MemberRow::of(member),
                "person" = RowUuid::from(account.person.0),
                "id" = invitation_id(hash),
                "row" = InvitationRow::of(member, expires),
            }
        });
        run.await.map(|_| ())
    }

    pub async fn invitation(&self, hash: &str, now: i64) -> Result<Option<Invitation>, StoreError> {
        let text = "SELECT * FROM ONLY $id WHERE expires > $now";
        let bound = bound! { "id" = invitation_id(hash), "now" = now };
        let mut rows = self.db.run(text, bound).await?;
        let row: Option<InvitationRow> = rows.first(0)?;
        Ok(row.map(|row| Invitation {
            org: OrgId(row.org.into()),
            person: PersonId(row.person.into()),
        }))
    }

    /// Opens the account and spends the link.
    ///
    /// # Errors
    /// `Unmet` when the link was spent, or the account opened, meanwhile.
    pub async fn accept_invitation(
        &self,
        hash: &str,
        person: PersonId,
        password: &str,
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            IF !record::exists($id) OR $account.password != NONE { THROW $unmet };
            DELETE $id RETURN NONE;
            UPDATE $account SET password = $password RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = invitation_id(hash),
                "account" = uuid_id("account", person.0),
                "password" = password,
                "unmet" = UNMET,
            }
        });
        run.await.map(|_| ())
    }
}
