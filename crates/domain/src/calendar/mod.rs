//! The calendar: public holidays of each territory, and working days.

pub mod holidays;
pub mod territory;
pub mod working;

use crate::Day;
use jiff::SignedDuration;

pub use territory::Territory;

/// So many days later, or earlier if negative. Nothing is after the calendar's last day or before its first.
fn shift(day: Day, days: i32) -> Day {
    day.saturating_add(SignedDuration::from_hours(24 * i64::from(days)))
}
