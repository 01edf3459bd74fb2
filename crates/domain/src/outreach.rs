//! When people are written to: on which days again, and at which hours.

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

/// Days after the opening on which those who have not answered are asked again, where nobody chose others.
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

/// The days of reminders of a campaign whose invitations go out on `asked`: only days after that, up to its last.
pub fn reminder_days(chosen: &[Day], opens: Day, asked: Day, closes: Day) -> Vec<Day> {
    let usual = REMINDERS.map(|days| opens.saturating_add(days.days()));
    let days = if chosen.is_empty() {
        &usual[..]
    } else {
        chosen
    };
    let mut days: Vec<Day> = days.to_vec();
    days.sort();
    days.dedup();
    days.retain(|day| *day > asked && *day <= closes);
    days
}

/// Whether people are written to at this hour of this day.
pub fn is_hour_to_write(day: Day, time: Time, territory: Territory) -> bool {
    is_working(day, territory) && (FROM_HOUR..TO_HOUR).contains(&time.hour())
}

#[cfg(test)]
mod tests {
    use super::{first_day, is_hour_to_write, reminder_days};
    use crate::{Day, calendar::Territory, day};
    use jiff::civil::time;

    fn on(text: &str) -> Day {
        day::read(text).unwrap()
    }

    #[test]
    fn reminders_follow_the_invitation_and_end_with_the_campaign() {
        let (opens, closes) = (on("2026-11-20"), on("2026-12-11"));
        let days = |chosen: &[Day], asked, closes| reminder_days(chosen, opens, on(asked), closes);
        let usual = [on("2026-11-23"), on("2026-11-27")];
        assert_eq!(days(&[], "2026-11-20", closes), usual);
        assert_eq!(days(&[], "2026-11-23", closes), usual[1..]);
        assert_eq!(days(&[], "2026-11-20", on("2026-11-25")), usual[..1]);
        let chosen = [on("2026-12-01"), on("2026-11-25"), on("2026-12-01")];
        let sorted = [on("2026-11-25"), on("2026-12-01")];
        assert_eq!(days(&chosen, "2026-11-20", closes), sorted);
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
