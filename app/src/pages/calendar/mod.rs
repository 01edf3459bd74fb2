//! Calendrier: the year's surveys, setting them up, and the rules they come from.

pub mod change;
pub mod facts;
pub mod kept;
pub mod lines;
pub mod moved;
pub mod rules;
pub mod select;
pub mod set_up;
pub mod typed;
pub mod words;
pub mod year;

pub use rules::CalendarRulesPage;
pub use year::CalendarPage;

use crate::components::{Icon, Tone};
use domain::calendar::agenda::Standing;

/// How much a survey's standing needs somebody, and its drawing.
pub fn standing_tone(standing: Standing) -> (Tone, Icon) {
    match standing {
        Standing::ToSetUp => (Tone::Attention, Icon::Plus),
        Standing::Missed => (Tone::Late, Icon::Warning),
        Standing::Planned => (Tone::Plain, Icon::Clock),
        Standing::Open => (Tone::Ok, Icon::Inbox),
        Standing::Closed => (Tone::Plain, Icon::Check),
        Standing::CalledOff => (Tone::Plain, Icon::Close),
    }
}
