//! The organisation's keys, and opening what was sealed to them.

use crate::Arrived;
use domain::Refusal;
use intake::{
    Payload, PrivateKey, PublicKey,
    outbox::sha256_hex,
    seal::{self, ALG, SealError},
    wire::{ITEM_BYTES_MAX, Item},
};

/// Never empty. The last one is current; items sealed to earlier ones still open.
pub struct Keys(Vec<(String, PrivateKey)>);

impl Keys {
    /// From key ids and private keys of 32 bytes; none when there is no key, or one that cannot be used.
    pub(crate) fn new(secrets: &[(String, Vec<u8>)]) -> Option<Self> {
        let keys = secrets
            .iter()
            .map(|(kid, bytes)| Some((kid.clone(), PrivateKey::from_bytes(bytes).ok()?)))
            .collect::<Option<Vec<_>>>()?;
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// The key to seal to.
    pub fn current(&self) -> (&str, PublicKey) {
        let (kid, key) = &self.0[self.0.len() - 1];
        (kid, key.public())
    }

    /// Opens a batch for the organisation with this id.
    pub(crate) fn open(&self, org: &str, items: Vec<Item>) -> Vec<Arrived> {
        let open = |item: Item| Arrived {
            sha: sha256_hex(&item.sealed),
            content: self.content(org, &item),
            item,
        };
        items.into_iter().map(open).collect()
    }

    /// What was sealed for the organisation with this id.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub(crate) fn content(&self, org: &str, item: &Item) -> Result<Payload, Refusal> {
        if item.sealed.len() > ITEM_BYTES_MAX {
            return Err(Refusal::TooLong);
        }
        if item.alg != ALG {
            return Err(Refusal::UnknownKind);
        }
        let key = self.0.iter().find(|(kid, _)| *kid == item.kid);
        let (kid, key) = key.ok_or(Refusal::UnknownReference)?;
        seal::open(key, org, kid, item.id, &item.sealed).map_err(|error| match error {
            SealError::UnknownPayload => Refusal::UnknownKind,
            SealError::BadKey | SealError::CannotOpen => Refusal::Malformed,
        })
    }
}
