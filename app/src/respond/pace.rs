//! When the outbox driver tries again, pure.

use crate::net::pace::{back_off, spread};
use intake::device::Door;

/// A tablet calls this often even with nothing to send, so that the team sees it is alive.
const TABLET_MS: u32 = 120_000;
/// A phone has nothing to say between two answers.
const LINK_MS: u32 = 900_000;
const FIRST_RETRY_MS: u32 = 5_000;
const LONGEST_RETRY_MS: u32 = 300_000;

/// Milliseconds to the next turn after `failures` turns in a row without an answer. `random` spreads forty tablets that
/// lost the same network over a half to the whole of the delay.
pub fn next_turn_ms(door: &Door, failures: u32, random: u8) -> u32 {
    match (failures, door) {
        (0, Door::Tablet) => spread(TABLET_MS, random),
        (0, Door::Link(_)) => spread(LINK_MS, random),
        (n, _) => back_off(FIRST_RETRY_MS, LONGEST_RETRY_MS, n, random),
    }
}
