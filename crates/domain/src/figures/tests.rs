//! Figures against independent ways to compute them.

mod results;

use super::*;
use proptest::prelude::*;

#[test]
fn wilson_matches_a_published_value() {
    // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    let rate = Rate {
        part: 81,
        whole: 263,
    };
    let interval = rate.wilson95().unwrap();
    assert!((interval.low - 0.2553).abs() < 5e-5);
    assert!((interval.high - 0.3662).abs() < 5e-5);
}

#[test]
fn no_people_have_no_rate_and_more_answers_than_people_no_interval() {
    assert_eq!(Rate::default().share(), None);
    assert_eq!(Rate::default().wilson95(), None);
    let walk_ins = Rate { part: 7, whole: 6 };
    assert_eq!(walk_ins.share(), Some(1.0), "no more than everybody");
    assert!(walk_ins.is_too_many());
    assert_eq!(walk_ins.wilson95(), None);
}

/// The bound by its definition: the shares whose score test does not reject the observed one, found by halving.
fn bound_by_score_test(rate: Rate, inside: f64, outside: f64) -> f64 {
    let (seen, n) = (
        f64::from(rate.part) / f64::from(rate.whole),
        f64::from(rate.whole),
    );
    let z = 1.959_963_984_540_054_f64;
    let rejected = |p: f64| (seen - p).powi(2) > z * z * p * (1.0 - p) / n;
    let (mut inside, mut outside) = (inside, outside);
    for _ in 0..200 {
        let middle = f64::midpoint(inside, outside);
        if rejected(middle) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    inside
}

proptest! {
    #[test]
    fn wilson_is_the_set_of_shares_the_score_test_accepts(
        whole in 1u32..3_000,
        part in 0u32..3_000,
    ) {
        let rate = Rate { part: part % (whole + 1), whole };
        let (share, interval) = (rate.share().unwrap(), rate.wilson95().unwrap());
        prop_assert!(0.0 <= interval.low && interval.low <= share);
        prop_assert!(share <= interval.high && interval.high <= 1.0);
        prop_assert!((interval.low - bound_by_score_test(rate, share, 0.0)).abs() < 1e-9);
        prop_assert!((interval.high - bound_by_score_test(rate, share, 1.0)).abs() < 1e-9);
        // The other people's interval is the mirror image.
        let others = Rate { part: whole - rate.part, whole }.wilson95().unwrap();
        prop_assert!((interval.low - (1.0 - others.high)).abs() < 1e-12);
    }

    #[test]
    fn nps_counts_each_mark_once_and_keeps_to_its_range(
        marks in proptest::collection::vec(0u32..=10, 0..60),
    ) {
        let mut nps = Nps::default();
        marks.iter().for_each(|mark| nps.count(*mark));
        prop_assert_eq!(nps.n() as usize, marks.len());
        let worth = |mark: &u32| match mark { 9 | 10 => 1.0, 7 | 8 => 0.0, _ => -1.0 };
        match nps.score() {
            None => prop_assert!(marks.is_empty()),
            Some(score) => {
                let sum: f64 = marks.iter().map(worth).sum();
                prop_assert!((score - 100.0 * sum / f64::from(nps.n())).abs() < 1e-9);
                prop_assert!((-100.0..=100.0).contains(&score));
            }
        }
    }
}
