//! Terms (*trimestres*) of apprenticeships: three in a school year, each asked about once, towards its end.

use super::days_between;
use crate::Day;

/// First day and day of asking, as month and day: before the holidays, when everybody is still at the centre.
const TERMS: [[(i8, i8); 2]; 3] = [[(1, 1), (3, 31)], [(4, 1), (6, 30)], [(9, 1), (12, 15)]];

/// A shorter piece of a term, at the beginning or end of the session, is not asked about.
const DAYS_MIN: i32 = 30;

/// The day on which each term of a session is asked about: the session's last if it ends before.
pub(super) fn terms(starts: Day, ends: Day) -> Vec<Day> {
    let years = starts.year()..=ends.year();
    years
        .flat_map(|year| TERMS.map(|term| term.map(|(month, day)| Day::new(year, month, day))))
        .filter_map(|[begins, asked]| {
            let (begins, asked) = (begins.ok()?.max(starts), asked.ok()?.min(ends));
            (days_between(begins, asked) + 1 >= DAYS_MIN).then_some(asked)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day;

    #[test]
    fn a_term_is_asked_about_once_if_a_month_of_it_was_under_way() {
        for (starts, ends, asked) in [
            // A school year; the same begun late and broken off early.
            (
                "2026-09-01",
                "2027-08-31",
                "2026-12-15 2027-03-31 2027-06-30",
            ),
            ("2026-11-20", "2027-05-14", "2027-03-31 2027-05-14"),
            // The last days of a session are no term.
            ("2026-09-01", "2027-01-08", "2026-12-15"),
            ("2026-12-16", "2027-01-29", ""),
            ("2026-12-16", "2027-01-30", "2027-01-30"),
            // Summer.
            ("2027-07-01", "2027-08-31", ""),
        ] {
            let [from, to] = [starts, ends].map(|text| day::read(text).unwrap());
            let got: Vec<String> = terms(from, to).into_iter().map(day::text).collect();
            assert_eq!(got.join(" "), asked, "{starts} to {ends}");
        }
    }
}
