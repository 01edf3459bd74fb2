//! Civil days. A date is never an instant: sessions, due dates and anonymous answers have days, in the organisation's
//! own zone (Paris is a default, not a constant).

/// A day of the civil calendar, `2026-11-21` on the wire.
pub type Day = jiff::civil::Date;

/// The calendar quarter a day falls in, as `2026-T4`: the period under which small groups are pooled.
pub fn quarter(day: Day) -> String {
    format!("{}-T{}", day.year(), (day.month() - 1) / 3 + 1)
}
