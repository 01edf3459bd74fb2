//! Limits on guessing passwords, in bounded memory. Failures are counted per account and over all accounts, never per
//! network address: a whole school shares one. When all accounts together fail too often, each has one try left instead
//! of ten: guessing stops, and whoever knows the password still gets in.

use crate::service::Failure;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Failures of one account within [`WINDOW`].
const FAILURES_MAX: u32 = 10;
/// The same under attack.
const FAILURES_MAX_ATTACKED: u32 = 1;
/// Failures of all accounts within [`WINDOW`] that mean an attack.
const ATTACK_FAILURES: u32 = 300;
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Accounts remembered at once.
const ACCOUNTS_MAX: usize = 10_000;

#[derive(Default)]
pub(crate) struct Attempts(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    all: Failures,
    accounts: HashMap<String, Failures>,
}

#[derive(Clone, Copy, Default)]
struct Failures {
    since: Timestamp,
    count: u32,
}

impl Failures {
    fn over(&self, now: Timestamp, max: u32) -> bool {
        self.running(now) && self.count >= max
    }

    fn running(&self, now: Timestamp) -> bool {
        now.duration_since(self.since) < WINDOW
    }

    fn add(&mut self, now: Timestamp) {
        if !self.running(now) {
            *self = Failures {
                since: now,
                count: 0,
            };
        }
        self.count += 1;
    }
}

impl Attempts {
    /// Counts a try, as a failure until [`Attempts::succeeded`] says otherwise: tries sent all at once count too.
    ///
    /// # Errors
    /// `TooManyAttempts` while this account failed too often.
    pub(crate) fn begin(&self, account: &str, now: Timestamp) -> Result<(), Failure> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let max = if counted.all.over(now, ATTACK_FAILURES) {
            FAILURES_MAX_ATTACKED
        } else {
            FAILURES_MAX
        };
        let failures = counted.accounts.get(account);
        if failures.is_some_and(|failures| failures.over(now, max)) {
            return Err(Failure::TooManyAttempts);
        }
        counted.all.add(now);
        counted.make_room(account);
        let failures = counted.accounts.entry(account.to_owned()).or_default();
        failures.add(now);
        Ok(())
    }

    pub(crate) fn succeeded(&self, account: &str) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.accounts.remove(account).is_some() {
            counted.all.count = counted.all.count.saturating_sub(1);
        }
    }
}

impl Counted {
    /// Forgets the account that failed least, the longest ago: a flood of addresses does not free one that is guessed.
    fn make_room(&mut self, account: &str) {
        if self.accounts.len() < ACCOUNTS_MAX || self.accounts.contains_key(account) {
            return;
        }
        let least = self.accounts.iter();
        let least = least.min_by_key(|(_, failures)| (failures.count, failures.since));
        if let Some(least) = least.map(|(account, _)| account.clone()) {
            self.accounts.remove(&least);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ACCOUNTS_MAX, ATTACK_FAILURES, Attempts, FAILURES_MAX, WINDOW};
    use jiff::Timestamp;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    #[test]
    fn an_account_is_closed_after_ten_failures_and_opens_again() {
        let attempts = Attempts::default();
        for _ in 0..FAILURES_MAX {
            assert!(attempts.begin("ada", NOW).is_ok());
        }
        assert!(attempts.begin("ada", NOW).is_err());
        assert!(attempts.begin("bob", NOW).is_ok());
        assert!(attempts.begin("ada", NOW + WINDOW).is_ok());
    }

    #[test]
    fn right_passwords_use_nothing_up() {
        let attempts = Attempts::default();
        for _ in 0..=ATTACK_FAILURES {
            assert!(attempts.begin("ada", NOW).is_ok());
            attempts.succeeded("ada");
        }
        assert!((0..FAILURES_MAX).all(|_| attempts.begin("bob", NOW).is_ok()));
    }

    #[test]
    fn an_attack_on_all_accounts_leaves_each_one_try() {
        let attempts = Attempts::default();
        for n in 0..ATTACK_FAILURES {
            assert!(attempts.begin(&n.to_string(), NOW).is_ok());
        }
        assert!(attempts.begin("0", NOW).is_err());
        assert!(attempts.begin("ada", NOW).is_ok());
        assert!(attempts.begin("ada", NOW).is_err());
    }

    #[test]
    fn a_flood_of_addresses_fills_no_memory_and_frees_no_account() {
        let attempts = Attempts::default();
        for _ in 0..FAILURES_MAX {
            assert!(attempts.begin("ada", NOW).is_ok());
        }
        for n in 0..ACCOUNTS_MAX + 10 {
            assert!(attempts.begin(&n.to_string(), NOW).is_ok());
        }
        assert!(attempts.begin("ada", NOW).is_err());
        assert_eq!(attempts.0.lock().unwrap().accounts.len(), ACCOUNTS_MAX);
    }
}
