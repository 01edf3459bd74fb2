//! How this tablet goes round, as staff have set it, and the code that keeps respondents out of their screens.

use super::idle::Limits;
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

const SALT_BYTES: usize = 16;

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Rounds {
    #[serde(default)]
    pub limits: Limits,
    /// What the trainer's door asks for; anybody opens it without one.
    #[serde(default)]
    pub pin: Option<Pin>,
}

/// Salt and hash of a few digits. It keeps out who holds the tablet, not who can read its storage: so few digits can all
/// be tried there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pin(String);

impl Pin {
    /// None unless `digits` are four to eight figures.
    pub fn new(salt: [u8; SALT_BYTES], digits: &str) -> Option<Pin> {
        let figures = digits.bytes().all(|sign| sign.is_ascii_digit());
        (figures && (4..=8).contains(&digits.len())).then(|| Pin(hashed(&salt, digits)))
    }

    pub fn is(&self, digits: &str) -> bool {
        let kept = BASE64.decode(&self.0).unwrap_or_default();
        let salt = kept.first_chunk::<SALT_BYTES>();
        salt.is_some_and(|salt| hashed(salt, digits) == self.0)
    }
}

fn hashed(salt: &[u8; SALT_BYTES], digits: &str) -> String {
    let hash = Sha256::new().chain_update(salt).chain_update(digits);
    BASE64.encode([salt.as_slice(), &hash.finalize()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_opens_to_its_own_digits_only_and_does_not_hold_them() {
        let pin = Pin::new([7; 16], "4021").unwrap();
        assert!(pin.is("4021"));
        assert!(!pin.is("4022") && !pin.is("") && !pin.is("04021"));
        assert!(!pin.0.contains("4021"));
        assert_ne!(Pin::new([8; 16], "4021"), Some(pin));
        for wrong in ["", "123", "123456789", "12a4", "１２３４"] {
            assert_eq!(Pin::new([7; 16], wrong), None, "{wrong}");
        }
    }
}
