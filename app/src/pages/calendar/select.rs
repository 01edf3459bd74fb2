//! Which surveys the calendar shows. Pure: filters come from the address.

use crate::pages::record::words::wire;
use domain::calendar::agenda::{Entry, Standing};

/// Keys of the address.
pub const YEAR: &str = "year";
pub const WHO: &str = "who";
pub const STATE: &str = "state";

/// A survey with what its line shows.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub entry: Entry,
    pub title: String,
}

/// The name of a standing in the address.
pub fn key(standing: Standing) -> &'static str {
    match standing {
        Standing::ToSetUp => "to_set_up",
        Standing::Missed => "missed",
        Standing::Planned => "planned",
        Standing::Open => "open",
        Standing::Closed => "closed",
        Standing::CalledOff => "called_off",
    }
}

pub const STANDINGS: [Standing; 6] = [
    Standing::ToSetUp,
    Standing::Planned,
    Standing::Open,
    Standing::Closed,
    Standing::Missed,
    Standing::CalledOff,
];

/// The year of the address; the current one when it names none.
pub fn year(get: impl Fn(&str) -> String, current: i16) -> i16 {
    get(YEAR).parse().unwrap_or(current)
}

/// Those of a year that the filters admit.
pub fn shown(lines: &[Line], year: i16, get: impl Fn(&str) -> String) -> Vec<Line> {
    let (who, state, text) = (get(WHO), get(STATE), get("q").trim().to_lowercase());
    let admits = |line: &&Line| {
        let entry = &line.entry;
        entry.wave.opens.year() == year
            && (who.is_empty() || wire(&entry.wave.stakeholder) == who)
            && (state.is_empty() || key(entry.standing) == state)
            && [&line.title, &entry.party]
                .iter()
                .any(|name| name.to_lowercase().contains(&text))
    };
    lines.iter().filter(admits).cloned().collect()
}

/// Those of a year that wait to be set up; with `again` those called off, too.
pub fn to_set_up(lines: &[Line], year: i16, again: bool) -> Vec<Entry> {
    let wanted = |entry: &&Entry| match entry.standing {
        Standing::ToSetUp => true,
        Standing::CalledOff => again,
        _ => false,
    };
    let entries = lines.iter().map(|line| &line.entry);
    let of_year = entries.filter(|entry| entry.wave.opens.year() == year);
    of_year.filter(wanted).cloned().collect()
}

/// Lines by month of opening.
pub fn by_month(lines: Vec<Line>) -> Vec<(i8, Vec<Line>)> {
    let mut months: Vec<(i8, Vec<Line>)> = Vec::new();
    for line in lines {
        let month = line.entry.wave.opens.month();
        match months.last_mut().filter(|(last, _)| *last == month) {
            Some((_, of_month)) => of_month.push(line),
            None => months.push((month, vec![line])),
        }
    }
    months
}
