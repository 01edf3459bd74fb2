//! The world outside, as a port: what time it is and random bytes. Tests fix both.

use domain::{Day, ids};
use intake::seal::rand_core::{TryCryptoRng, TryRng};
use jiff::{Timestamp, tz::TimeZone};
use std::convert::Infallible;
use uuid::Uuid;

pub trait Host: Send + Sync {
    fn now(&self) -> Timestamp;
    /// Fills `bytes` from a cryptographic source.
    fn fill(&self, bytes: &mut [u8]);
}

/// The real clock and the operating system's random bytes.
pub struct SystemHost;

impl Host for SystemHost {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness nothing the server does is safe; the operating systems we run on never refuse.
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
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

/// A host's randomness for libraries that ask for a generator.
pub(crate) struct HostRng<'a>(pub(crate) &'a dyn Host);

impl TryRng for HostRng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.0.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.0.bytes()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for HostRng<'_> {}
