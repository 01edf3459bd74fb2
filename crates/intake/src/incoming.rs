//! A batch as the server reads it: what cannot be read of one item stops none of the others.

use crate::wire::{Batch, Item, ItemStatus, Receipt};
use domain::{Refusal, ids::ItemId};
use serde::Deserialize;
use serde_json::Value;

/// A [`Batch`] with its items as far as they can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incoming {
    /// Those that can be read, in their order.
    pub items: Vec<Item>,
    /// The others, each with its place in the batch; the first place first.
    pub unreadable: Vec<(usize, ItemId)>,
    pub unsent: u32,
}

impl Incoming {
    /// # Errors
    /// When it is no batch, or an item has not even an id: then nothing of it can be answered.
    pub fn read(json: &[u8]) -> Result<Incoming, serde_json::Error> {
        #[derive(Deserialize)]
        struct Loose {
            items: Vec<Value>,
            unsent: u32,
        }
        #[derive(Deserialize)]
        struct Named {
            id: ItemId,
        }
        let error = match serde_json::from_slice::<Batch>(json) {
            Ok(batch) => return Ok(batch.into()),
            Err(error) => error,
        };
        let Ok(Loose { items, unsent }) = serde_json::from_slice(json) else {
            return Err(error);
        };
        let mut read = Incoming {
            items: Vec::with_capacity(items.len()),
            unreadable: Vec::new(),
            unsent,
        };
        for (place, item) in items.into_iter().enumerate() {
            match (Item::deserialize(&item), Named::deserialize(&item)) {
                (Ok(item), _) => read.items.push(item),
                (Err(_), Ok(Named { id })) => read.unreadable.push((place, id)),
                // The first error has its place in the text.
                (Err(_), Err(_)) => return Err(error),
            }
        }
        Ok(read)
    }

    /// Items in all.
    pub fn len(&self) -> usize {
        self.items.len() + self.unreadable.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Puts the receipts of what could not be read, which stays on its device, among those of the others.
pub fn with_unreadable(receipts: &mut Vec<Receipt>, unreadable: &[(usize, ItemId)]) {
    for (place, id) in unreadable {
        let receipt = Receipt {
            id: *id,
            status: ItemStatus::Rejected,
            // The server holds no bytes of it.
            sha256: String::new(),
            code: Some(Refusal::Malformed.code().to_owned()),
            sig: None,
        };
        receipts.insert(*place, receipt);
    }
}

impl From<Batch> for Incoming {
    fn from(batch: Batch) -> Self {
        Incoming {
            items: batch.items,
            unreadable: Vec::new(),
            unsent: batch.unsent,
        }
    }
}
