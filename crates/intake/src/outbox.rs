//! The respondent's outbox machine: which items go next, and what a receipt does to each. The host stores.

use crate::wire::{BATCH_ITEMS_MAX, Batch, Item, ItemStatus, Receipt};
use domain::ids::ItemId;
use sha2::{Digest, Sha256};

/// Largest batch, in sealed bytes.
pub const BATCH_BYTES_MAX: usize = 512 * 1024;

/// What to do with an item after its receipt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The server holds these very bytes: the item no longer waits.
    Delivered(ItemId),
    /// The server refused it, or holds other bytes under this id: kept here and shown.
    Kept { item: ItemId, code: String },
}

/// The next batch of `waiting` items, oldest first, with `total` items on the device; none when nothing waits.
pub fn next_batch(waiting: &[Item], total: u32) -> Option<Batch> {
    let mut bytes = 0;
    let items: Vec<Item> = waiting
        .iter()
        .take(BATCH_ITEMS_MAX)
        .take_while(|item| {
            // The first always goes: otherwise one large item would block the queue for ever.
            let fits = bytes == 0 || bytes + item.sealed.len() <= BATCH_BYTES_MAX;
            bytes += item.sealed.len().max(1);
            fits
        })
        .cloned()
        .collect();
    let sent = u32::try_from(items.len()).unwrap_or(u32::MAX);
    (!items.is_empty()).then(|| Batch {
        items,
        unsent: total.saturating_sub(sent),
    })
}

/// What `receipt` means for `item`.
pub fn verdict(item: &Item, receipt: &Receipt) -> Verdict {
    let ours = receipt.id == item.id && receipt.sha256 == sha256_hex(&item.sealed);
    match receipt.status {
        // Quarantined items are kept by the server: they are safe there, and shown to the team.
        ItemStatus::Received | ItemStatus::Duplicate | ItemStatus::Quarantined if ours => {
            Verdict::Delivered(item.id)
        }
        _ => Verdict::Kept {
            item: item.id,
            code: receipt
                .code
                .clone()
                .unwrap_or_else(|| "malformed".to_owned()),
        },
    }
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.push(char::from(DIGITS[usize::from(byte >> 4)]));
        hex.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    hex
}
