//! Payloads, keys and randomness that are the same each time.

use domain::{
    Lang,
    answer::{Answers, Channel},
    ids::{CampaignId, ItemId},
};
use intake::{
    Payload, PrivateKey,
    seal::rand_core::{TryCryptoRng, TryRng},
};
use std::convert::Infallible;
use testkit::{af_hot, day, id};

pub(crate) const ORG: &str = "0193c3a1-7e57-7abc-8def-0123456789ab";
pub(crate) const KID: &str = "k1";

pub(crate) fn key() -> PrivateKey {
    PrivateKey::derive(&[42; 32])
}

pub(crate) fn item() -> ItemId {
    ItemId(id(7))
}

pub(crate) fn answers(answers: Answers) -> Payload {
    Payload::Answers {
        campaign: CampaignId(id(3)),
        questionnaire: af_hot(),
        day: day("2026-11-20"),
        lang: Lang::Fr,
        channel: Channel::Tablet,
        answers,
        token: None,
        photos: Vec::new(),
    }
}

/// Counts (SplitMix64): only for tests, where sealing must give the same bytes each time.
pub(crate) struct Counter(pub(crate) u64);

impl TryRng for Counter {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.try_next_u64()? >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Ok(mixed ^ (mixed >> 31))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let next = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&next[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Counter {}
