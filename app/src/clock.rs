//! The device's clock. It may be wrong: nothing is ordered by it. What the server's clock said last beside it is kept, so
//! that screens can say how wrong it is, and the day be right all the same.

use crate::storage::local;
use domain::{Day, calendar::Territory, day};
use js_sys::{Date, Object, Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Local storage: both clocks at the server's last answer, `<here> <there>`, in Unix milliseconds.
const HEARD_KEY: &str = "boucle.clock";
/// Two clocks this close are the same: answers take their time.
const SAME_MS: i64 = 120_000;
/// How long a comparison is believed: somebody may have set the clock since.
const BELIEVED_MS: u64 = 35 * 24 * 60 * 60 * 1000;

/// This device's clock and the server's at the same moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Heard {
    here_ms: u64,
    there_ms: u64,
}

/// How a day is looked up: kept with the territory, so that the respondent's program, which has none, carries none of it.
type DayIn = fn(Territory, u64) -> Option<Day>;

thread_local! {
    static HEARD: Cell<Option<Heard>> = Cell::new(remembered());
    static TERRITORY: Cell<Option<(Territory, DayIn)>> = const { Cell::new(None) };
}

/// The server answered; `date` is its `Date` header.
pub fn heard(date: &str) {
    let there = Date::parse(date);
    if there.is_nan() {
        return;
    }
    let now = Heard {
        here_ms: now_ms(),
        there_ms: there as u64,
    };
    HEARD.set(Some(now));
    let text = [now.here_ms.to_string(), now.there_ms.to_string()].join(" ");
    // Not kept, it is known until the page is closed.
    let _ = local::set(HEARD_KEY, &text);
}

/// How far this device's clock is ahead of the server's (behind, when negative); none while they agree or nobody knows.
pub fn off_ms() -> Option<i64> {
    let heard = HEARD.get().filter(|heard| heard.believed(now_ms()))?;
    Some(heard.off_ms()).filter(|off| off.abs() > SAME_MS)
}

/// Now, by the server's clock where the two are known to differ.
pub fn right_ms() -> u64 {
    now_ms().saturating_add_signed(-off_ms().unwrap_or(0))
}

/// Days begin and end where the organisation works from here on, wherever this device is.
pub fn live_in(territory: Territory) {
    TERRITORY.set(Some((territory, day_in)));
}

/// Where the organisation works: its holidays.
pub fn territory() -> Territory {
    TERRITORY
        .get()
        .map_or_else(Territory::default, |(territory, _)| territory)
}

/// The day on a territory's calendar at a moment (Unix milliseconds); none where the browser does not know its time zone.
pub fn day_in(territory: Territory, at_ms: u64) -> Option<Day> {
    let now = Date::new(&JsValue::from_f64(at_ms as f64));
    let options = Object::new();
    Reflect::set(&options, &"timeZone".into(), &territory.zone().into()).ok()?;
    // Swedish days are written as the wire has them.
    let text = now.to_locale_date_string("sv-SE", &options);
    day::read(&String::from(text))
}

/// Today on the organisation's calendar where it is known, or else on this device's, by the server's clock where the two
/// are known to differ.
pub fn today() -> Day {
    let of_territory = |(territory, day_in): (Territory, DayIn)| day_in(territory, right_ms());
    if let Some(today) = TERRITORY.get().and_then(of_territory) {
        return today;
    }
    let now = Date::new(&JsValue::from_f64(right_ms() as f64));
    // The browser gives months from 0 and years that fit by far.
    Day::new(
        now.get_full_year() as i16,
        now.get_month() as i8 + 1,
        now.get_date() as i8,
    )
    .unwrap_or_default()
}

impl Heard {
    fn off_ms(self) -> i64 {
        self.here_ms.cast_signed() - self.there_ms.cast_signed()
    }

    /// A clock that went back since, or on for long, has perhaps been set.
    fn believed(self, now_ms: u64) -> bool {
        let since = now_ms.checked_sub(self.here_ms);
        since.is_some_and(|since| since <= BELIEVED_MS)
    }
}

fn remembered() -> Option<Heard> {
    let text: String = local::get(HEARD_KEY)?;
    let (here, there) = text.split_once(' ')?;
    Some(Heard {
        here_ms: here.parse().ok()?,
        there_ms: there.parse().ok()?,
    })
}

/// Milliseconds since 1970, as the device claims.
pub fn now_ms() -> u64 {
    Date::now() as u64
}

/// Milliseconds since the page was opened: nobody sets this clock.
pub fn since_opened_ms() -> f64 {
    let clock = web_sys::window().and_then(|window| window.performance());
    clock.map_or(0.0, |clock| clock.now())
}

/// Resolves after `ms` milliseconds (the browser may take longer in a hidden tab).
pub async fn sleep(ms: u32) {
    let delay = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let ms = i32::try_from(ms).unwrap_or(i32::MAX);
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    let _ = JsFuture::from(delay).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: u64 = 24 * 60 * 60 * 1000;

    #[test]
    fn a_comparison_is_believed_until_the_clock_may_have_been_set() {
        let heard = Heard {
            here_ms: 100 * DAY_MS,
            there_ms: 40 * DAY_MS,
        };
        assert_eq!(heard.off_ms(), 60 * DAY_MS.cast_signed());
        assert!(heard.believed(100 * DAY_MS) && heard.believed(130 * DAY_MS));
        assert!(!heard.believed(40 * DAY_MS), "set right while offline");
        assert!(!heard.believed(200 * DAY_MS), "set forward, or long ago");
    }
}
