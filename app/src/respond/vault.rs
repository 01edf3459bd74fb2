//! The device's own database: kits, sealed items, the keys of drafts. Every method that writes is one strict
//! transaction.

mod carried;
pub mod sheets;

use super::{draft::DraftKey, rounds::Rounds};
use crate::storage::{
    StorageError,
    idb::{Change, Database, Schema, stores_of},
};
use carried::BESIDE;
use domain::{
    ids::{CampaignId, ItemId},
    questionnaire::PHOTOS_MAX,
};
use intake::{
    device::{self, Door, KeptKit, Label, Labels, Refused, Rested, Settled},
    wire::Item,
};
use serde::{Deserialize, Serialize};
use sheets::SHEETS;
use std::borrow::Cow;

const KITS: &str = "kits";
const ITEMS: &str = "items";
const LABELS: &str = "labels";
const REFUSED: &str = "refused";
/// Delivered items, which stay in `items` for some time.
const RESTED: &str = "rested";
const DRAFT_KEYS: &str = "draft_keys";
const DRAFTS: &str = "drafts";
/// Photos of answers being given, locked as those are.
const PHOTOS: &str = "photos";
const META: &str = "meta";

const SCHEMA: Schema = Schema {
    name: Cow::Borrowed("boucle-r"),
    // 2: `rested`. 3: `sheets`, `photos`. 4: `beside`.
    version: 4,
    stores: &[
        KITS, ITEMS, LABELS, REFUSED, RESTED, BESIDE, DRAFT_KEYS, DRAFTS, SHEETS, PHOTOS, META,
    ],
};

/// In `meta`: set when the database is made. Without it the database is new, or was emptied.
const BORN: &str = "born";
/// In `meta`: the campaign the tablet is being handed round for.
const KIOSK: &str = "kiosk";
/// In `meta`: how it is handed round.
const ROUNDS: &str = "rounds";
/// In `meta`: the token of an enrolled tablet.
const TOKEN: &str = "token";
/// In `meta`: how many unsent items an earlier database held, 0 when nobody can tell, until a trainer has seen it.
const LOST: &str = "lost";

/// More than a device ever holds; what is beyond it is read on a later start.
const ALL: u32 = 100_000;

/// The key of an answer being given, and the way it would be sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    pub campaign: CampaignId,
    pub door: Door,
    pub key: DraftKey,
    /// How often it was taken up again. Only the tab that did so last writes it and ends it.
    #[serde(default)]
    pub turn: u32,
    /// Among the answers to the campaign that are under way on the device, each in a tab of its own.
    #[serde(default)]
    pub place: u32,
}

