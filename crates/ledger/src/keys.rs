//! The organisation's keys: opening what was sealed to them, signing what devices keep.

use crate::{Arrived, Host, Purpose, Secret, token_hash};
use domain::{
    Refusal, bytes, campaign,
    ids::{CampaignId, OrgId},
};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use intake::{
    Payload, PhotoFile, PrivateKey, PublicKey,
    outbox::sha256_hex,
    seal::{self, ALG, SealError},
    wire::{ANSWERS_BYTES_MAX, ITEM_BYTES_MAX, Item, Receipt, Shown, receipt_text},
};
use sha2::{Digest, Sha256};
use sync::{
    hash,
    plan::Head,
    wire::{Key, SIGN_ALG, SignedHead},
};

/// Of each kind the last one is current; what was sealed to earlier ones still opens, what they signed still holds.
#[derive(Default)]
pub struct Keys {
    seal: Vec<(String, PrivateKey)>,
    sign: Vec<(String, SigningKey)>,
    /// When the last of them was made.
    latest: i64,
}

impl Keys {
    /// None when one of them cannot be used.
    pub(crate) fn new(mut secrets: Vec<Secret>) -> Option<Self> {
        secrets.sort_by(|a, b| (a.since, &a.kid).cmp(&(b.since, &b.kid)));
        let mut keys = Keys::default();
        for Secret {
            kid,
            purpose,
            private,
            since,
        } in secrets
        {
            keys.latest = since;
            match purpose {
                Purpose::Seal => keys
                    .seal
                    .push((kid, PrivateKey::from_bytes(&private).ok()?)),
                Purpose::Sign => {
                    let key: [u8; 32] = private.as_slice().try_into().ok()?;
                    keys.sign.push((kid, SigningKey::from_bytes(&key)));
                }
            }
        }
        Some(keys)
    }

    /// When the last of them was made, Unix milliseconds.
    pub(crate) fn latest(&self) -> i64 {
        self.latest
    }

    pub(crate) fn public_of(&self, kid: &str) -> Option<Vec<u8>> {
        let named = self.public().into_iter().find(|key| key.kid == kid);
        named.map(|key| key.public)
    }

    /// Whether there is one to use.
    pub(crate) fn has(&self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::Seal => !self.seal.is_empty(),
            Purpose::Sign => !self.sign.is_empty(),
        }
    }

    /// The key to seal to. There is one in every organisation that is open.
    pub fn current(&self) -> Option<(&str, PublicKey)> {
        let (kid, key) = self.seal.last()?;
        Some((kid, key.public()))
    }

    /// What anybody may know of them.
    pub fn public(&self) -> Vec<Key> {
        let key = |kid: &str, alg: &str, public: Vec<u8>| Key {
            kid: kid.to_owned(),
            alg: alg.to_owned(),
            public,
        };
        let seal = self.seal.iter();
        let seal = seal.map(|(kid, own)| key(kid, ALG, own.public().to_bytes()));
        let sign = self.sign.iter();
        let sign = sign.map(|(kid, own)| key(kid, SIGN_ALG, own.verifying_key().to_bytes().into()));
        seal.chain(sign).collect()
    }

    /// The organisation's word that its log ends so.
    pub(crate) fn sign_head(
        &self,
        org: OrgId,
        epoch: &str,
        head: &Head,
        at: String,
    ) -> Option<SignedHead> {
        let (kid, key) = self.sign.last()?;
        let mut signed = SignedHead {
            org,
            epoch: epoch.to_owned(),
            seq: head.seq,
            root: head.root(),
            chain: hash::hex(&head.chain),
            at,
            kid: kid.clone(),
            sig: Vec::new(),
        };
        signed.sig = key.sign(signed.text().as_bytes()).to_bytes().to_vec();
        Some(signed)
    }

    /// Whether one of these keys signed it.
    pub(crate) fn signed_head(&self, head: &SignedHead) -> bool {
        let mut keys = self.sign.iter();
        keys.any(|(kid, key)| {
            *kid == head.kid && verifies(key.verifying_key(), &head.text(), &head.sig)
        })
    }

    /// The organisation's word that it has an item's bytes on disk.
    pub(crate) fn sign_receipt(
        &self,
        org: OrgId,
        epoch: &str,
        receipt: &Receipt,
    ) -> Option<String> {
        let (_, key) = self.sign.last()?;
        let text = receipt_text(org, epoch, receipt.id, &receipt.sha256);
        Some(bytes::to_text(&key.sign(text.as_bytes()).to_bytes()))
    }

    /// Whether one of these keys signed it.
    pub(crate) fn signed_receipt(&self, org: OrgId, epoch: &str, shown: &Shown) -> bool {
        let text = receipt_text(org, epoch, shown.id, &shown.sha256);
        let sig = bytes::of_text(&shown.sig).unwrap_or_default();
        let mut keys = self.sign.iter();
        keys.any(|(_, key)| verifies(key.verifying_key(), &text, &sig))
    }

    /// What follows a campaign's public link in the address where its sheets are typed in: only the server can make it, and
    /// nothing need be stored. The same each time, until the organisation has another key.
    pub fn typing(&self, org: OrgId, campaign: CampaignId) -> Option<String> {
        let (_, key) = self.sign.last()?;
        Some(typing(key, org, campaign))
    }

    /// Whether [`Keys::typing`] made it, with any of the keys: what was typed behind an older one still arrives.
    pub fn made_typing(&self, org: OrgId, campaign: CampaignId, token: &str) -> bool {
        let shown = token_hash(token);
        let mut keys = self.sign.iter();
        keys.any(|(_, key)| token_hash(&typing(key, org, campaign)) == shown)
    }

    /// Opens a batch for the organisation with this id, about a tenth of a millisecond an item.
    pub fn open(&self, org: OrgId, items: Vec<Item>) -> Vec<Arrived> {
        let org = org.to_string();
        let open = |item: Item| Arrived {
            sha: sha256_hex(&item.sealed),
            content: self.content(&org, &item),
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
        let key = self.seal.iter().find(|(kid, _)| *kid == item.kid);
        let (kid, key) = key.ok_or(Refusal::UnknownReference)?;
        let opened = seal::open(key, org, kid, item.id, &item.sealed);
        let payload = opened.map_err(|error| match error {
            SealError::UnknownPayload => Refusal::UnknownKind,
            SealError::BadKey | SealError::CannotOpen => Refusal::Malformed,
        })?;
        let rest = item.sealed.len().saturating_sub(photo_bytes(&payload));
        if rest > ANSWERS_BYTES_MAX {
            return Err(Refusal::TooLong);
        }
        Ok(payload)
    }
}

