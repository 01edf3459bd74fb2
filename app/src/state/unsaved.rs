//! What somebody typed into a form and has not saved: on this device at every letter, so that a reload loses none of it. No
//! other account here sees it, and it goes with what the device keeps of the account.

use super::{account::Account, writing::slots};
use crate::storage::local;
use serde::{Serialize, de::DeserializeOwned};

/// Where the words of one form are.
#[derive(Clone)]
pub struct Unsaved(String);

impl Unsaved {
    pub fn of(account: Account, form: &str) -> Self {
        Self(format!("{}{form}", slots(account)))
    }

    /// None when nothing was left, or by a version whose form was another.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        local::get(&self.0)
    }

    pub fn keep<T: Serialize>(&self, typed: &T) {
        // Without local storage it lasts as long as its page.
        let _ = local::set(&self.0, typed);
    }

    pub fn forget(&self) {
        local::delete(&self.0);
    }
}