impl DraftRow {
    /// Where all of it is kept.
    pub fn slot(&self) -> String {
        let campaign = self.campaign.to_string();
        match self.place {
            0 => campaign,
            place => [&campaign, ".", &place.to_string()].concat(),
        }
    }
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
    pub rounds: Rounds,
    pub drafts: Vec<FoundDraft>,
    pub lost: Option<u32>,
    pub token: Option<String>,
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
                    let locked = tx.get(DRAFTS, row.slot()).await?;
                    drafts.push(FoundDraft { row, locked });
                }
                Ok(Start {
                    // An unreadable kit is like none: the server gives another.
                    kit: tx.get(KITS, door.key()).await.unwrap_or_default(),
                    labels: tx.page(LABELS, None, ALL).await?,
                    refused: tx.page(REFUSED, None, ALL).await?,
                    kiosk: tx.get(META, KIOSK).await?,
                    rounds: tx.get(META, ROUNDS).await?.unwrap_or_default(),
                    drafts,
                    lost: tx.get(META, LOST).await?,
                    token: tx.get(META, TOKEN).await?,
                })
            })
            .await
    }

    pub async fn set_kiosk(&self, campaign: Option<CampaignId>) -> Result<(), StorageError> {
        let change = match campaign {
            Some(campaign) => Change::put(META, KIOSK, &campaign)?,
            None => Change::delete(META, KIOSK),
        };
        self.0.apply(vec![change]).await
    }

    pub async fn set_rounds(&self, rounds: &Rounds) -> Result<(), StorageError> {
        self.0.apply(vec![Change::put(META, ROUNDS, rounds)?]).await
    }

    /// A tablet's new token. The kit goes: it may be another organisation's, whose items must not leave under this one. So
    /// does the way it went round: who forgot its code links it again.
    pub async fn keep_token(&self, token: &str) -> Result<(), StorageError> {
        let changes = vec![
            Change::put(META, TOKEN, &token)?,
            Change::delete(KITS, Door::Tablet.key()),
            Change::delete(META, KIOSK),
            Change::delete(META, ROUNDS),
        ];
        self.0.apply(changes).await
    }

    /// An earlier database is gone, and with it the count of what it held.
    pub async fn note_emptied(&self) -> Result<(), StorageError> {
        self.0.apply(vec![Change::put(META, LOST, &0u32)?]).await
    }

    /// Someone has seen that items were lost.
    pub async fn forget_lost(&self) -> Result<(), StorageError> {
        self.0.apply(vec![Change::delete(META, LOST)]).await
    }

    /// False, and nothing is written, where another one has the place.
    pub async fn begin_draft(&self, row: &DraftRow) -> Result<bool, StorageError> {
        let begun = Change::put(DRAFT_KEYS, row.slot(), row)?;
        match self.if_ours(Some(row), true, &[begun]).await {
            Err(StorageError::Unreadable) => Ok(false),
            other => other,
        }
    }

    /// Takes the draft away from the tab that has it: from here on it is `row` with another turn. None when it is no longer as
    /// `row` says.
    pub async fn take_up(&self, row: &DraftRow) -> Result<Option<FoundDraft>, StorageError> {
        let before = row;
        let row = DraftRow {
            turn: before.turn + 1,
            ..before.clone()
        };
        let taken = Change::put(DRAFT_KEYS, row.slot(), &row)?;
        if !self.if_ours(Some(before), false, &[taken]).await? {
            return Ok(None);
        }
        let locked = self.0.get(DRAFTS, row.slot()).await?;
        Ok(Some(FoundDraft { row, locked }))
    }

    /// Local storage reaches the disk seconds after a tap; this copy has when the call returns. As with all that is written
    /// of a draft: false, and nothing is written, when it is no longer this tab's.
    pub async fn mirror_draft(&self, row: &DraftRow, locked: &str) -> Result<bool, StorageError> {
        let copy = Change::put(DRAFTS, row.slot(), &locked)?;
        self.if_ours(Some(row), false, &[copy]).await
    }

    /// Keeps a photo of an answer being given, at its place among them.
    pub async fn keep_photo(
        &self,
        row: &DraftRow,
        place: usize,
        locked: &str,
    ) -> Result<bool, StorageError> {
        let photo = Change::put(PHOTOS, photo_key(row, place), &locked)?;
        self.if_ours(Some(row), false, &[photo]).await
    }

    pub async fn photo(
        &self,
        row: &DraftRow,
        place: usize,
    ) -> Result<Option<String>, StorageError> {
        self.0.get(PHOTOS, photo_key(row, place)).await
    }

    pub async fn drop_photo(&self, row: &DraftRow, place: usize) -> Result<bool, StorageError> {
        let gone = Change::delete(PHOTOS, photo_key(row, place));
        self.if_ours(Some(row), false, &[gone]).await
    }

    pub async fn drop_draft(&self, row: &DraftRow) -> Result<bool, StorageError> {
        self.if_ours(Some(row), false, &without_draft(row)).await
    }

    /// Puts a sealed item in the outbox, and in the same transaction deletes the draft it was made from and the items it
    /// replaces. A draft becomes one item: false when another tab has ended it, or has it now.
    pub async fn store(
        &self,
        item: &Item,
        label: &Label,
        draft: Option<&DraftRow>,
        replaced: &[ItemId],
    ) -> Result<bool, StorageError> {
        let mut changes = without_items(replaced);
        changes.extend(with_item(item, label)?);
        changes.extend(draft.map_or_else(Vec::new, without_draft));
        self.if_ours(draft, false, &changes).await
    }

    /// Changes what belongs to a draft, if it is still this tab's, or begins it where none is. The transaction itself decides
    /// between tabs: an insecure address has no locks.
    async fn if_ours(
        &self,
        draft: Option<&DraftRow>,
        begins: bool,
        changes: &[Change],
    ) -> Result<bool, StorageError> {
        // No more than it needs: the outbox is written meanwhile.
        self.0
            .write(&stores_of(changes, &[DRAFT_KEYS, META]), async |tx| {
                if let Some(row) = draft {
                    let now: Option<DraftRow> = tx.get(DRAFT_KEYS, row.slot()).await?;
                    let ours = match now {
                        Some(now) => now == *row,
                        // An emptied storage is no other tab's doing: the answer on the screen is all there is of it.
                        None => begins || tx.get::<bool>(META, BORN).await?.is_none(),
                    };
                    if !ours {
                        return Ok(false);
                    }
                }
                tx.issue(changes).map(|()| true)
            })
            .await
    }

    /// Writes; where that does not fit, once more without what was delivered: it need not be here.
    ///
    /// # Errors
    /// Those of `write`.
    pub async fn fit<T>(
        &self,
        write: impl AsyncFn() -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        match write().await {
            Err(StorageError::Quota) => {
                let rested = device::Vault::rested(self).await?;
                let ids: Vec<ItemId> = rested.iter().map(|one| one.label.id).collect();
                device::Vault::forget(self, &ids).await?;
                write().await
            }
            other => other,
        }
    }

    /// Someone was told that the server keeps these apart.
    pub async fn see_aside(&self, seen: &[Rested]) -> Result<(), StorageError> {
        self.0
            .write(&[RESTED], async |tx| {
                for one in seen {
                    let id = one.label.id.to_string();
                    if let Some(rested) = tx.get::<Rested>(RESTED, id.as_str()).await? {
                        let aside = None;
                        tx.put(RESTED, id, &Rested { aside, ..rested })?;
                    }
                }
                Ok(())
            })
            .await
    }
}

