//! The device's own database: kits, sealed items, the keys of drafts. Every method that writes is one strict
//! transaction.

use super::{
    draft::DraftKey,
    entry::Door,
    kit::{KeptKit, Label, Labels},
};
use crate::storage::{
    StorageError,
    idb::{Database, Schema, Transaction},
};
use domain::ids::{CampaignId, ItemId};
use intake::wire::Item;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

const KITS: &str = "kits";
const ITEMS: &str = "items";
const LABELS: &str = "labels";
const REFUSED: &str = "refused";
const DRAFT_KEYS: &str = "draft_keys";
const DRAFTS: &str = "drafts";
const META: &str = "meta";

const SCHEMA: Schema = Schema {
    name: Cow::Borrowed("boucle-r"),
    version: 1,
    stores: &[KITS, ITEMS, LABELS, REFUSED, DRAFT_KEYS, DRAFTS, META],
};

/// In `meta`: set when the database is made. Without it the database is new, or was emptied.
const BORN: &str = "born";
/// In `meta`: the campaign the tablet is being handed round for.
const KIOSK: &str = "kiosk";
/// In `meta`: how many unsent items an earlier database held, until a trainer has seen it.
const LOST: &str = "lost";

/// More than a device ever holds; what is beyond it is read on a later start.
const ALL: u32 = 100_000;

/// An item the server did not take, kept for a person to look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Refused {
    pub item: Item,
    pub label: Label,
    pub code: String,
}

/// The key of an answer being given, and the way it would be sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    pub campaign: CampaignId,
    pub door: Door,
    pub key: DraftKey,
}

/// A draft as found at the start: its row, and the last copy of it that reached the disk.
pub struct FoundDraft {
    pub row: DraftRow,
    pub locked: Option<String>,
}

/// Everything a start needs.
pub struct Start {
    pub kit: Option<KeptKit>,
    pub labels: Labels,
    pub refused: Vec<Refused>,
    pub kiosk: Option<CampaignId>,
    pub drafts: Vec<FoundDraft>,
    pub lost: u32,
}

#[derive(Clone)]
pub struct Vault(Database);

