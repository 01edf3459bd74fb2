//! The calendar: public holidays of each territory, working days, and which survey is due when.

pub mod agenda;
pub mod cadence;
pub mod holidays;
pub mod moved;
pub mod plan;
mod terms;
pub mod territory;
pub mod working;

use crate::{Day, day};
use jiff::SignedDuration;

pub use territory::Territory;

/// So many days later, or earlier if negative. Nothing is after the calendar's last day or before its first.
pub fn shift(day: Day, days: i32) -> Day {
    day.saturating_add(SignedDuration::from_hours(24 * i64::from(days)))
}

/// Days moved along with the opening of a survey: as far from the new one as they were from the old, if it is still open
/// on the day after.
pub fn shift_to(days: &[Day], old: Day, (opens, closes): (Day, Day)) -> Vec<Day> {
    let moved = days.iter().map(|day| shift(opens, days_between(old, *day)));
    moved.filter(|day| opens < *day && *day < closes).collect()
}

/// Days from one to the other: 0 on the same day, negative when `to` is earlier.
pub(crate) fn days_between(from: Day, to: Day) -> i32 {
    day::number(to) - day::number(from)
}
