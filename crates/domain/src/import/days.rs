//! Days as spreadsheets and survey tools write them.

use super::words::clean;
use crate::{Day, day::YEARS};

/// How `03/04/2026` is read. Told by the whole column: one `25/04` or `04/25` decides for all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// Month first only when some day makes no sense otherwise, and none the other way round.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Order {
        let (mut american, mut french) = (false, false);
        for cell in cells {
            match (
                read_day(cell, Order::DayFirst),
                read_day(cell, Order::MonthFirst),
            ) {
                (None, Some(_)) => american = true,
                (Some(_), None) => french = true,
                _ => {}
            }
        }
        if american && !french {
            Order::MonthFirst
        } else {
            Order::DayFirst
        }
    }
}

/// The day of `2026-11-18`, `2026/11/18 4:05:12 PM UTC+1`, `18/11/2026 16:05:12`, `18.11.26`, `2026-11-18T16:05:12Z`…
/// None when it is no day of this century.
pub(super) fn read_day(text: &str, order: Order) -> Option<Day> {
    let date = clean(text)
        .split(|c: char| c.is_whitespace() || c == 'T')
        .next()?;
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let (year, month, day) = match (first.len(), third.len()) {
        (4, 1 | 2) => (*first, *second, *third),
        (1 | 2, 2 | 4) => match order {
            Order::DayFirst => (*third, *second, *first),
            Order::MonthFirst => (*third, *first, *second),
        },
        _ => return None,
    };
    let digits = [year, month, day]
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let written: i16 = year.parse().ok().filter(|_| digits)?;
    let year = if year.len() == 2 {
        2000 + written
    } else {
        written
    };
    Day::new(year, month.parse().ok()?, day.parse().ok()?)
        .ok()
        .filter(|_| YEARS.contains(&year))
}
