//! Working days: Monday to Friday without the public holidays of the territory.

use super::{Territory, holidays::is_holiday};
use crate::Day;
use jiff::civil::Weekday;
use std::iter::successors;

pub fn is_working(day: Day, territory: Territory) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day, territory)
}

/// The day itself if it is a working day, else the first one after it.
pub fn next_working_on_or_after(day: Day, territory: Territory) -> Day {
    // The calendar's last day, a Friday, is a working day everywhere: there is always one.
    working_days(day, territory).next().unwrap_or(Day::MAX)
}

/// So many working days later. The day itself does not count, so 0 gives it back, working day or not; the calendar's last
/// day when there are fewer.
pub fn add_working_days(day: Day, days: u16, territory: Territory) -> Day {
    match (days.checked_sub(1), day.tomorrow()) {
        (None, _) => day,
        (Some(before), Ok(tomorrow)) => working_days(tomorrow, territory)
            .nth(before.into())
            .unwrap_or(Day::MAX),
        (Some(_), Err(_)) => Day::MAX,
    }
}

/// The working days from a day on, that day included.
fn working_days(from: Day, territory: Territory) -> impl Iterator<Item = Day> {
    successors(Some(from), |day| day.tomorrow().ok()).filter(move |day| is_working(*day, territory))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{calendar::shift, day};
    use proptest::prelude::*;

    fn on(text: &str) -> Day {
        day::read(text).unwrap()
    }

    #[test]
    fn a_long_weekend_is_skipped() {
        for (place, day, next) in [
            // Saturday 1 May 2027.
            (Territory::Metropole, "2027-05-01", "2027-05-03"),
            // Easter 2027: Good Friday 26 March, Monday 29 March.
            (Territory::Metropole, "2027-03-26", "2027-03-26"),
            (Territory::AlsaceMoselle, "2027-03-26", "2027-03-30"),
            (Territory::Reunion, "2027-12-20", "2027-12-21"),
            (Territory::Metropole, "2027-12-20", "2027-12-20"),
            (Territory::Metropole, "2028-02-29", "2028-02-29"),
        ] {
            assert_eq!(next_working_on_or_after(on(day), place), on(next), "{day}");
        }
    }

    #[test]
    fn days_of_work_are_counted_after_the_day() {
        for (day, days, end) in [
            ("2027-04-30", 0, "2027-04-30"),
            ("2027-04-30", 1, "2027-05-03"),
            ("2027-05-01", 1, "2027-05-03"),
            // Ascension on Thursday 6 May; 8 May is a Saturday.
            ("2027-05-05", 2, "2027-05-10"),
            ("2027-12-31", 1, "2028-01-03"),
        ] {
            let got = add_working_days(on(day), days, Territory::Metropole);
            assert_eq!(got, on(end), "{day} + {days}");
        }
    }

    #[test]
    fn the_calendar_has_an_end() {
        for territory in Territory::ALL {
            assert!(is_working(Day::MAX, territory));
            assert_eq!(next_working_on_or_after(Day::MAX, territory), Day::MAX);
            assert_eq!(add_working_days(Day::MAX, 1, territory), Day::MAX);
            assert_eq!(
                add_working_days(shift(Day::MAX, -3), 99, territory),
                Day::MAX
            );
        }
    }

    prop_compose! {
        fn places()(place in 0..Territory::ALL.len()) -> Territory {
            Territory::ALL[place]
        }
    }

    prop_compose! {
        fn days()(after in 0..12_000) -> Day {
            shift(Day::constant(2018, 1, 1), after)
        }
    }

    proptest! {
        #[test]
        fn the_next_working_day_is_the_first(day in days(), place in places()) {
            let next = next_working_on_or_after(day, place);
            prop_assert!(is_working(next, place));
            let skipped = successors(Some(day), |day| day.tomorrow().ok());
            for day in skipped.take_while(|day| *day < next) {
                prop_assert!(!is_working(day, place));
            }
            prop_assert_eq!(next_working_on_or_after(next, place), next);
        }

        #[test]
        fn working_days_add_up(day in days(), a in 0u16..60, b in 0u16..60, place in places()) {
            let end = add_working_days(day, a + b, place);
            prop_assert_eq!(add_working_days(add_working_days(day, a, place), b, place), end);
            let after = successors(Some(day), |day| day.tomorrow().ok()).skip(1);
            let worked = after.take_while(|day| *day <= end).filter(|day| is_working(*day, place));
            prop_assert_eq!(worked.count(), usize::from(a + b));
        }
    }
}
