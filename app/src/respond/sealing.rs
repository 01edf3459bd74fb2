//! From a finished payload to a frozen item in the outbox.

use super::{
    state::Respond,
    vault::{DraftRow, Vault},
};
use crate::{clock, random, storage::StorageError};
use domain::ids::ItemId;
use intake::{
    Payload, PublicKey, SealError,
    device::{Asked, Door, Label, What},
    seal::{ALG, seal},
    wire::{Item, Kit},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Seals `payload` to the organisation of `kit` under a fresh random id, and labels it.
///
/// # Errors
/// `BadKey` when the kit's key cannot be used.
pub fn freeze(kit: &Kit, door: Door, payload: &Payload) -> Result<(Item, Label), SealError> {
    let id = random::item_id();
    let key = PublicKey::from_bytes(&kit.public_key)?;
    let sealed = seal(&key, &kit.org, &kit.kid, id, payload, &mut random::rng())?;
    let item = Item {
        id,
        alg: ALG.to_owned(),
        kid: kit.kid.clone(),
        sealed,
    };
    let what = match payload {
        Payload::Answers { campaign, .. } => What::Answer(*campaign),
        Payload::Declined { campaign, .. } => What::Declined(*campaign),
        Payload::Note(note) => What::Note(note.clone()),
    };
    let org = kit.org.clone();
    let label = Label {
        id,
        org,
        door,
        what,
        day: Some(clock::today()),
        abandoned: matches!(
            payload,
            Payload::Declined {
                abandoned: true,
                ..
            }
        ),
    };
    Ok((item, label))
}

impl Respond {
    /// What a command that stores something needs; none while another is at it. The caller clears `busy`.
    pub(super) fn ready(self) -> Option<(Vault, Arc<Asked>)> {
        let ready = self.vault().zip(self.asked())?;
        let mut person = self.person.write();
        (!std::mem::replace(&mut person.busy, true)).then_some(ready)
    }

    /// Seals `payload` and puts it in the outbox; `draft` goes in the same transaction, and so does an earlier note on the
    /// same session that has not left yet. None when the draft was another tab's by then.
    pub(super) async fn store(
        self,
        vault: &Vault,
        kit: &Kit,
        payload: &Payload,
        draft: Option<&DraftRow>,
    ) -> Result<Option<ItemId>, StorageError> {
        let (item, label) = freeze(kit, self.door(), payload)
            .map_err(|error| StorageError::Other(error.to_string()))?;
        let replaced = self.replaced_by(payload);
        let store = async || vault.store(&item, &label, draft, &replaced).await;
        if !vault.fit(store).await? {
            return Ok(None);
        }
        self.stored(label, &replaced);
        Ok(Some(item.id))
    }

    /// An item is in the outbox, in the place of others.
    pub(super) fn stored(self, label: Label, replaced: &[ItemId]) {
        let mut labels = self.device.read_untracked().labels.clone();
        labels.retain(|label| !replaced.contains(&label.id));
        labels.push(label);
        self.show_labels(labels);
        let full = self.device.read_untracked().full;
        if full {
            self.device.write().full = false;
        }
    }

    fn replaced_by(self, payload: &Payload) -> Vec<ItemId> {
        let Payload::Note(new) = payload else {
            return Vec::new();
        };
        let same = |what: &What| matches!(what, What::Note(old) if old.session == new.session);
        let device = self.device.read_untracked();
        let waiting = device.labels.iter().filter(|label| same(&label.what));
        waiting.map(|label| label.id).collect()
    }
}
