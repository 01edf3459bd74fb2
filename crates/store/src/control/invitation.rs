//! Invitations: one-time links, by the hash of their token.

use super::{
    Control,
    access::{Event, EventRow, RECORD, counter},
    rows::member_id,
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

fn invitation_id(hash: &str) -> RecordId {
    RecordId::new("invitation", hash)
}

impl Control {
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

    /// Opens the account with a new password, gives its access back and spends the link; earlier sessions end.
    ///
    /// # Errors
    /// `Unmet` when the link was spent or ended meanwhile.
    pub async fn accept_invitation(
        &self,
        hash: &str,
        found: &Invitation,
        password: &str,
        event: &Event,
    ) -> Result<(), StoreError> {
        let text = format!(
            "BEGIN;
            IF !record::exists($id) {{ THROW $unmet }};
            DELETE invitation WHERE person = $person RETURN NONE;
            DELETE login WHERE person = $person RETURN NONE;
            UPDATE $account SET password = $password RETURN NONE;
            UPDATE $member SET withdrawn = NONE RETURN NONE;
            {RECORD}
            COMMIT;"
        );
        let run = self.db.run_again(&text, || {
            bound! {
                "id" = invitation_id(hash),
                "account" = uuid_id("account", found.person.0),
                "member" = member_id(found.org, found.person),
                "person" = RowUuid::from(found.person.0),
                "password" = password,
                "unmet" = UNMET,
                "counter" = counter(found.org),
                "count" = None::<i64>,
                "note" = EventRow::of(found.org, event),
            }
        });
        run.await.map(|_| ())
    }
}
