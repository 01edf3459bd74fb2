//! Enrolled tablets: by id for the team, by the hash of their cookie when they call.

use super::{
    Control,
    rows::{HeldRow, TabletRow, campaign_rows},
};
use crate::{StoreError, db::bound, error::UNMET, rows::uuid_id};
use domain::{
    custody::Held,
    ids::{CampaignId, DeviceId, OrgId},
};
use surrealdb::types::{RecordId, SurrealValue, Uuid as RowUuid};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tablet {
    pub id: DeviceId,
    pub org: OrgId,
    pub name: String,
    /// None before the code was used.
    pub enrolled: Option<i64>,
    pub last_contact: Option<i64>,
    /// Items still on the tablet, as it said at the last contact.
    pub unsent: u32,
    pub revoked: bool,
    /// The campaigns it is limited to; none: every open one.
    pub only: Option<Vec<CampaignId>>,
    /// What it told that it holds, survey by survey, and when.
    pub told: Option<(i64, Vec<Held>)>,
}

#[derive(SurrealValue)]
struct EnrolRow {
    tablet: RowUuid,
    expires: i64,
}

fn token_id(hash: &str) -> RecordId {
    RecordId::new("tablet_token", hash)
}

fn code_id(hash: &str) -> RecordId {
    RecordId::new("enrol", hash)
}

impl Control {
    /// Tablets of an organisation, by name. Those whose code was never used are forgotten when it has expired.
    pub async fn tablets(&self, org: OrgId, now: i64) -> Result<Vec<Tablet>, StoreError> {
        let text = "SELECT * FROM tablet WHERE org = $org
                    AND (enrolled != NONE OR record::id(id) IN (SELECT VALUE tablet FROM enrol WHERE expires > $now))
                    ORDER BY name";
        let bound = bound! { "org" = RowUuid::from(org.0), "now" = now };
        let mut rows = self.db.run(text, bound).await?;
        rows.all::<TabletRow>(0)?
            .into_iter()
            .map(TabletRow::read)
            .collect()
    }

    /// A tablet to be enrolled, and the one-time code for it.
    pub async fn add_tablet(
        &self,
        tablet: &Tablet,
        code: &str,
        expires: i64,
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            INSERT INTO tablet $tablet RETURN NONE;
            CREATE $code CONTENT $row RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "tablet" = TabletRow::of(tablet),
                "code" = code_id(code),
                "row" = EnrolRow { tablet: tablet.id.0.into(), expires },
            }
        });
        run.await.map(|_| ())
    }

    /// Spends a code and gives the tablet its token.
    ///
    /// # Errors
    /// `Unmet` when the code is unknown, too old or spent.
    pub async fn enrol_tablet(
        &self,
        code: &str,
        token: &str,
        now: i64,
    ) -> Result<Tablet, StoreError> {
        let text = "BEGIN;
            LET $spent = (DELETE ONLY $code RETURN BEFORE);
            IF $spent = NONE OR $spent.expires <= $now { THROW $unmet };
            LET $tablet = type::record('tablet', $spent.tablet);
            UPDATE $tablet SET enrolled = $now, last_contact = $now RETURN NONE;
            CREATE $cookie SET tablet = $spent.tablet RETURN NONE;
            SELECT * FROM ONLY $tablet;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "code" = code_id(code),
                "cookie" = token_id(token),
                "now" = now,
                "unmet" = UNMET,
            }
        });
        let mut rows = run.await?;
        let row: Option<TabletRow> = rows.first(6)?;
        row.ok_or(StoreError::Unmet)?.read()
    }

    /// The tablet a cookie stands for, revoked or not.
    pub async fn tablet_of(&self, token: &str) -> Result<Option<Tablet>, StoreError> {
        let text = "LET $cookie = (SELECT * FROM ONLY $id);
                    SELECT * FROM ONLY type::record('tablet', $cookie.tablet);";
        let bound = bound! { "id" = token_id(token) };
        let mut rows = self.db.run(text, bound).await?;
        let row: Option<TabletRow> = rows.first(1)?;
        row.map(TabletRow::read).transpose()
    }

    /// A sign of life.
    pub async fn touch_tablet(
        &self,
        tablet: DeviceId,
        now: i64,
        unsent: Option<u32>,
    ) -> Result<(), StoreError> {
        let text = "UPDATE $id SET last_contact = $now, unsent = $unsent ?? unsent RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = uuid_id("tablet", tablet.0),
                "now" = now,
                "unsent" = unsent.map(i64::from),
            }
        });
        run.await.map(|_| ())
    }

    /// What it tells that it holds, which is also a sign of life.
    pub async fn note_held(
        &self,
        tablet: DeviceId,
        now: i64,
        held: &[Held],
        unsent: u32,
    ) -> Result<(), StoreError> {
        let text = "UPDATE $id SET last_contact = $now, told = $now, held = $held, unsent = $unsent RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = uuid_id("tablet", tablet.0),
                "now" = now,
                "held" = held.iter().map(HeldRow::of).collect::<Vec<_>>(),
                "unsent" = i64::from(unsent),
            }
        });
        run.await.map(|_| ())
    }

    /// Another name, and other campaigns.
    ///
    /// # Errors
    /// `Unmet` when the organisation has no such tablet.
    pub async fn edit_tablet(
        &self,
        org: OrgId,
        tablet: DeviceId,
        name: &str,
        only: Option<&[CampaignId]>,
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            LET $done = (UPDATE $id SET name = $name, campaigns = $campaigns
                         WHERE org = $org RETURN VALUE id);
            IF array::len($done) = 0 { THROW $unmet };
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = uuid_id("tablet", tablet.0),
                "org" = RowUuid::from(org.0),
                "name" = name,
                "campaigns" = only.map(campaign_rows),
                "unmet" = UNMET,
            }
        });
        run.await.map(|_| ())
    }

    /// # Errors
    /// `Unmet` when the organisation has no such tablet.
    pub async fn revoke_tablet(&self, org: OrgId, tablet: DeviceId) -> Result<(), StoreError> {
        let text = "BEGIN;
            LET $done = (UPDATE $id SET revoked = true WHERE org = $org RETURN VALUE id);
            IF array::len($done) = 0 { THROW $unmet };
            DELETE enrol WHERE tablet = $tablet RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = uuid_id("tablet", tablet.0),
                "org" = RowUuid::from(org.0),
                "tablet" = RowUuid::from(tablet.0),
                "unmet" = UNMET,
            }
        });
        run.await.map(|_| ())
    }
}
