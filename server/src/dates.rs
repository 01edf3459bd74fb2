//! Days in words, as letters and titles write them.

use domain::{Day, Lang};

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of its month.
pub(crate) fn month(day: Day, lang: Lang) -> &'static str {
    let names = match lang {
        Lang::Fr => MONTHS_FR,
        Lang::En => MONTHS_EN,
    };
    let index = usize::try_from(day.month() - 1).unwrap_or_default();
    names[index % 12]
}

/// `1er décembre 2026` in French, `1 December 2026` in English.
pub(crate) fn whole(day: Day, lang: Lang) -> String {
    let first = if lang == Lang::Fr && day.day() == 1 {
        "er"
    } else {
        ""
    };
    format!("{}{first} {} {}", day.day(), month(day, lang), day.year())
}