impl device::Vault for Vault {
    type Error = StorageError;

    async fn labels(&self) -> Result<Labels, StorageError> {
        self.0
            .read(&[LABELS], async |tx| tx.page(LABELS, None, ALL).await)
            .await
    }

    async fn aside(&self, door: &Door) -> Result<u32, StorageError> {
        let refused: Vec<Refused> = self
            .0
            .read(&[REFUSED], async |tx| tx.page(REFUSED, None, ALL).await)
            .await?;
        let behind = refused.iter().filter(|refused| refused.label.door == *door);
        Ok(u32::try_from(behind.count()).unwrap_or(u32::MAX))
    }

    async fn items(&self, ids: &[ItemId]) -> Result<Vec<Item>, StorageError> {
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

    async fn kit(&self, door: &Door) -> Result<Option<KeptKit>, StorageError> {
        self.0.get(KITS, door.key()).await
    }

    async fn settle(&self, settled: &Settled) -> Result<(), StorageError> {
        let mut changes = Vec::new();
        for one in &settled.delivered {
            let id = one.label.id.to_string();
            changes.push(Change::delete(LABELS, id.as_str()));
            changes.push(Change::put(RESTED, id, one)?);
        }
        for refused in &settled.refused {
            let id = refused.item.id;
            changes.extend(without_items(&[id]));
            changes.push(Change::put(REFUSED, id.to_string(), refused)?);
        }
        if let Some((door, kit)) = &settled.kit {
            changes.push(Change::put(KITS, door.key(), kit)?);
        }
        self.0
            .write(&[KITS, ITEMS, LABELS, REFUSED, RESTED], async |tx| {
                if settled.doubted.is_some() {
                    let rested = tx.page::<Rested>(RESTED, None, ALL).await?;
                    for one in settled.in_doubt(rested) {
                        tx.put(RESTED, one.label.id.to_string(), &one)?;
                    }
                }
                tx.issue(&changes)
            })
            .await
    }

    async fn rested(&self) -> Result<Vec<Rested>, StorageError> {
        self.0
            .read(&[RESTED], async |tx| tx.page(RESTED, None, ALL).await)
            .await
    }

    async fn forget(&self, ids: &[ItemId]) -> Result<(), StorageError> {
        self.0
            .write(&[ITEMS, LABELS, RESTED], async |tx| {
                for id in ids {
                    let id = id.to_string();
                    tx.delete(RESTED, id.as_str())?;
                    if tx.get::<Label>(LABELS, id.as_str()).await?.is_none() {
                        tx.delete(ITEMS, id)?;
                    }
                }
                Ok(())
            })
            .await
    }
}

fn with_item(item: &Item, label: &Label) -> Result<[Change; 2], StorageError> {
    Ok([
        Change::put(ITEMS, item.id.to_string(), item)?,
        Change::put(LABELS, item.id.to_string(), label)?,
    ])
}

fn without_items(ids: &[ItemId]) -> Vec<Change> {
    let mut changes = Vec::with_capacity(ids.len() * 3);
    for id in ids {
        for store in [ITEMS, LABELS, RESTED] {
            changes.push(Change::delete(store, id.to_string()));
        }
    }
    changes
}

fn without_draft(row: &DraftRow) -> Vec<Change> {
    let mut changes = vec![
        Change::delete(DRAFT_KEYS, row.slot()),
        Change::delete(DRAFTS, row.slot()),
    ];
    let photos = (0..PHOTOS_MAX).map(|place| photo_key(row, place));
    changes.extend(photos.map(|key| Change::delete(PHOTOS, key)));
    changes
}

fn photo_key(row: &DraftRow, place: usize) -> String {
    [&row.slot(), ".", &place.to_string()].concat()
}
