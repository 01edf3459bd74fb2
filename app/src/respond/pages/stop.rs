//! Nothing can be answered here: why, and what to do.

use super::bar;
use crate::{
    locales::dates,
    respond::{Respond, state::Stop},
};
use leptos::prelude::*;

pub(super) fn page(app: Respond, stop: Stop, leaving: RwSignal<bool>) -> AnyView {
    let content = move || {
        let words = &app.t().stops;
        let (title, text) = match stop {
            Stop::LinkUnknown => (words.unknown_title.to_owned(), words.unknown_text),
            Stop::Closed => (words.closed_title.to_owned(), words.closed_text),
            Stop::NotYet(day) => {
                let day = dates::day(day, app.lang.get());
                ((words.not_yet_title)(&day), words.not_yet_text)
            }
            Stop::Offline => (words.offline_title.to_owned(), words.offline_text),
            Stop::NoStorage => (words.storage_title.to_owned(), words.storage_text),
            Stop::Gone => (words.gone_title.to_owned(), words.gone_text),
        };
        let retry = (stop == Stop::Offline).then(|| {
            view! {
                <button type="button" class="button primary" on:click=move |_| app.reload()>
                    {app.t().frame.retry}
                </button>
            }
        });
        view! {
            <main class="calm">
                <h1 class="question" tabindex="-1">{title}</h1>
                <p>{text}</p>
                {retry}
            </main>
        }
    };
    view! { <div class="stage">{bar::bar_with_door(app, bar::session_title(app), leaving)} {content}</div> }
        .into_any()
}
