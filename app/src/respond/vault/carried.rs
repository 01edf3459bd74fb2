//! What leaves a tablet as a file and comes in from another's, and what goes back into the outbox. A file may hold other
//! bytes under an id that is known here, as when one of two copies was damaged on its way: nobody but the server can tell which
//! is good, so both are kept, and go out one after the other. All of it is in the part for staff.

use super::{ALL, ITEMS, LABELS, REFUSED, RESTED, Vault, with_item};
use crate::storage::{StorageError, idb::Transaction};
use intake::{
    device::{CarriedItem, Door, Label, Refused, Rested},
    outbox::sha256_hex,
    wire::Item,
};
use serde::{Deserialize, Serialize};

/// By id, items whose place in the outbox another has, or had last.
pub(super) const BESIDE: &str = "beside";
const OF_ITEMS: &[&str] = &[ITEMS, LABELS, REFUSED, RESTED, BESIDE];

#[derive(Serialize, Deserialize)]
struct Beside {
    item: Item,
    label: Label,
    /// It had the place, and the server has it.
    sent: bool,
}

impl Vault {
    /// All that waits or was refused behind the tablet's door for `org`, without the way it would have been sent.
    pub async fn unsent(&self, org: &str) -> Result<Vec<CarriedItem>, StorageError> {
        let mut unsent = Vec::new();
        let mut add = |item, label: Label| {
            if label.door == Door::Tablet && label.org == org {
                let what = label.what;
                unsent.push(CarriedItem { item, what });
            }
        };
        self.0
            .read(OF_ITEMS, async |tx| {
                for label in tx.page::<Label>(LABELS, None, ALL).await? {
                    if let Some(item) = tx.get(ITEMS, label.id.to_string()).await? {
                        add(item, label);
                    }
                }
                for Refused { item, label, .. } in tx.page(REFUSED, None, ALL).await? {
                    add(item, label);
                }
                let beside: Vec<Vec<Beside>> = tx.page(BESIDE, None, ALL).await?;
                for one in beside.into_iter().flatten().filter(|one| !one.sent) {
                    add(one.item, one.label);
                }
                Ok(())
            })
            .await?;
        Ok(unsent)
    }

    /// Puts another tablet's items in this one's outbox; those it has or had, byte for byte, are left as they are. The answer is
    /// how many are new, and those are on disk.
    pub async fn take_in(&self, org: &str, items: &[CarriedItem]) -> Result<u32, StorageError> {
        self.0
            .write(OF_ITEMS, async |tx| {
                let refused: Vec<Refused> = tx.page(REFUSED, None, ALL).await?;
                let mut new = 0;
                for CarriedItem { item, what } in items {
                    if refused.iter().any(|one| one.item == *item) {
                        continue;
                    }
                    let label = Label {
                        id: item.id,
                        org: org.to_owned(),
                        door: Door::Tablet,
                        what: what.clone(),
                        day: None,
                        abandoned: false,
                    };
                    new += u32::from(enter(tx, item, &label).await?);
                }
                Ok(new)
            })
            .await
    }

    /// Puts what the server refused back among what is to be sent.
    pub async fn retry(&self, refused: &[Refused]) -> Result<(), StorageError> {
        self.0
            .write(OF_ITEMS, async |tx| {
                for Refused { item, label, .. } in refused {
                    for key in [item.id.to_string(), apart(item)] {
                        let here: Option<Refused> = tx.get(REFUSED, key.as_str()).await?;
                        if here.is_some_and(|here| here.item == *item) {
                            tx.delete(REFUSED, key)?;
                        }
                    }
                    enter(tx, item, label).await?;
                }
                Ok(())
            })
            .await
    }

    /// Puts what waits beside items that are no longer waiting in their place; whether there was any. What is no longer kept
    /// here goes from beside it too.
    pub async fn turn_beside(&self) -> Result<bool, StorageError> {
        self.0
            .write(OF_ITEMS, async |tx| {
                let mut turned = false;
                let beside: Vec<Vec<Beside>> = tx.page(BESIDE, None, ALL).await?;
                for others in beside {
                    if let Some(first) = others.first() {
                        let id = first.item.id.to_string();
                        turned |= turn(tx, &id, others).await?;
                    }
                }
                Ok(turned)
            })
            .await
    }
}

/// Puts an item in the outbox, or beside the one that has its id with other bytes; false when it is here already.
async fn enter(tx: &Transaction, item: &Item, label: &Label) -> Result<bool, StorageError> {
    let id = item.id.to_string();
    let here: Option<Item> = tx.get(ITEMS, id.as_str()).await?;
    let beside: Option<Vec<Beside>> = tx.get(BESIDE, id.as_str()).await?;
    let mut others = beside.unwrap_or_default();
    if here.as_ref() == Some(item) || others.iter().any(|one| one.item == *item) {
        return Ok(false);
    }
    if here.is_none() {
        place(tx, item, label).await?;
        return Ok(true);
    }
    others.push(Beside {
        item: item.clone(),
        label: label.clone(),
        sent: false,
    });
    tx.put(BESIDE, id.as_str(), &others)?;
    turn(tx, &id, others).await?;
    Ok(true)
}

/// One of `others` that waits gets the place of this id, unless what has it waits too; whether it did.
async fn turn(tx: &Transaction, id: &str, mut others: Vec<Beside>) -> Result<bool, StorageError> {
    if tx.get::<Label>(LABELS, id).await?.is_some() {
        return Ok(false);
    }
    let here: Option<Item> = tx.get(ITEMS, id).await?;
    let Some(at) = others.iter().position(|one| !one.sent) else {
        if here.is_none() {
            tx.delete(BESIDE, id)?;
        }
        return Ok(false);
    };
    let next = others.swap_remove(at);
    let rested: Option<Rested> = tx.get(RESTED, id).await?;
    if let Some((item, rested)) = here.zip(rested) {
        others.push(Beside {
            item,
            label: rested.label,
            sent: true,
        });
        tx.delete(RESTED, id)?;
    }
    tx.put(BESIDE, id, &others)?;
    place(tx, &next.item, &next.label).await?;
    Ok(true)
}

/// Gives an item the place of its id. Should it be refused as another was, both are kept.
async fn place(tx: &Transaction, item: &Item, label: &Label) -> Result<(), StorageError> {
    let id = item.id.to_string();
    if let Some(refused) = tx.get::<Refused>(REFUSED, id.as_str()).await? {
        tx.put(REFUSED, apart(&refused.item), &refused)?;
        tx.delete(REFUSED, id)?;
    }
    tx.issue(&with_item(item, label)?)
}

/// The key of an item that others have the id of.
fn apart(item: &Item) -> String {
    [&item.id.to_string(), ".", &sha256_hex(&item.sealed)].concat()
}
