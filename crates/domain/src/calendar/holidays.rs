//! Public holidays, by law and not by custom. Own code: the crates known have the holidays of metropolitan France only.
//!
//! What is customary somewhere without being in the law or in the State's open data is a working day here: in
//! Guadeloupe and Saint-Martin mid-Lent and 21 July, in Guadeloupe and Martinique Good Friday, in Mayotte the Muslim feasts
//! (Code du travail, L3422-2). Years before 2000 are given the holidays of 2000.

use super::{Territory, shift};
use crate::Day;
use std::ops::RangeInclusive;

use Territory as T;
use When::{Easter, On};

#[derive(Clone, Copy)]
enum When {
    /// Month and day.
    On(i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
}

/// Code du travail, L3133-1.
const EVERYWHERE: [When; 11] = [
    On(1, 1),
    Easter(1),
    On(5, 1),
    On(5, 8),
    Easter(39),
    Easter(50),
    On(7, 14),
    On(8, 15),
    On(11, 1),
    On(11, 11),
    On(12, 25),
];

type Years = RangeInclusive<i16>;
const ALWAYS: Years = i16::MIN..=i16::MAX;

const LOCAL: &[(Territory, When, Years)] = &[
    // L3134-13. Good Friday binds only communes with a Protestant or shared church; it is taken for all, so that nobody
    // is reminded of a survey on it.
    (T::AlsaceMoselle, Easter(-2), ALWAYS),
    (T::AlsaceMoselle, On(12, 26), ALWAYS),
    // The abolition of slavery: loi 83-550, décret 83-1003, now L3422-2.
    (T::Mayotte, On(4, 27), ALWAYS),
    (T::Martinique, On(5, 22), ALWAYS),
    (T::Guadeloupe, On(5, 27), ALWAYS),
    (T::Guyane, On(6, 10), ALWAYS),
    (T::SaintBarthelemy, On(10, 9), ALWAYS),
    (T::Reunion, On(12, 20), ALWAYS),
    // Moved to the day itself by the circular of 4 May 2018.
    (T::SaintMartin, On(5, 27), i16::MIN..=2017),
    (T::SaintMartin, On(5, 28), 2018..=i16::MAX),
    // The Pacific has labour codes of its own. Arrival of the Gospel; autonomy, then Matari'i; citizenship; Saint Peter
    // Chanel, Saints Peter and Paul, the territory.
    (T::Polynesie, On(3, 5), ALWAYS),
    (T::Polynesie, Easter(-2), ALWAYS),
    (T::Polynesie, On(6, 29), i16::MIN..=2024),
    (T::Polynesie, On(11, 20), 2025..=i16::MAX),
    (T::NouvelleCaledonie, On(9, 24), ALWAYS),
    (T::WallisEtFutuna, On(4, 28), ALWAYS),
    (T::WallisEtFutuna, On(6, 29), ALWAYS),
    (T::WallisEtFutuna, On(7, 29), ALWAYS),
];

/// The public holidays of a year, in order, each day once. Empty for a year that the calendar does not have.
pub fn holidays(year: i16, territory: Territory) -> Vec<Day> {
    let mut days: Vec<Day> = rules(year, territory)
        .filter_map(|when| when.day(year))
        .collect();
    days.sort_unstable();
    // Ascension may fall on 1 or 8 May.
    days.dedup();
    days
}

pub fn is_holiday(day: Day, territory: Territory) -> bool {
    rules(day.year(), territory).any(|when| when.day(day.year()) == Some(day))
}

fn rules(year: i16, territory: Territory) -> impl Iterator<Item = When> {
    let here = LOCAL
        .iter()
        .filter(move |(place, _, years)| *place == territory && years.contains(&year));
    EVERYWHERE.into_iter().chain(here.map(|(_, when, _)| *when))
}

impl When {
    fn day(self, year: i16) -> Option<Day> {
        match self {
            On(month, day) => Day::new(year, month, day).ok(),
            Easter(days) => easter(year).map(|sunday| shift(sunday, days)),
        }
    }
}

/// Easter Sunday of the Gregorian calendar, after Knuth, The Art of Computer Programming, 1.3.2, exercise 14.
fn easter(year: i16) -> Option<Day> {
    let years = i32::from(year);
    let golden = years.rem_euclid(19) + 1;
    let century = years.div_euclid(100) + 1;
    let leap_years_left_out = (3 * century).div_euclid(4) - 12;
    let moon = (8 * century + 5).div_euclid(25) - 5;
    let epact = match (11 * golden + 20 + moon - leap_years_left_out).rem_euclid(30) {
        25 if golden > 11 => 26,
        24 => 25,
        epact => epact,
    };
    // As days of March, counted on into April.
    let full_moon = match 44 - epact {
        early @ ..21 => early + 30,
        day => day,
    };
    let sunday = (5 * years).div_euclid(4) - leap_years_left_out - 10;
    let day = full_moon + 7 - (sunday + full_moon).rem_euclid(7);
    Some(shift(Day::new(year, 3, 1).ok()?, day - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day;
    use jiff::civil::Weekday;
    use std::collections::{BTreeMap, BTreeSet};

    const YEARS: Years = 2000..=2050;

    /// Where each day of the golden file is a holiday.
    fn golden() -> BTreeMap<Day, BTreeSet<Territory>> {
        let lines = include_str!("golden/holidays.csv").lines();
        let days = lines.filter(|line| line.starts_with('2')).map(|line| {
            let (day, places) = line.split_once(',').unwrap();
            let places = match places {
                "all" => Territory::ALL.into(),
                some => some
                    .split(' ')
                    .map(|name| serde_json::from_value(name.into()).unwrap())
                    .collect(),
            };
            (day::read(day).unwrap(), places)
        });
        days.collect()
    }

    #[test]
    fn every_year_and_territory_is_as_in_public_data() {
        let golden = golden();
        for territory in Territory::ALL {
            for year in YEARS {
                let published: Vec<Day> = golden
                    .iter()
                    .filter(|(day, places)| day.year() == year && places.contains(&territory))
                    .map(|(day, _)| *day)
                    .collect();
                assert!(published.len() >= 10, "{territory:?} {year}");
                assert_eq!(holidays(year, territory), published, "{territory:?} {year}");
            }
        }
    }

    #[test]
    fn a_day_is_a_holiday_when_the_year_lists_it() {
        for territory in Territory::ALL {
            for year in [2008, 2024, 2027] {
                let listed = holidays(year, territory);
                let days = Day::constant(year, 1, 1).series(jiff::ToSpan::days(1));
                for day in days.take_while(|day| day.year() == year) {
                    assert_eq!(is_holiday(day, territory), listed.contains(&day), "{day}");
                }
            }
        }
    }

    #[test]
    fn easter_is_a_sunday_of_spring_in_every_year() {
        for year in -9999..=9999 {
            let day = easter(year).unwrap();
            assert_eq!(day.weekday(), Weekday::Sunday, "{day}");
            let place = (day.month(), day.day());
            assert!(((3, 22)..=(4, 25)).contains(&place), "{day}");
        }
        assert_eq!(holidays(10_000, Territory::Metropole), []);
    }
}
