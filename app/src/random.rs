//! Random bytes from the browser. `crypto.getRandomValues` works on insecure addresses too, unlike `randomUUID`.

use domain::ids::{ItemId, random_id};
use getrandom::{SysRng, rand_core::UnwrapErr};

/// `N` fresh random bytes.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("every browser that runs wasm has getRandomValues");
    bytes
}

/// The source that sealing draws from.
pub fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// The id of a new sealed item: random, so that it holds no time.
pub fn item_id() -> ItemId {
    ItemId(random_id(bytes()))
}
