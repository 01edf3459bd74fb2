use super::*;

#[test]
fn wilson_matches_a_published_value() {
    // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    let interval = Rate {
        part: 81,
        whole: 263,
    }
    .wilson95()
    .unwrap();
    assert!((interval.low - 0.2553).abs() < 5e-5);
    assert!((interval.high - 0.3662).abs() < 5e-5);
}
