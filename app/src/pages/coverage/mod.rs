//! Couverture: the board of who was asked, with the proof behind each cell, and response rates.

pub mod board;
pub mod proof;
pub mod rates;
pub mod read;

pub use board::CoveragePage;

use crate::{
    components::{Icon, Tone, icon},
    locales::workspace::t,
};
use domain::coverage::State;
use leptos::prelude::*;

/// A state in a word, with its drawing.
pub fn state_badge(state: State) -> impl IntoView {
    let (tone, mark) = match state {
        State::NotRequired(_) => (Tone::Plain, Icon::NotYet),
        State::ToCome => (Tone::Plain, Icon::Clock),
        State::Due => (Tone::Attention, Icon::Plus),
        State::Late => (Tone::Late, Icon::Warning),
        State::Done => (Tone::Ok, Icon::Check),
        State::NoAnswer => (Tone::Ok, Icon::Inbox),
    };
    view! {
        <span class=format!("badge {}", tone.class())>
            {icon(mark)} {(t().coverage.state)(state)}
        </span>
    }
}
