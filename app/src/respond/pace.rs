//! When the outbox driver tries again, pure.

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
    let delay = match (failures, door) {
        (0, Door::Tablet) => TABLET_MS,
        (0, Door::Link(_)) => LINK_MS,
        (n, _) => LONGEST_RETRY_MS.min(FIRST_RETRY_MS << (n - 1).min(10)),
    };
    delay / 2 + delay / 2 * u32::from(random) / 255
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn delays_double_up_to_a_bound_and_are_spread() {
        let at = |failures, random| next_turn_ms(&Door::Tablet, failures, random);
        assert!((2_400..=2_500).contains(&at(1, 0)));
        assert!((4_900..=5_000).contains(&at(1, 255)));
        assert!((9_900..=10_000).contains(&at(2, 255)));
        assert!(at(30, 255) <= LONGEST_RETRY_MS);
        assert!(at(30, 0) >= LONGEST_RETRY_MS / 2);
    }
}
