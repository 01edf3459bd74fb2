//! Sign-in sessions, by the hash of their cookie.

use super::{
    Control,
    account::{Account, Member},
    rows::{AccountRow, MemberRow, member_id},
};
use crate::{StoreError, db::bound, error::UNMET, rows::uuid_id};
use domain::ids::{OrgId, PersonId};
use surrealdb::types::{RecordId, SurrealValue, Uuid as RowUuid};

/// A sign-in session with the person and the role it stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Login {
    pub account: Account,
    pub member: Member,
    pub expires: i64,
}

#[derive(SurrealValue)]
struct LoginRow {
    person: RowUuid,
    org: RowUuid,
    expires: i64,
}

fn login_id(hash: &str) -> RecordId {
    RecordId::new("login", hash)
}

impl Control {
    /// Starts a session at `now`; `replaces` ends.
    pub async fn start_login(
        &self,
        hash: &str,
        person: PersonId,
        org: OrgId,
        (now, expires): (i64, i64),
        replaces: Option<&str>,
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            CREATE $id CONTENT $row RETURN NONE;
            DELETE $replaces RETURN NONE;
            UPDATE $account SET signed_in = $now RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = login_id(hash),
                "row" = LoginRow { person: person.0.into(), org: org.0.into(), expires },
                "account" = uuid_id("account", person.0),
                "now" = now,
                "replaces" = replaces.map(login_id).into_iter().collect::<Vec<_>>(),
            }
        });
        run.await.map(|_| ())
    }

    /// The session with this hash, unless it is over or its person was never a member. Of one whose access was withdrawn the member says so.
    pub async fn login(&self, hash: &str, now: i64) -> Result<Option<Login>, StoreError> {
        let text = "LET $login = (SELECT * FROM ONLY $id WHERE expires > $now);
            RETURN $login;
            SELECT * FROM ONLY type::record('account', $login.person);
            SELECT * FROM ONLY type::record('member', [$login.org, $login.person]);";
        let bound = bound! { "id" = login_id(hash), "now" = now };
        let mut rows = self.db.run(text, bound).await?;
        let (login, account, member): (Option<LoginRow>, Option<AccountRow>, Option<MemberRow>) =
            (rows.first(1)?, rows.first(2)?, rows.first(3)?);
        let (Some(login), Some(account), Some(member)) = (login, account, member) else {
            return Ok(None);
        };
        Ok(Some(Login {
            account: account.read()?,
            member: member.read()?,
            expires: login.expires,
        }))
    }

    /// A later end.
    pub async fn slide_login(&self, hash: &str, expires: i64) -> Result<(), StoreError> {
        let text = "UPDATE $id SET expires = $expires RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! { "id" = login_id(hash), "expires" = expires }
        });
        run.await.map(|_| ())
    }

    pub async fn end_login(&self, hash: &str) -> Result<(), StoreError> {
        let text = "DELETE $id RETURN NONE";
        let run = self.db.run_again(text, || bound! { "id" = login_id(hash) });
        run.await.map(|_| ())
    }

    /// Moves a session to another organisation of its person.
    ///
    /// # Errors
    /// `Unmet` when the person is no member there (any more).
    pub async fn move_login(
        &self,
        hash: &str,
        person: PersonId,
        org: OrgId,
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            IF !record::exists($member) { THROW $unmet };
            UPDATE $id SET org = $org RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = login_id(hash),
                "member" = member_id(org, person),
                "org" = RowUuid::from(org.0),
                "unmet" = UNMET,
            }
        });
        run.await.map(|_| ())
    }

    /// Removes sessions, invitations and codes whose time is over.
    pub async fn forget_expired(&self, now: i64) -> Result<(), StoreError> {
        let text = "DELETE login WHERE expires <= $now RETURN NONE;
                    DELETE invitation WHERE expires <= $now RETURN NONE;
                    DELETE enrol WHERE expires <= $now RETURN NONE;";
        let run = self.db.run_again(text, || bound! { "now" = now });
        run.await.map(|_| ())
    }
}
