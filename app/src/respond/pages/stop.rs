//! Nothing can be answered here: why, and what to do.

use super::{bar, thanks};
use crate::{
    locales::dates,
    respond::{
        Respond,
        parts::{body, button, heading, label, live, stage, words},
        state::Stop,
    },
};
use leptos::prelude::*;

pub(super) fn page(app: Respond, stop: Stop, leaving: RwSignal<bool>) -> AnyView {
    let stops = &app.t().stops;
    let (title, text) = match stop {
        Stop::LinkUnknown => (stops.unknown_title.to_owned(), stops.unknown_text),
        Stop::LinkSpent => (stops.spent_title.to_owned(), stops.spent_text),
        Stop::Closed => (stops.closed_title.to_owned(), stops.closed_text),
        Stop::NotYet(day) => {
            let day = dates::day(day, app.lang.get());
            ((stops.not_yet_title)(&day), stops.not_yet_text)
        }
        Stop::Offline => (stops.offline_title.to_owned(), stops.offline_text),
        Stop::NoStorage => (stops.storage_title.to_owned(), stops.storage_text),
        Stop::Gone => (stops.gone_title.to_owned(), stops.gone_text),
    };
    let mut parts = vec![heading(None, title), words("", text)];
    // Whoever comes back with the link learns what became of what they sent.
    if !app.is_tablet() {
        parts.push(live(move || thanks::aside(app, None).into_any()));
    }
    if stop == Stop::Offline {
        let retry = label(None, app.t().frame.retry, None);
        parts.push(button("button primary", retry, move || app.reload()));
    }
    stage(vec![bar::bar_with_door(app, leaving), body("calm", parts)])
}
