//! Delivered items stay for some time, and never many: the oldest go first.

use domain::ids::{CampaignId, ItemId};
use intake::device::{
    Door, Label, RESTED_BYTES_MAX, RESTED_DAYS, RESTED_MAX, Rested, What, surplus,
};
use proptest::prelude::*;
use testkit::id;

fn rested(number: usize, day: u32, bytes: u32) -> Rested {
    Rested {
        label: Label {
            id: ItemId(id(number as u128)),
            org: "atelier".to_owned(),
            door: Door::Tablet,
            what: What::Declined(CampaignId(id(1))),
            day: None,
            abandoned: false,
        },
        epoch: None,
        day,
        bytes,
        aside: None,
    }
}

#[test]
fn a_clock_set_back_lets_nothing_go() {
    assert_eq!(surplus(vec![rested(1, 20_010, 1)], 20_000), []);
}

proptest! {
    #[test]
    fn what_stays_is_young_and_fits_and_nothing_older_stays(
        days in proptest::collection::vec(0u32..40, 0..2_300),
        bytes in 1u32..8_000,
    ) {
        let today = 20_040;
        let all: Vec<Rested> = days
            .iter()
            .enumerate()
            .map(|(number, day)| rested(number, 20_000 + day, bytes))
            .collect();
        let gone = surplus(all.clone(), today);
        let (left, dropped): (Vec<_>, Vec<_>) =
            all.iter().partition(|one| !gone.contains(&one.label.id));
        prop_assert_eq!(dropped.len(), gone.len());
        prop_assert!(left.len() <= RESTED_MAX);
        prop_assert!(left.len() as u64 * u64::from(bytes) <= RESTED_BYTES_MAX);
        prop_assert!(left.iter().all(|one| today - one.day < RESTED_DAYS));
        let oldest = left.iter().map(|one| one.day).min().unwrap_or(0);
        let young = dropped.iter().filter(|one| today - one.day < RESTED_DAYS);
        prop_assert!(young.clone().all(|one| one.day <= oldest));
        // No more than needed.
        if young.count() > 0 {
            let more = left.len() as u64 + 1;
            prop_assert!(more > RESTED_MAX as u64 || more * u64::from(bytes) > RESTED_BYTES_MAX);
        }
    }
}
