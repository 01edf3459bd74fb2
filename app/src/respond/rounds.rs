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
    /// Wrong codes typed since the last right one.
    #[serde(default)]
    pub wrong: u32,
}

/// Wrong codes that nobody waits after.
const FREE: u32 = 2;
/// After the next one; each further one doubles it, up to the longest.
const WAIT_S: u32 = 15;
const WAIT_S_MAX: u32 = 300;

impl Rounds {
    /// Seconds to wait before another code is tried, so long after the last one or after the page was opened: to open it
    /// anew begins the wait anew, and no clock that somebody sets shortens or lengthens it.
    pub fn wait_s(&self, since_s: u32) -> u32 {
        let Some(doublings) = self.wrong.checked_sub(FREE + 1) else {
            return 0;
        };
        let longer = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
        let whole = WAIT_S.saturating_mul(longer).min(WAIT_S_MAX);
        whole.saturating_sub(since_s)
    }
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
    fn each_wrong_code_after_the_second_is_waited_for_longer_up_to_five_minutes() {
        let wait = |wrong, since_s| {
            let rounds = Rounds {
                wrong,
                ..Rounds::default()
            };
            rounds.wait_s(since_s)
        };
        let waits: Vec<u32> = (0..9).map(|wrong| wait(wrong, 0)).collect();
        assert_eq!(waits, [0, 0, 0, 15, 30, 60, 120, 240, 300]);
        assert_eq!(wait(u32::MAX, 0), 300, "never longer");
        assert_eq!((wait(4, 12), wait(4, 30), wait(4, u32::MAX)), (18, 0, 0));
    }

    #[test]
    fn what_was_kept_before_wrong_codes_were_counted_is_read() {
        let kept = r#"{"limits":{"warn_s":45,"reset_s":75},"pin":null}"#;
        assert_eq!(serde_json::from_str::<Rounds>(kept).unwrap().wrong, 0);
    }

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
