//! Results: the list of surveys, one survey's figures with its comments and single answers, and the pooled small groups.

pub mod answers;
pub mod campaign;
pub mod comments;
pub mod exclude;
pub mod few;
pub mod figures;
pub mod fresh;
pub mod list;
pub mod named;

pub mod photos;
pub mod pools;
pub mod select;
pub mod sheet;

pub use campaign::CampaignResultsPage;
pub use list::ResultsPage;

use crate::locales::dates;
use domain::{Day, Lang, day};

/// When an answer was given: its day; of small groups together only the quarter, for a day names the session.
fn when(given: Day, pooled: bool, lang: Lang) -> String {
    if pooled {
        dates::quarter(&day::quarter(given), lang)
    } else {
        dates::day(given, lang)
    }
}
