//! Civil days. A date is never an instant: sessions, due dates and anonymous answers have days, in the organisation's
//! own zone (Paris is a default, not a constant).

use crate::Refusal;

/// A day of the civil calendar, `2026-11-21` on the wire.
pub type Day = jiff::civil::Date;

/// The years in which sessions, surveys and due dates lie. Any other is a typing error: 0226, 20266.
pub const YEARS: std::ops::Range<i16> = 2000..2100;

/// # Errors
/// `DayOutOfRange`.
pub fn check(day: Day) -> Result<(), Refusal> {
    let near = YEARS.contains(&day.year());
    near.then_some(()).ok_or(Refusal::DayOutOfRange)
}

/// The calendar quarter a day falls in, as `2026-T4`: the period under which small groups are pooled.
pub fn quarter(day: Day) -> String {
    format!("{}-T{}", day.year(), (day.month() - 1) / 3 + 1)
}

/// The first day of the calendar quarter a day falls in: all that is left of the day of a pooled answer.
pub fn first_of_quarter(day: Day) -> Day {
    let month = (day.month() - 1) / 3 * 3 + 1;
    Day::new(day.year(), month, 1).unwrap_or(day)
}

/// Days since 1 March of the year 0: two of them subtract to the days between. The calendar library's own difference words
/// every mistake that a span of hours could make: 30 kB on the way to the first question.
pub fn number(day: Day) -> i32 {
    // Years that begin in March have their leap day at the end.
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month + 2) / 5 + i32::from(day.day()) - 1
}

/// Reads `2026-11-21` and nothing else.
pub fn read(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |sum, digit| {
            digit
                .is_ascii_digit()
                .then(|| sum * 10 + i16::from(digit - b'0'))
        })
    };
    let (year, month, day) = (
        number(&bytes[..4])?,
        number(&bytes[5..7])?,
        number(&bytes[8..])?,
    );
    Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day as a form has it.
///
/// # Errors
/// `Required`, `NotADate`; `DayOutOfRange` also for a year of five figures, which browsers let people type.
pub fn typed(text: &str) -> Result<Day, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::Required);
    }
    let year = text.split('-').next().unwrap_or_default();
    let many = year.len() > 4 && year.bytes().all(|digit| digit.is_ascii_digit());
    match read(text) {
        Some(day) => check(day).map(|()| day),
        None if many => Err(Refusal::DayOutOfRange),
        None => Err(Refusal::NotADate),
    }
}

/// `2026-11-21`, as [`read`] takes it.
pub fn text(day: Day) -> String {
    let (year, month, day) = (day.year(), day.month(), day.day());
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days on the wire: `#[serde(with = "domain::day::wire")]`. The same text as the calendar library's own, whose reader
/// knows every form of date and words every mistake: 80 kB on the way to the first question.
pub mod wire {
    use super::Day;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(day: &Day, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&super::text(*day))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        super::read(&text).ok_or_else(|| D::Error::custom("not a day"))
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    struct One(#[serde(with = "self")] Day);

    /// For a list of days.
    pub mod many {
        use super::{Day, One};
        use serde::{Deserialize, Deserializer, Serializer};

        pub fn serialize<S: Serializer>(days: &[Day], to: S) -> Result<S::Ok, S::Error> {
            to.collect_seq(days.iter().map(|day| One(*day)))
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Day>, D::Error> {
            let days = Vec::<One>::deserialize(from)?;
            Ok(days.into_iter().map(|One(day)| day).collect())
        }
    }

    /// For a field that may hold none.
    pub mod maybe {
        use super::{Day, One};
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        pub fn serialize<S: Serializer>(day: &Option<Day>, to: S) -> Result<S::Ok, S::Error> {
            day.map(One).serialize(to)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Day>, D::Error> {
            Ok(Option::<One>::deserialize(from)?.map(|One(day)| day))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_begins_with_its_first_day() {
        for (day, first) in [
            ("2026-01-01", "2026-01-01"),
            ("2026-06-30", "2026-04-01"),
            ("2026-12-31", "2026-10-01"),
        ] {
            let (day, first) = (read(day).unwrap(), read(first).unwrap());
            assert_eq!(first_of_quarter(day), first);
            assert_eq!(quarter(first), quarter(day));
        }
    }

    #[test]
    fn days_between_are_those_of_the_calendar_library() {
        let first = Day::constant(-9, 1, 1);
        for step in 0..4_000 {
            let later = first.saturating_add(jiff::SignedDuration::from_hours(24 * 211 * step));
            let days = (later - first).get_days();
            assert_eq!(number(later) - number(first), days, "{later}");
        }
    }

    #[test]
    fn a_day_reads_in_one_form_only() {
        assert_eq!(read("2026-11-21"), Some(Day::constant(2026, 11, 21)));
        assert_eq!(read("2024-02-29"), Some(Day::constant(2024, 2, 29)));
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "21/11/2026",
            "2026-11-2",
            "2026-11-21T10",
            "+026-11-21",
            "2026-1--21",
            "éé26-11-21",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_year_that_nobody_means_is_told_from_a_date_that_is_none() {
        for (text, told) in [
            ("2026-11-21", Ok(Day::constant(2026, 11, 21))),
            (" 2000-01-01 ", Ok(Day::constant(2000, 1, 1))),
            ("", Err(Refusal::Required)),
            ("0226-11-21", Err(Refusal::DayOutOfRange)),
            ("2100-01-01", Err(Refusal::DayOutOfRange)),
            ("20266-11-21", Err(Refusal::DayOutOfRange)),
            ("2026-02-30", Err(Refusal::NotADate)),
            ("demain", Err(Refusal::NotADate)),
        ] {
            assert_eq!(typed(text), told, "{text}");
        }
    }

    #[test]
    fn the_wire_is_the_calendar_librarys_own() {
        #[derive(serde::Serialize, serde::Deserialize)]
        struct Ours(#[serde(with = "wire")] Day);
        #[derive(serde::Serialize, serde::Deserialize)]
        struct Maybe(#[serde(with = "wire::maybe")] Option<Day>);
        for day in [
            Day::constant(2026, 11, 3),
            Day::constant(33, 1, 31),
            Day::MAX,
        ] {
            let text = serde_json::to_string(&Ours(day)).unwrap();
            assert_eq!(text, format!("\"{day}\""));
            assert_eq!(serde_json::from_str::<Ours>(&text).unwrap().0, day);
            assert_eq!(serde_json::from_str::<Maybe>(&text).unwrap().0, Some(day));
            assert_eq!(serde_json::to_string(&Maybe(Some(day))).unwrap(), text);
        }
        assert_eq!(serde_json::from_str::<Maybe>("null").unwrap().0, None);
        assert_eq!(serde_json::to_string(&Maybe(None)).unwrap(), "null");
    }
}
