//! The world outside, as a port: what time it is, random bytes, and pauses. Tests fix all three.

use domain::{Day, ids};
use jiff::{Timestamp, Unit, tz::TimeZone};
use std::{future::Future, pin::Pin, time::Duration};
use uuid::Uuid;

pub type Pause<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

pub trait Host: Send + Sync {
    fn now(&self) -> Timestamp;
    /// Fills `bytes` from a cryptographic source.
    fn fill(&self, bytes: &mut [u8]);
    /// Ends once `time` has passed.
    fn pause(&self, time: Duration) -> Pause<'_>;
}

impl dyn Host + '_ {
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// An id without time in it.
    pub fn random_id(&self) -> Uuid {
        ids::random_id(self.bytes())
    }

    /// An id that sorts by time.
    pub fn ordered_id(&self) -> Uuid {
        let ms = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        ids::ordered_id(ms, self.bytes())
    }

    /// The civil day in `zone`.
    pub fn today(&self, zone: &TimeZone) -> Day {
        self.now().to_zoned(zone.clone()).date()
    }
}

/// An instant as the log and the API write it: RFC 3339, milliseconds.
pub fn instant(at: Timestamp) -> String {
    at.round(Unit::Millisecond).unwrap_or(at).to_string()
}

/// How long to wait before an attempt that follows `attempt` failed ones: from about 2 ms to about a quarter of a second,
/// each by `chance` up to twice as long, so that two writers do not meet again.
pub fn backoff(attempt: u32, chance: u8) -> Duration {
    let base_ms = 2u64 << attempt.min(7);
    Duration::from_millis(base_ms + u64::from(chance) * base_ms / 256)
}
