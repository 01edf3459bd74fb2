//! The server's outside world: virtual time from a fixed morning on, seeded chance, pauses of virtual time.

use crate::{Chance, Clock};
use jiff::{SignedDuration, Timestamp};
use ledger::{Host, Pause};
use std::time::Duration;

/// Friday 20 November 2026, 08:00 in Paris.
pub(crate) const MORNING_MS: i64 = 1_795_158_000_000;

pub(crate) struct SimHost {
    pub clock: Clock,
    pub chance: Chance,
}

impl Host for SimHost {
    fn now(&self) -> Timestamp {
        let since = SignedDuration::from_millis(self.clock.now_ms().cast_signed());
        let morning = Timestamp::from_millisecond(MORNING_MS).unwrap_or_default();
        morning.checked_add(since).unwrap_or(morning)
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.chance.fill(bytes);
    }

    fn pause(&self, time: Duration) -> Pause<'_> {
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Box::pin(self.clock.sleep(ms))
    }
}
