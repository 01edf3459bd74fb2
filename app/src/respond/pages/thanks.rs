//! The last screen: thanks, what happens next, where the answer is. In kiosk mode it goes by itself.

use super::{bar, notice};
use crate::{
    components::ARCS,
    locales::dates,
    respond::{
        Respond,
        icons::{ARROW_RIGHT, CHECK, TABLET, icon},
        idle::Idle,
        state::Ending,
    },
};
use domain::ids::ItemId;
use leptos::prelude::*;

pub(super) fn page(app: Respond, ending: Ending, leaving: RwSignal<bool>) -> AnyView {
    let kiosk = untrack(|| app.device.kiosk.get()).is_some();
    let content = move || {
        let words = &app.t().end;
        let (title, text, item) = match ending {
            Ending::Answered(item) => (words.thanks, words.what_next, Some(item)),
            Ending::Declined => (words.declined, words.declined_text, None),
        };
        view! {
            <main class="calm thanks">
                <h1 class="question" tabindex="-1">{title}</h1>
                <p>{text}</p>
                {item.map(|item| view! { <div>{move || place(app, item)}</div> })}
                {if kiosk { countdown(app).into_any() } else { view! { <p>{words.close_page}</p> }.into_any() }}
            </main>
        }
    };
    let steps = kiosk.then(|| {
        view! {
            <footer class="steps">
                <button type="button" class="button primary" on:click=move |_| app.next_person()>
                    {move || app.t().end.next_person} {icon(ARROW_RIGHT)}
                </button>
            </footer>
        }
    });
    view! {
        <div class="stage">
            {bar::bar_with_door(app, bar::session_title(app), leaving)} {content} {steps}
        </div>
    }
    .into_any()
}

/// Kept here, or with the server.
fn place(app: Respond, item: ItemId) -> impl IntoView {
    let words = app.t();
    let here = app.device.labels.with(|labels| labels.contains_key(&item))
        || app
            .device
            .refused
            .with(|refused| refused.iter().any(|refused| refused.item.id == item));
    if here {
        let kept = if app.is_tablet() {
            words.frame.kept_tablet
        } else {
            words.frame.kept_device
        };
        let words = [kept, "\u{a0}: ", words.end.waiting, "."].concat();
        notice::whereabouts(TABLET, words).into_any()
    } else {
        let time = dates::time(app.device.last_contact.get().unwrap_or_default());
        notice::whereabouts(CHECK, (words.end.received)(&time)).into_any()
    }
}

/// The ring empties, one arc after the other, while the seconds are told in words.
fn countdown(app: Respond) -> impl IntoView {
    let left = Memo::new(move |_| match app.person.idle.get() {
        Idle::Warned(seconds) => Some(seconds),
        _ => None,
    });
    let arcs = move || {
        let lit = left.get().unwrap_or(0) * 6;
        (0_u32..)
            .zip(ARCS)
            .map(|(index, arc)| {
                view! { <path class="arc" class:is-todo=lit <= index * 10 d=arc></path> }
            })
            .collect::<Vec<_>>()
    };
    move || {
        let words = app.t();
        left.get().map(|seconds| {
            view! {
                <div class="left">
                    <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
                        {arcs()}
                    </svg>
                    <p>{(words.end.returns_in)(seconds)}</p>
                    <button type="button" class="button" on:click=move |_| app.stay()>
                        {words.frame.stay}
                    </button>
                </div>
            }
        })
    }
}