impl Vault {
    /// Opens the database. `unsent` is what local storage remembers: if the database turns out to be new all the same,
    /// those items are lost, and that is remembered until someone has been told.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub async fn open(unsent: u32) -> Result<Self, StorageError> {
        let db = Database::open(SCHEMA).await?;
        db.write(&[META], async |tx| {
            if tx.get::<bool>(META, BORN).await?.is_none() {
                tx.put(META, BORN, &true)?;
                if unsent > 0 {
                    tx.put(META, LOST, &unsent)?;
                }
            }
            Ok(())
        })
        .await?;
        Ok(Self(db))
    }

    pub async fn start(&self, door: &Door) -> Result<Start, StorageError> {
        let stores = &[KITS, LABELS, REFUSED, DRAFT_KEYS, DRAFTS, META];
        self.0
            .read(stores, async |tx| {
                let mut drafts = Vec::new();
                for row in tx.page::<DraftRow>(DRAFT_KEYS, None, ALL).await? {
                    let locked = tx.get(DRAFTS, key_of(row.campaign)).await?;
                    drafts.push(FoundDraft { row, locked });
                }
                Ok(Start {
                    // An unreadable kit is like none: the server gives another.
                    kit: tx.get(KITS, door.key()).await.unwrap_or_default(),
                    labels: labels(tx).await?,
                    refused: tx.page(REFUSED, None, ALL).await?,
                    kiosk: tx.get(META, KIOSK).await?,
                    drafts,
                    lost: tx.get(META, LOST).await?.unwrap_or_default(),
                })
            })
            .await
    }

    pub async fn kit(&self, door: &Door) -> Result<Option<KeptKit>, StorageError> {
        self.0.get(KITS, door.key()).await
    }

    pub async fn keep_kit(&self, door: &Door, kit: &KeptKit) -> Result<(), StorageError> {
        self.0.put(KITS, door.key(), kit).await
    }

    pub async fn set_kiosk(&self, campaign: Option<CampaignId>) -> Result<(), StorageError> {
        self.0
            .write(&[META], async |tx| match campaign {
                Some(campaign) => tx.put(META, KIOSK, &campaign),
                None => tx.delete(META, KIOSK),
            })
            .await
    }

    /// Someone has seen that items were lost.
    pub async fn forget_lost(&self) -> Result<(), StorageError> {
        self.0
            .write(&[META], async |tx| tx.delete(META, LOST))
            .await
    }

    pub async fn begin_draft(&self, row: &DraftRow) -> Result<(), StorageError> {
        self.0
            .write(&[DRAFT_KEYS, DRAFTS], async |tx| {
                tx.delete(DRAFTS, key_of(row.campaign))?;
                tx.put(DRAFT_KEYS, key_of(row.campaign), row)
            })
            .await
    }

    /// Local storage reaches the disk seconds after a tap; this copy has when the call returns. A draft whose key is
    /// gone is not written back.
    pub async fn mirror_draft(
        &self,
        campaign: CampaignId,
        locked: &str,
    ) -> Result<(), StorageError> {
        self.0
            .write(&[DRAFT_KEYS, DRAFTS], async |tx| {
                let key: Option<DraftRow> = tx.get(DRAFT_KEYS, key_of(campaign)).await?;
                match key {
                    Some(_) => tx.put(DRAFTS, key_of(campaign), &locked),
                    None => Ok(()),
                }
            })
            .await
    }

    pub async fn drop_draft(&self, campaign: CampaignId) -> Result<(), StorageError> {
        self.0
            .write(&[DRAFT_KEYS, DRAFTS], async |tx| {
                tx.delete(DRAFT_KEYS, key_of(campaign))?;
                tx.delete(DRAFTS, key_of(campaign))
            })
            .await
    }

    /// Puts a sealed item in the outbox, and in the same transaction deletes the draft it was made from and the items it
    /// replaces.
    pub async fn store(
        &self,
        item: &Item,
        label: &Label,
        draft: Option<CampaignId>,
        replaced: &[ItemId],
    ) -> Result<(), StorageError> {
        self.0
            .write(&[ITEMS, LABELS, DRAFT_KEYS, DRAFTS], async |tx| {
                for id in replaced {
                    tx.delete(ITEMS, id.to_string())?;
                    tx.delete(LABELS, id.to_string())?;
                }
                put_item(tx, item, label)?;
                if let Some(campaign) = draft {
                    tx.delete(DRAFT_KEYS, key_of(campaign))?;
                    tx.delete(DRAFTS, key_of(campaign))?;
                }
                Ok(())
            })
            .await
    }

    /// What waits, as any tab left it.
    pub async fn labels(&self) -> Result<Labels, StorageError> {
        self.0.read(&[LABELS], labels).await
    }

    pub async fn items(&self, ids: &[ItemId]) -> Result<Vec<Item>, StorageError> {
        self.0
            .read(&[ITEMS], async |tx| {
                let mut items = Vec::with_capacity(ids.len());
                for id in ids {
                    items.extend(tx.get::<Item>(ITEMS, id.to_string()).await?);
                }
                Ok(items)
            })
            .await
    }

    /// After receipts: what the server holds leaves the device, what it refused is set aside, and the kit says so.
    pub async fn settle(
        &self,
        delivered: &[ItemId],
        refused: &[Refused],
        kit: Option<(&Door, &KeptKit)>,
    ) -> Result<(), StorageError> {
        self.0
            .write(&[ITEMS, LABELS, REFUSED, KITS], async |tx| {
                let aside = refused.iter().map(|refused| refused.item.id);
                for id in delivered.iter().copied().chain(aside) {
                    tx.delete(ITEMS, id.to_string())?;
                    tx.delete(LABELS, id.to_string())?;
                }
                for refused in refused {
                    tx.put(REFUSED, refused.item.id.to_string(), refused)?;
                }
                match kit {
                    Some((door, kit)) => tx.put(KITS, door.key(), kit),
                    None => Ok(()),
                }
            })
            .await
    }

    /// Puts what the server refused back among what is to be sent.
    pub async fn retry(&self, refused: &[Refused]) -> Result<(), StorageError> {
        self.0
            .write(&[ITEMS, LABELS, REFUSED], async |tx| {
                for refused in refused {
                    tx.delete(REFUSED, refused.item.id.to_string())?;
                    put_item(tx, &refused.item, &refused.label)?;
                }
                Ok(())
            })
            .await
    }
}

async fn labels(tx: &Transaction) -> Result<Labels, StorageError> {
    let all = tx.page::<Label>(LABELS, None, ALL).await?;
    Ok(all.into_iter().map(|label| (label.id, label)).collect())
}

fn put_item(tx: &Transaction, item: &Item, label: &Label) -> Result<(), StorageError> {
    tx.put(ITEMS, item.id.to_string(), item)?;
    tx.put(LABELS, item.id.to_string(), label)
}

fn key_of(campaign: CampaignId) -> String {
    campaign.to_string()
}
