//! The world outside, as the ledger's port asks for it.

use intake::seal::rand_core::{TryCryptoRng, TryRng};
use jiff::Timestamp;
use ledger::{Host, Pause};
use std::{convert::Infallible, time::Duration};

/// The real clock, the operating system's random bytes, pauses of the runtime.
pub struct SystemHost;

impl Host for SystemHost {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness nothing the server does is safe; the operating systems we run on never refuse.
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }

    fn pause(&self, time: Duration) -> Pause<'_> {
        Box::pin(tokio::time::sleep(time))
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
