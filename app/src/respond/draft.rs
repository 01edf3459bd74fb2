//! The answer being given, written at each tap. What is stored is encrypted with a key of its own that lies elsewhere
//! (IndexedDB) and is deleted with it: once the answer is finished, its traces open no more.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit as _,
    aead::{Aead as _, Payload},
};
use domain::{Lang, answer::Answers, ids::CampaignId};
use serde::{Deserialize, Serialize};

/// A draft nobody took up again in this time is dropped and counted as abandoned.
pub const RESET_MS: u64 = 30 * 60 * 1000;

const NONCE_BYTES: usize = 12;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Draft {
    pub campaign: CampaignId,
    pub lang: Lang,
    /// The question on the screen, from 0.
    pub at: u32,
    pub answers: Answers,
    /// Unix milliseconds by the device's clock.
    pub saved_ms: u64,
    /// That of the draft's row when it was written: a tab that has lost the answer may still write a copy.
    #[serde(default)]
    pub turn: u32,
}

impl Draft {
    /// Whether it is too old to be offered. A clock set back does not make a draft immortal.
    pub fn expired(&self, now_ms: u64) -> bool {
        self.saved_ms.abs_diff(now_ms) >= RESET_MS
    }
}

/// 32 random bytes, base64 where stored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DraftKey([u8; 32]);

impl DraftKey {
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Nonce and ciphertext as base64. `nonce` must be fresh and random each time.
    pub fn lock(&self, nonce: [u8; NONCE_BYTES], draft: &Draft) -> String {
        let plain = serde_json::to_vec(draft).unwrap_or_default();
        self.lock_bytes(nonce, draft.campaign, &plain)
    }

    /// The same, for anything else that goes with the draft.
    pub fn lock_bytes(
        &self,
        nonce: [u8; NONCE_BYTES],
        campaign: CampaignId,
        plain: &[u8],
    ) -> String {
        let payload = Payload {
            msg: plain,
            aad: campaign.0.as_bytes(),
        };
        let sealed = ChaCha20Poly1305::new(&self.0.into())
            .encrypt(&nonce.into(), payload)
            .unwrap_or_default();
        BASE64.encode([nonce.as_slice(), &sealed].concat())
    }

    /// None when it was not locked with this key for this campaign.
    pub fn open(&self, campaign: CampaignId, locked: &str) -> Option<Draft> {
        let plain = self.open_bytes(campaign, locked)?;
        // As text, like everything else that is read: a reader of bytes would be a second one in the page.
        serde_json::from_str(std::str::from_utf8(&plain).ok()?).ok()
    }

    pub fn open_bytes(&self, campaign: CampaignId, locked: &str) -> Option<Vec<u8>> {
        let bytes = BASE64.decode(locked).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload {
            msg: sealed,
            aad: campaign.0.as_bytes(),
        };
        let cipher = ChaCha20Poly1305::new(&self.0.into());
        cipher.decrypt(&(*nonce).into(), payload).ok()
    }
}

impl From<DraftKey> for String {
    fn from(key: DraftKey) -> Self {
        BASE64.encode(key.0)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("not a draft key")]
pub struct BadKey;

impl TryFrom<String> for DraftKey {
    type Error = BadKey;

    fn try_from(text: String) -> Result<Self, BadKey> {
        let bytes = BASE64.decode(text).map_err(|_| BadKey)?;
        bytes.try_into().map(Self).map_err(|_| BadKey)
    }
}
