//! How long to wait after failures, pure.

/// Milliseconds until the next try after `failures` in a row, at least one: doubles from `first` up to `longest`.
pub fn back_off(first: u32, longest: u32, failures: u32, random: u8) -> u32 {
    let doubled = first.saturating_mul(1 << (failures.max(1) - 1).min(10));
    spread(doubled.min(longest), random)
}

/// From a half to the whole of a delay, so that devices that lost the same network do not come back all at once.
pub fn spread(delay: u32, random: u8) -> u32 {
    delay / 2 + delay / 2 * u32::from(random) / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_a_bound_and_are_spread() {
        let at = |failures, random| back_off(5_000, 300_000, failures, random);
        assert_eq!((at(1, 0), at(1, 255)), (2_500, 5_000));
        assert_eq!((at(2, 0), at(2, 255)), (5_000, 10_000));
        for failures in [7, 8, 30, u32::MAX] {
            assert_eq!((at(failures, 0), at(failures, 255)), (150_000, 300_000));
        }
        let apart: std::collections::BTreeSet<u32> =
            (0..=255).map(|random| at(3, random)).collect();
        assert_eq!(apart.len(), 256);
    }
}
