//! The last person who signed in here, so that the workspace opens without a network. Kept in local storage, which all
//! tabs see at once.

use crate::{clock, storage::local};
use api::model::Me;
use serde::{Deserialize, Serialize};

pub const KEY: &str = "boucle.app.account";

/// How long the workspace opens without the server having confirmed who is there.
pub const OFFLINE_DAYS: u64 = 14;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Remembered {
    pub me: Me,
    /// When the server last confirmed, Unix milliseconds of this device's clock.
    pub confirmed_ms: u64,
    /// The server's public address, when it has one set.
    pub public_url: Option<String>,
}

impl Remembered {
    /// Too long ago to open without asking the server. A clock set back does not lengthen the time by much: a date in
    /// the future counts as too long ago.
    pub fn is_stale(&self, now_ms: u64) -> bool {
        let age = now_ms.checked_sub(self.confirmed_ms);
        age.is_none_or(|age| age > OFFLINE_DAYS * DAY_MS)
    }
}

pub fn last() -> Option<Remembered> {
    local::get(KEY)
}

/// The server just confirmed who is there.
pub fn confirm(me: &Me, public_url: Option<String>) {
    sign_out_heard();
    let remembered = Remembered {
        me: me.clone(),
        confirmed_ms: clock::now_ms(),
        public_url,
    };
    // Without local storage the workspace only opens online.
    let _ = local::set(KEY, &remembered);
}

/// Set while the server has not heard of a sign-out: its cookie is still good, and out of this program's reach.
const SIGN_OUT_OWED: &str = "boucle.app.sign-out-owed";

/// Signed out without a network: until the server has heard of it, nobody is taken for who its cookie says.
pub fn owe_sign_out() {
    // Without local storage nothing was remembered either.
    let _ = local::set(SIGN_OUT_OWED, &true);
}

pub fn owes_sign_out() -> bool {
    local::get(SIGN_OUT_OWED).unwrap_or_default()
}

pub fn sign_out_heard() {
    local::delete(SIGN_OUT_OWED);
}

/// Sign-out: the next person starts at the sign-in. Their work stays in their own database.
pub fn forget() {
    local::delete(KEY);
}
