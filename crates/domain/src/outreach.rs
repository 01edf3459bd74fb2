//! When people are written to: on which days again, and at which hours. A campaign's reminders are its own days, as its
//! calendar or whoever planned it set them; each is sent once, on the first hour to write from then on.

use crate::{
    Day,
    calendar::{
        Territory,
        working::{is_working, next_working_on_or_after},
    },
};
use jiff::{
    ToSpan as _,
    civil::{DateTime, Time},
};

/// Days from the opening to the reminders of a campaign that no calendar planned.
const REMINDERS: [i64; 2] = [3, 7];

/// Nobody is written to before, …
const FROM_HOUR: i8 = 8;
/// … or from then on.
const TO_HOUR: i8 = 19;

/// The first day on which the invitations of a campaign leave, when they are asked for now.
pub fn first_day(opens: Day, now: DateTime, territory: Territory) -> Day {
    let today = now.date();
    let over = opens <= today && now.hour() >= TO_HOUR;
    let from = if over {
        today.tomorrow().unwrap_or(today)
    } else {
        opens.max(today)
    };
    next_working_on_or_after(from, territory)
}

/// The reminders of a campaign that no calendar planned: none on its last day, when it is too late for most.
pub fn usual_reminders(opens: Day, closes: Day) -> Vec<Day> {
    let days = REMINDERS.map(|days| opens.saturating_add(days.days()));
    days.into_iter().filter(|day| *day < closes).collect()
}

/// The reminder to be sent today: the last one that has come since `last`, the day of the reminder that was seen to
/// before. Of several that were missed, a server being down, people get one. None once the campaign is over.
pub fn due_reminder(days: &[Day], last: Option<Day>, today: Day, closes: Day) -> Option<Day> {
    let come = days.iter().copied().filter(|day| *day <= today);
    let due = come
        .filter(|day| last.is_none_or(|last| *day > last))
        .max()?;
    (today <= closes).then_some(due)
}

/// The day on which the next reminder leaves: at the office hours of a territory, or without one at any time.
pub fn next_reminder(
    days: &[Day],
    last: Option<Day>,
    now: DateTime,
    closes: Day,
    territory: Option<Territory>,
) -> Option<Day> {
    let left = days
        .iter()
        .filter(|day| last.is_none_or(|last| **day > last));
    let leaves = left.map(|day| match territory {
        Some(territory) => first_day(*day, now, territory),
        None => (*day).max(now.date()),
    });
    let leaves = leaves.min()?;
    (leaves <= closes).then_some(leaves)
}

/// Whether people are written to at this hour of this day.
pub fn is_hour_to_write(day: Day, time: Time, territory: Territory) -> bool {
    is_working(day, territory) && (FROM_HOUR..TO_HOUR).contains(&time.hour())
}

#[cfg(test)]
mod tests {
    use super::{due_reminder, first_day, is_hour_to_write, next_reminder, usual_reminders};
    use crate::{Day, calendar::Territory, day};
    use jiff::civil::time;

    fn on(text: &str) -> Day {
        day::read(text).unwrap()
    }

    #[test]
    fn reminders_that_no_calendar_planned_end_with_the_campaign() {
        let usual = |closes| usual_reminders(on("2026-11-20"), on(closes));
        let both = [on("2026-11-23"), on("2026-11-27")];
        assert_eq!(usual("2026-12-11"), both);
        assert_eq!(usual("2026-11-28"), both);
        assert_eq!(usual("2026-11-27"), both[..1], "its last day");
        assert_eq!(usual("2026-11-25"), both[..1]);
    }

    #[test]
    fn each_reminder_is_due_once_and_missed_ones_are_one() {
        let days = [on("2026-12-01"), on("2026-11-25")];
        let due = |last: Option<&str>, today| {
            due_reminder(&days, last.map(on), on(today), on("2026-12-11"))
        };
        assert_eq!(due(None, "2026-11-24"), None);
        assert_eq!(due(None, "2026-11-25"), Some(days[1]));
        assert_eq!(due(None, "2026-11-26"), Some(days[1]), "a day late");
        assert_eq!(due(Some("2026-11-25"), "2026-11-30"), None);
        assert_eq!(due(None, "2026-12-02"), Some(days[0]), "the last alone");
        assert_eq!(due(Some("2026-12-01"), "2026-12-02"), None);
        assert_eq!(due(None, "2026-12-12"), None, "over");
    }

    #[test]
    fn the_next_reminder_leaves_on_a_working_day_while_answers_are_taken() {
        let days = [on("2026-11-28"), on("2026-12-10")];
        let next = |last: Option<&str>, now: &str, hour, closes| {
            let now = on(now).at(hour, 0, 0, 0);
            next_reminder(
                &days,
                last.map(on),
                now,
                on(closes),
                Some(Territory::Metropole),
            )
        };
        let monday = Some(on("2026-11-30"));
        assert_eq!(
            next(None, "2026-11-20", 9, "2026-12-11"),
            monday,
            "after Saturday"
        );
        assert_eq!(next(None, "2026-11-30", 9, "2026-12-11"), monday);
        let tuesday = Some(on("2026-12-01"));
        assert_eq!(
            next(None, "2026-11-30", 20, "2026-12-11"),
            tuesday,
            "too late today"
        );
        let second = Some(on("2026-12-10"));
        assert_eq!(
            next(Some("2026-11-28"), "2026-11-30", 9, "2026-12-11"),
            second
        );
        assert_eq!(
            next(None, "2026-11-28", 9, "2026-11-29"),
            None,
            "over on Monday"
        );
    }

    #[test]
    fn invitations_leave_on_the_first_working_day_that_is_not_over() {
        let first = |opens, day, hour| {
            let now = on(day).at(hour, 0, 0, 0);
            first_day(on(opens), now, Territory::Metropole)
        };
        assert_eq!(first("2026-11-20", "2026-11-20", 18), on("2026-11-20"));
        assert_eq!(first("2026-11-20", "2026-11-20", 19), on("2026-11-23"));
        assert_eq!(first("2026-11-25", "2026-11-20", 20), on("2026-11-25"));
        assert_eq!(first("2026-11-21", "2026-11-20", 9), on("2026-11-23"));
    }

    #[test]
    fn nobody_is_written_to_at_night_or_on_days_off() {
        let at = |day, hour| is_hour_to_write(on(day), time(hour, 59, 0, 0), Territory::Metropole);
        assert!(at("2026-11-20", 8) && at("2026-11-20", 18));
        assert!(!at("2026-11-20", 7) && !at("2026-11-20", 19));
        assert!(!at("2026-11-21", 10), "a Saturday");
        assert!(!at("2026-11-11", 10), "a public holiday");
    }
}
