//! The file of an organisation's private keys, under a passphrase: argon2id, then ChaCha20-Poly1305. What the key is made
//! with stands in the file, so that a later program with other settings still opens it.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit as _,
    aead::{Aead as _, Payload},
};
use domain::ids::OrgId;
use ledger::{Host, Secret};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "boucle.keys.v1";
/// 256 MiB: a guess must cost much, and this file is opened once in years.
const MEMORY_KIB: u32 = 256 * 1024;
const PASSES: u32 = 3;
/// What a file may ask of the machine that opens it.
const MEMORY_KIB_MAX: u32 = 1024 * 1024;
const PASSES_MAX: u32 = 16;
/// Shortest passphrase, in characters.
pub const PASSPHRASE_MIN: usize = 12;

/// All private keys of an organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Bundle {
    pub organisation: OrgId,
    pub secrets: Vec<Secret>,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    format: String,
    organisation: OrgId,
    /// RFC 3339.
    made_at: String,
    memory_kib: u32,
    passes: u32,
    #[serde(with = "domain::bytes")]
    salt: Vec<u8>,
    #[serde(with = "domain::bytes")]
    sealed: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("this is no file of keys, or one of a newer program (keys_unknown)")]
    Unknown,
    #[error("the passphrase is another one, or the file was changed (keys_shut)")]
    Shut,
    #[error("choose a passphrase of at least {PASSPHRASE_MIN} characters (passphrase_short)")]
    Short,
}

/// # Errors
/// `Short`.
pub fn seal(
    bundle: &Bundle,
    passphrase: &str,
    made_at: String,
    host: &dyn Host,
) -> Result<Vec<u8>, KeyFileError> {
    if passphrase.chars().count() < PASSPHRASE_MIN {
        return Err(KeyFileError::Short);
    }
    let mut file = Sealed {
        format: FORMAT.to_owned(),
        organisation: bundle.organisation,
        made_at,
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        salt: host.bytes::<16>().to_vec(),
        sealed: Vec::new(),
    };
    let (cipher, nonce) = file.cipher(passphrase)?;
    let plain = serde_json::to_vec(bundle).map_err(|_| KeyFileError::Unknown)?;
    let head = file.head();
    let payload = Payload {
        msg: &plain,
        aad: head.as_bytes(),
    };
    file.sealed = cipher
        .encrypt(&nonce.into(), payload)
        .map_err(|_| KeyFileError::Unknown)?;
    serde_json::to_vec_pretty(&file).map_err(|_| KeyFileError::Unknown)
}

/// # Errors
/// `Unknown`, `Shut`.
pub fn open(bytes: &[u8], passphrase: &str) -> Result<Bundle, KeyFileError> {
    let file: Sealed = serde_json::from_slice(bytes).map_err(|_| KeyFileError::Unknown)?;
    let bounded = file.memory_kib <= MEMORY_KIB_MAX && file.passes <= PASSES_MAX;
    if file.format != FORMAT || !bounded {
        return Err(KeyFileError::Unknown);
    }
    let (cipher, nonce) = file.cipher(passphrase)?;
    let head = file.head();
    let payload = Payload {
        msg: &file.sealed,
        aad: head.as_bytes(),
    };
    let plain = cipher.decrypt(&nonce.into(), payload);
    let plain = plain.map_err(|_| KeyFileError::Shut)?;
    serde_json::from_slice(&plain).map_err(|_| KeyFileError::Unknown)
}

impl Sealed {
    /// What can be read without the passphrase and is bound to what cannot.
    fn head(&self) -> String {
        let Sealed {
            format,
            organisation,
            made_at,
            ..
        } = self;
        format!("{format}\n{organisation}\n{made_at}")
    }

    /// Key and nonce both come from the passphrase and the salt, which is another one in each file.
    fn cipher(&self, passphrase: &str) -> Result<(ChaCha20Poly1305, [u8; 12]), KeyFileError> {
        let params = Params::new(self.memory_kib, self.passes, 1, None);
        let params = params.map_err(|_| KeyFileError::Unknown)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut made = [0; 32 + 12];
        argon2
            .hash_password_into(passphrase.as_bytes(), &self.salt, &mut made)
            .map_err(|_| KeyFileError::Unknown)?;
        let (key, nonce) = made.split_at(32);
        let cipher = ChaCha20Poly1305::new_from_slice(key).map_err(|_| KeyFileError::Unknown)?;
        let nonce = nonce.try_into().map_err(|_| KeyFileError::Unknown)?;
        Ok((cipher, nonce))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bundle, KeyFileError, open, seal};
    use crate::service::SystemHost;
    use domain::ids::OrgId;
    use ledger::{Purpose, Secret};

    #[test]
    fn keys_come_back_with_the_passphrase_and_only_unchanged() {
        let secret = Secret {
            kid: "k1".to_owned(),
            purpose: Purpose::Seal,
            since: 7,
            private: vec![7; 32],
        };
        let bundle = Bundle {
            organisation: OrgId(testkit::id(1)),
            secrets: vec![secret],
        };
        let at = "2026-11-22T10:00:00Z".to_owned();
        let short = seal(&bundle, "trop courte", at.clone(), &SystemHost);
        assert_eq!(short, Err(KeyFileError::Short));
        let words = "quatre mots pris au hasard";
        let file = seal(&bundle, words, at, &SystemHost).unwrap();
        assert_eq!(open(&file, words), Ok(bundle));
        assert_eq!(open(&file, "d’autres mots"), Err(KeyFileError::Shut));
        let text = String::from_utf8(file).unwrap();
        let earlier = text.replace("2026-11-22", "2026-11-21");
        assert_eq!(open(earlier.as_bytes(), words), Err(KeyFileError::Shut));
        let newer = text.replace("keys.v1", "keys.v2");
        assert_eq!(open(newer.as_bytes(), words), Err(KeyFileError::Unknown));
        let greedy = text.replace("262144", "4000000000");
        assert_eq!(open(greedy.as_bytes(), words), Err(KeyFileError::Unknown));
    }
}
