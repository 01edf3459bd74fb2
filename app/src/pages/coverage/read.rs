//! The board and the rates from what this device holds.

use crate::{
    pages::calendar::facts::with_facts,
    state::{Log, RollupsStore},
};
use domain::{
    Day,
    calendar::agenda::Facts,
    coverage::{Period, Proofs},
    ids::CampaignId,
};
use std::collections::BTreeMap;

/// Keys of the address.
pub const YEAR: &str = "year";
pub const QUARTER: &str = "quarter";

/// The year and the quarter of the address; none of the latter is the whole year.
pub fn period(get: impl Fn(&str) -> String, current: i16) -> Period {
    let year = get(YEAR).parse().unwrap_or(current);
    let quarter: Option<i8> = get(QUARTER)
        .parse()
        .ok()
        .filter(|one| (1..=4).contains(one));
    let (first, last) = quarter.map_or((1, 12), |quarter| (quarter * 3 - 2, quarter * 3));
    Period {
        from: Day::new(year, first, 1).unwrap_or_default(),
        to: Day::new(year, last, 1).unwrap_or_default().last_of_month(),
    }
}

/// What coverage is worked out of, tracked.
pub fn with_proofs<T>(
    log: Log,
    rollups: RollupsStore,
    tell: impl FnOnce(Facts<'_>, Proofs<'_>) -> T,
) -> T {
    let (solicitations, feedback) = (log.solicitations(), log.feedback());
    let solicitations: Vec<_> = solicitations
        .iter()
        .map(|row| (row.id, &row.value))
        .collect();
    let feedback: Vec<_> = feedback.iter().map(|row| (row.id, &row.value)).collect();
    let results = rollups.campaigns();
    let results = results.iter().map(|one| (one.campaign, one.response.part));
    let results: BTreeMap<CampaignId, u32> = results.collect();
    let received = |id: CampaignId| results.get(&id).copied().unwrap_or_default();
    let proofs = Proofs {
        solicitations: &solicitations,
        feedback: &feedback,
        kind_of: &|id| Some(log.service(id)?.value.kind),
        received: &received,
    };
    with_facts(log, |facts| tell(facts, proofs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_year_or_one_of_its_quarters() {
        let of = |year: &'static str, quarter: &'static str| {
            let get = move |key: &str| match key {
                YEAR => year.to_owned(),
                _ => quarter.to_owned(),
            };
            let period = period(get, 2026);
            (period.from.to_string(), period.to.to_string())
        };
        let days = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(of("", ""), days("2026-01-01", "2026-12-31"));
        assert_eq!(of("2027", "1"), days("2027-01-01", "2027-03-31"));
        assert_eq!(of("2028", "7"), days("2028-01-01", "2028-12-31"));
    }
}
