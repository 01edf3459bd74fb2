//! Days and moments as each language writes them. A day is never an instant: days come from the domain, moments from a
//! clock and are shown in the zone of this device.

use domain::{Day, Lang};
use wasm_bindgen::JsValue;

const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `21/11/2026` in French, `21 Nov 2026` in English.
pub fn day(day: Day, lang: Lang) -> String {
    let (d, m, y) = (day.day(), day.month(), day.year());
    match lang {
        Lang::Fr => format!("{d:02}/{m:02}/{y}"),
        Lang::En => {
            let month = usize::try_from(m - 1)
                .ok()
                .and_then(|month| MONTHS_EN.get(month));
            format!("{d}\u{a0}{}\u{a0}{y}", month.unwrap_or(&""))
        }
    }
}

/// One day, or both ends: `du 03/11/2026 au 05/11/2026`.
pub fn period(starts: Day, ends: Day, lang: Lang) -> String {
    let (from, to) = (day(starts, lang), day(ends, lang));
    match lang {
        _ if starts == ends => from,
        Lang::Fr => format!("du {from} au {to}"),
        Lang::En => format!("{from} to {to}"),
    }
}

/// `T4 2026` in French, `Q4 2026` in English, from the `2026-T4` of the wire.
pub fn quarter(quarter: &str, lang: Lang) -> String {
    match (quarter.split_once("-T"), lang) {
        (Some((year, number)), Lang::Fr) => format!("T{number}\u{a0}{year}"),
        (Some((year, number)), Lang::En) => format!("Q{number}\u{a0}{year}"),
        (None, _) => quarter.to_owned(),
    }
}

/// `14:32`, from Unix milliseconds.
pub fn time(unix_ms: u64) -> String {
    let local = local(unix_ms);
    format!("{:02}:{:02}", local.get_hours(), local.get_minutes())
}

/// `21/11/2026 à 14:32`, from Unix milliseconds.
pub fn moment(unix_ms: u64, lang: Lang) -> String {
    let at = match lang {
        Lang::Fr => "à",
        Lang::En => "at",
    };
    format!("{} {at} {}", day(day_of(unix_ms), lang), time(unix_ms))
}

/// `3 h 05 min`, or days from two of them on.
pub fn span(ms: u64, lang: Lang) -> String {
    let minutes = ms / 60_000;
    let (hours, days) = (minutes / 60, minutes / 60 / 24);
    let unit = match lang {
        Lang::Fr => "jours",
        Lang::En => "days",
    };
    match (days, hours) {
        (2.., _) => format!("{days}\u{a0}{unit}"),
        (_, 1..) => format!("{hours}\u{a0}h {:02}\u{a0}min", minutes % 60),
        _ => format!("{minutes}\u{a0}min"),
    }
}

/// Unix milliseconds of an RFC 3339 instant; none when it is not one.
pub fn unix_ms(rfc3339: &str) -> Option<u64> {
    let ms = js_sys::Date::parse(rfc3339);
    (ms >= 0.0).then_some(ms as u64)
}

/// The day on this device's calendar.
pub fn day_of(unix_ms: u64) -> Day {
    let local = local(unix_ms);
    let year = i16::try_from(local.get_full_year()).unwrap_or_default();
    let month = i8::try_from(local.get_month() + 1).unwrap_or(1);
    let day = i8::try_from(local.get_date()).unwrap_or(1);
    Day::new(year, month, day).unwrap_or_default()
}

fn local(unix_ms: u64) -> js_sys::Date {
    js_sys::Date::new(&JsValue::from_f64(unix_ms as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Day;

    #[test]
    fn days_are_written_as_each_language_does() {
        let third = Day::constant(2026, 11, 3);
        assert_eq!(day(third, Lang::Fr), "03/11/2026");
        assert_eq!(day(third, Lang::En), "3\u{a0}Nov\u{a0}2026");
        assert_eq!(period(third, third, Lang::Fr), "03/11/2026");
        let fifth = Day::constant(2026, 11, 5);
        assert_eq!(
            period(third, fifth, Lang::Fr),
            "du 03/11/2026 au 05/11/2026"
        );
    }

    #[test]
    fn quarters_lose_their_wire_form() {
        assert_eq!(quarter("2026-T4", Lang::Fr), "T4\u{a0}2026");
        assert_eq!(quarter("2026-T4", Lang::En), "Q4\u{a0}2026");
    }
}
