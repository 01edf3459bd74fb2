//! Reminders by the days of a campaign, one round after the other; and how many mails of a round left on a day, for the log.

use super::{MailKind, People};
use crate::{
    StoreError,
    db::bound,
    rows::{name_of, named, uuid_id, uuid_of},
};
use domain::ids::CampaignId;
use std::collections::HashMap;
use surrealdb::types::{Array, RecordId, SurrealValue, Uuid as RowUuid, Value};

/// The last reminder of a campaign that was seen to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Round {
    /// The day that the campaign has it on, `2026-11-21`.
    pub last: String,
    /// How many reminders somebody got so far.
    pub number: u32,
}

/// The mails of one kind and number that left on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    pub campaign: CampaignId,
    pub kind: MailKind,
    /// Of reminders, from 1.
    pub number: u32,
    /// `2026-11-21`.
    pub day: String,
    pub sent: u32,
}

#[derive(SurrealValue)]
struct RoundRow {
    id: RecordId,
    last: String,
    number: i64,
}

#[derive(SurrealValue)]
struct BatchRow {
    campaign: RowUuid,
    kind: String,
    number: i64,
    day: String,
    sent: i64,
}

impl BatchRow {
    fn read(self) -> Result<Batch, StoreError> {
        let count = |n| u32::try_from(n).unwrap_or_default();
        Ok(Batch {
            campaign: CampaignId(self.campaign.into()),
            kind: named(&self.kind)?,
            number: count(self.number),
            day: self.day,
            sent: count(self.sent),
        })
    }
}

pub(super) fn batch_id(campaign: CampaignId, kind: MailKind, number: u32, day: &str) -> RecordId {
    let parts = vec![
        Value::Uuid(campaign.0.into()),
        Value::String(name_of(&kind)),
        i64::from(number).into_value(),
        Value::String(day.to_owned()),
    ];
    RecordId::new("batch", Array::from(parts))
}

fn id_of(batch: &Batch) -> RecordId {
    batch_id(batch.campaign, batch.kind, batch.number, &batch.day)
}

impl People {
    /// The last reminders of campaigns; none of those that had none.
    pub async fn rounds(
        &self,
        campaigns: &[CampaignId],
    ) -> Result<HashMap<CampaignId, Round>, StoreError> {
        let ids: Vec<RecordId> = campaigns.iter().map(|id| uuid_id("round", id.0)).collect();
        let bound = bound! { "ids" = ids };
        let mut rows = self.db.run("SELECT * FROM $ids", bound).await?;
        let round = |row: RoundRow| {
            let number = u32::try_from(row.number).unwrap_or_default();
            let round = Round {
                last: row.last,
                number,
            };
            Ok((CampaignId(uuid_of(&row.id)?), round))
        };
        rows.all::<RoundRow>(0)?.into_iter().map(round).collect()
    }

    /// A reminder was seen to. Nothing changes where a later one was meanwhile.
    pub async fn had_round(&self, campaign: CampaignId, round: &Round) -> Result<(), StoreError> {
        let text = "BEGIN;
            LET $known = (SELECT VALUE last FROM ONLY $id);
            IF $known = NONE OR $known < $last {
                UPSERT $id SET last = $last, number = $number RETURN NONE
            };
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = uuid_id("round", campaign.0),
                "last" = round.last.clone(),
                "number" = i64::from(round.number),
            }
        });
        run.await.map(|_| ())
    }

    /// Batches of which the log does not tell all.
    pub async fn unnoted(&self) -> Result<Vec<Batch>, StoreError> {
        let text = "SELECT * FROM batch WHERE sent > noted";
        let rows = self.db.run(text, bound!()).await?.all::<BatchRow>(0)?;
        rows.into_iter().map(BatchRow::read).collect()
    }

    /// The log tells of so many mails of a batch as `sent` says.
    pub async fn noted(&self, batch: &Batch) -> Result<(), StoreError> {
        let text = "UPDATE $batch SET noted = math::max([noted, $sent]) RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! { "batch" = id_of(batch), "sent" = i64::from(batch.sent) }
        });
        run.await.map(|_| ())
    }
}
