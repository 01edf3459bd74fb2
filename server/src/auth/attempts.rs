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
    /// # Errors
    /// `TooManyAttempts` while this account failed too often.
    pub(crate) fn check(&self, account: &str, now: Timestamp) -> Result<(), Failure> {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let max = if counted.all.over(now, ATTACK_FAILURES) {
            FAILURES_MAX_ATTACKED
        } else {
            FAILURES_MAX
        };
        let failures = counted.accounts.get(account);
        if failures.is_some_and(|failures| failures.over(now, max)) {
            return Err(Failure::TooManyAttempts);
        }
        Ok(())
    }

    pub(crate) fn failed(&self, account: &str, now: Timestamp) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.all.add(now);
        if counted.accounts.len() >= ACCOUNTS_MAX && !counted.accounts.contains_key(account) {
            counted.accounts.retain(|_, failures| failures.running(now));
            if counted.accounts.len() >= ACCOUNTS_MAX {
                return;
            }
        }
        counted
            .accounts
            .entry(account.to_owned())
            .or_default()
            .add(now);
    }

    pub(crate) fn succeeded(&self, account: &str) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.accounts.remove(account);
    }
}

#[cfg(test)]
mod tests {
    use super::{ACCOUNTS_MAX, ATTACK_FAILURES, Attempts, FAILURES_MAX, WINDOW};
    use jiff::Timestamp;

    #[test]
    fn an_account_is_closed_after_ten_failures_and_opens_again() {
        let attempts = Attempts::default();
        let now = Timestamp::UNIX_EPOCH + WINDOW * 9;
        for _ in 0..FAILURES_MAX {
            assert!(attempts.check("ada", now).is_ok());
            attempts.failed("ada", now);
        }
        assert!(attempts.check("ada", now).is_err());
        assert!(attempts.check("bob", now).is_ok());
        assert!(attempts.check("ada", now + WINDOW).is_ok());
        attempts.succeeded("ada");
        assert!(attempts.check("ada", now).is_ok());
    }

    #[test]
    fn an_attack_on_all_accounts_leaves_each_one_try_and_memory_bounded() {
        let attempts = Attempts::default();
        let now = Timestamp::UNIX_EPOCH + WINDOW * 9;
        for n in 0..ATTACK_FAILURES {
            attempts.failed(&n.to_string(), now);
        }
        assert!(attempts.check("0", now).is_err());
        assert!(attempts.check("ada", now).is_ok());
        for n in 0..ACCOUNTS_MAX + 10 {
            attempts.failed(&n.to_string(), now);
        }
        let counted = attempts.0.lock().unwrap();
        assert!(counted.accounts.len() <= ACCOUNTS_MAX);
    }
}
