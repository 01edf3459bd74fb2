//! Sealing (HPKE base mode, RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305). A device can seal, never open: a stolen
//! tablet reveals how many answers wait, not what they say. Contents are padded to whole KiB so that sizes tell little.

use crate::payload::Payload;
use domain::ids::ItemId;
use hpke::{
    Deserializable, Kem as _, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305,
    kdf::HkdfSha256, kem::X25519HkdfSha256,
};

pub use hpke::rand_core;

type Kem = X25519HkdfSha256;

/// The one algorithm so far, as named on the wire.
pub const ALG: &str = "hpke-x25519-sha256-chacha20poly1305";

const KEY_BYTES: usize = 32;
/// Shortest sealed item, in bytes: an encapsulated key and the tag of nothing.
pub(crate) const SEALED_BYTES_MIN: usize = KEY_BYTES + 16;
const PAD_BYTES: usize = 1024;

/// Encapsulated key followed by the ciphertext.
pub type Sealed = Vec<u8>;

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SealError {
    #[error("the organisation's key is not a valid X25519 key")]
    BadKey,
    /// Other key, other item, other organisation, or damaged bytes: they cannot be told apart.
    #[error("the item cannot be opened")]
    CannotOpen,
    #[error("the opened item is not a payload this version knows")]
    UnknownPayload,
}

/// An organisation's public key, 32 bytes.
#[derive(Clone)]
pub struct PublicKey(<Kem as hpke::Kem>::PublicKey);

/// An organisation's private key, 32 bytes. Not printable.
#[derive(Clone)]
pub struct PrivateKey(<Kem as hpke::Kem>::PrivateKey);

impl PublicKey {
    /// # Errors
    /// `BadKey` unless these are 32 bytes of a usable key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        <Kem as hpke::Kem>::PublicKey::from_bytes(bytes)
            .map(Self)
            .map_err(|_| SealError::BadKey)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }
}

impl PrivateKey {
    /// The key that 32 fresh random bytes stand for (RFC 9180, DeriveKeyPair).
    pub fn derive(random: &[u8; 32]) -> Self {
        Self(Kem::derive_keypair(random).0)
    }

    /// # Errors
    /// `BadKey` unless these are the 32 bytes of [`PrivateKey::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        <Kem as hpke::Kem>::PrivateKey::from_bytes(bytes)
            .map(Self)
            .map_err(|_| SealError::BadKey)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(Kem::sk_to_pk(&self.0))
    }
}

/// Seals a payload for organisation `org` under its key `kid`, bound to the item's id.
///
/// # Errors
/// `BadKey` when the public key cannot be used.
pub fn seal(
    key: &PublicKey,
    org: &str,
    kid: &str,
    id: ItemId,
    payload: &Payload,
    rng: &mut impl rand_core::CryptoRng,
) -> Result<Sealed, SealError> {
    let mut plain = serde_json::to_vec(payload).map_err(|_| SealError::UnknownPayload)?;
    // JSON readers skip trailing blanks.
    plain.resize(plain.len().next_multiple_of(PAD_BYTES), b' ');
    let (encapsulated, sealed) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &key.0,
            &info(org, kid),
            &plain,
            id.0.as_bytes(),
            rng,
        )
        .map_err(|_| SealError::BadKey)?;
    Ok([encapsulated.to_bytes().as_slice(), &sealed].concat())
}

/// Opens what [`seal`] made, with the same organisation, key id and item id.
///
/// # Errors
/// `CannotOpen` or `UnknownPayload`; the caller quarantines, it never drops.
pub fn open(
    key: &PrivateKey,
    org: &str,
    kid: &str,
    id: ItemId,
    sealed: &[u8],
) -> Result<Payload, SealError> {
    let (encapsulated, ciphertext) = sealed
        .split_at_checked(KEY_BYTES)
        .ok_or(SealError::CannotOpen)?;
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated)
        .map_err(|_| SealError::CannotOpen)?;
    let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        &key.0,
        &encapsulated,
        &info(org, kid),
        ciphertext,
        id.0.as_bytes(),
    )
    .map_err(|_| SealError::CannotOpen)?;
    serde_json::from_slice(&plain).map_err(|_| SealError::UnknownPayload)
}

fn info(org: &str, kid: &str) -> Vec<u8> {
    format!("boucle.intake.v1\0{org}\0{kid}").into_bytes()
}
