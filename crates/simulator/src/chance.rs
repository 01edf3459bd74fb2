//! The one source of chance: everything a seed does comes from here, in the order it is asked for.

use rand_pcg::{
    Pcg64,
    rand_core::{Rng, SeedableRng},
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Clones draw from the same stream. `Send` for the server's ports.
#[derive(Clone)]
pub(crate) struct Chance(Arc<Mutex<Pcg64>>);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Pcg64::seed_from_u64(seed))))
    }

    fn draw(&self) -> MutexGuard<'_, Pcg64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn fill(&self, bytes: &mut [u8]) {
        self.draw().fill_bytes(bytes);
    }

    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// From 0 up to but not including `end`, which is not 0. The small bias of a remainder does not matter here.
    pub(crate) fn below(&self, end: u64) -> u64 {
        self.draw().next_u64() % end
    }

    /// From `low` up to and including `high`.
    pub(crate) fn between(&self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    pub(crate) fn one_in(&self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.below(from.len().max(1) as u64)).ok()?;
        from.get(index)
    }
}