fn typing(key: &SigningKey, org: OrgId, campaign: CampaignId) -> String {
    let text = format!("boucle.typing.v1\n{org}\n{campaign}");
    let digest = Sha256::digest(key.sign(text.as_bytes()).to_bytes());
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    campaign::link(half)
}

/// What its photos take up of an item: base64.
fn photo_bytes(payload: &Payload) -> usize {
    match payload {
        Payload::Answers { photos, .. } => {
            let taken = photos.iter().map(|PhotoFile(bytes)| bytes.len() * 4 / 3);
            taken.sum()
        }
        Payload::Declined { .. } | Payload::Note(_) => 0,
    }
}

/// Whether `sig` is the signature of `text` by the key with these 32 public bytes.
pub fn verify(public: &[u8], text: &str, sig: &[u8]) -> bool {
    let public = public.try_into().ok();
    let key = public.and_then(|public| VerifyingKey::from_bytes(public).ok());
    key.is_some_and(|key| verifies(key, text, sig))
}

fn verifies(key: VerifyingKey, text: &str, sig: &[u8]) -> bool {
    let sig = Signature::from_slice(sig);
    sig.is_ok_and(|sig| key.verify_strict(text.as_bytes(), &sig).is_ok())
}

impl Secret {
    /// A new key. It is named by its public half, so that no two keys ever have the same name.
    pub(crate) fn fresh(host: &dyn Host, purpose: Purpose, since: i64) -> Self {
        let random: [u8; 32] = host.bytes();
        let private = match purpose {
            Purpose::Seal => PrivateKey::derive(&random).to_bytes(),
            Purpose::Sign => random.to_vec(),
        };
        let mut secret = Secret {
            kid: String::new(),
            purpose,
            since,
            private,
        };
        let letter = match purpose {
            Purpose::Seal => 'k',
            Purpose::Sign => 's',
        };
        let name = secret.public().map(|public| sha256_hex(&public));
        secret.kid = format!(
            "{letter}{}",
            &name.unwrap_or_default().get(..8).unwrap_or_default()
        );
        secret
    }

    /// Its public half; none when these bytes are no key.
    pub fn public(&self) -> Option<Vec<u8>> {
        match self.purpose {
            Purpose::Seal => Some(
                PrivateKey::from_bytes(&self.private)
                    .ok()?
                    .public()
                    .to_bytes(),
            ),
            Purpose::Sign => {
                let key: [u8; 32] = self.private.as_slice().try_into().ok()?;
                Some(
                    SigningKey::from_bytes(&key)
                        .verifying_key()
                        .to_bytes()
                        .into(),
                )
            }
        }
    }
}
