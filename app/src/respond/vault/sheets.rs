//! Sheets being typed in, one per campaign: the key that opens what is typed so far, and that text itself, encrypted. A
//! kept sheet and the key of the next one are one transaction: nothing of the kept one can be opened any more.

use super::{ITEMS, LABELS, Vault, with_item};
use crate::{
    respond::draft::DraftKey,
    storage::{StorageError, idb::Change},
};
use domain::{Day, answer::Channel, ids::CampaignId};
use intake::{device::Label, wire::Item};
use serde::{Deserialize, Serialize};

pub(super) const SHEETS: &str = "sheets";
/// More campaigns than anybody types at a time.
const ALL: u32 = 1_000;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    pub campaign: CampaignId,
    pub key: DraftKey,
    /// Of the stack that is being typed, how many are kept.
    pub kept: u32,
    pub channel: Channel,
    /// The day it was filled in, if another than the day it is typed.
    #[serde(with = "domain::day::wire::maybe")]
    pub day: Option<Day>,
    /// Unix milliseconds by the device's clock.
    pub touched_ms: u64,
    /// What is typed so far.
    pub locked: Option<String>,
}

impl Vault {
    pub async fn sheets(&self) -> Result<Vec<SheetRow>, StorageError> {
        self.0
            .read(&[SHEETS], async |tx| tx.page(SHEETS, None, ALL).await)
            .await
    }

    /// That of one campaign. One that cannot be read is like none: nobody could go on with it.
    pub async fn sheet(&self, campaign: CampaignId) -> Result<Option<SheetRow>, StorageError> {
        match self.0.get(SHEETS, campaign.to_string()).await {
            Err(StorageError::Unreadable) => Ok(None),
            other => other,
        }
    }

    pub async fn begin_sheet(&self, row: &SheetRow) -> Result<(), StorageError> {
        self.0.apply(vec![put(row)?]).await
    }

    /// What is typed so far; false if another sheet has begun since, here or in another tab.
    pub async fn mirror_sheet(&self, row: &SheetRow) -> Result<bool, StorageError> {
        self.if_begun(&row.key, row, &[put(row)?]).await
    }

    /// Puts the sealed sheet of this key in the outbox and begins the next. A sheet is kept once: false if another tab has kept
    /// it.
    pub async fn keep_sheet(
        &self,
        item: &Item,
        label: &Label,
        key: &DraftKey,
        next: &SheetRow,
    ) -> Result<bool, StorageError> {
        let mut changes = vec![put(next)?];
        changes.extend(with_item(item, label)?);
        self.if_begun(key, next, &changes).await
    }

    /// Changes what belongs to the sheet of this key. A kept one leaves the next in its place: where there is none, nobody has
    /// kept it.
    async fn if_begun(
        &self,
        key: &DraftKey,
        row: &SheetRow,
        changes: &[Change],
    ) -> Result<bool, StorageError> {
        self.0
            .write(&[ITEMS, LABELS, SHEETS], async |tx| {
                let now: Option<SheetRow> = tx.get(SHEETS, row.campaign.to_string()).await?;
                if now.is_some_and(|now| now.key != *key) {
                    return Ok(false);
                }
                tx.issue(changes).map(|()| true)
            })
            .await
    }

    pub async fn drop_sheets(&self, campaigns: &[CampaignId]) -> Result<(), StorageError> {
        let drop = |campaign: &CampaignId| Change::delete(SHEETS, campaign.to_string());
        self.0.apply(campaigns.iter().map(drop).collect()).await
    }
}

fn put(row: &SheetRow) -> Result<Change, StorageError> {
    Change::put(SHEETS, row.campaign.to_string(), row)
}
