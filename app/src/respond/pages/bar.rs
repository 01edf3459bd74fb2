//! The line at the top of every screen: where one is, language and text size, and on a kiosk the trainer's door.

use crate::respond::{
    Respond,
    icons::{LOCK, icon},
};
use domain::Lang;
use leptos::prelude::*;
use std::time::Duration;

/// How long the trainer's door must be held: nobody opens it by accident.
const HOLD: Duration = Duration::from_millis(1_000);

/// `title` stands at the left.
pub(super) fn bar(app: Respond, title: impl IntoView + 'static) -> impl IntoView {
    bar_with(app, title, ())
}

/// As [`bar`], with the trainer's door while the tablet goes round.
pub(super) fn bar_with_door(
    app: Respond,
    title: impl IntoView + 'static,
    leaving: RwSignal<bool>,
) -> impl IntoView {
    let door = untrack(|| app.device.kiosk.get()).map(|_| door(app, leaving));
    bar_with(app, title, door)
}

fn bar_with(
    app: Respond,
    title: impl IntoView + 'static,
    door: impl IntoView + 'static,
) -> impl IntoView {
    let language = move |lang: Lang, tag: &'static str, words: &'static str| {
        view! {
            <button
                type="button"
                lang=tag
                aria-pressed=move || (app.lang.get() == lang).to_string()
                on:click=move |_| app.speak(lang)
            >
                {words}
            </button>
        }
    };
    view! {
        <header class="kiosk-bar">
            {title}
            <div class="lang-switch" role="group" aria-label=move || app.t().frame.language>
                {language(Lang::Fr, "fr", "FR")} {language(Lang::En, "en", "EN")}
                <button
                    type="button"
                    aria-label=move || app.t().frame.large_text
                    aria-pressed=move || app.large.get().to_string()
                    on:click=move |_| app.large.update(|large| *large = !*large)
                >
                    "A+"
                </button> {door}
            </div>
        </header>
    }
}

/// The session's name, as the title of a respondent's screen.
pub(super) fn session_title(app: Respond) -> impl IntoView {
    let title = app.person.asked.with_untracked(|asked| {
        asked
            .as_ref()
            .map(|asked| asked.session.detail.title.clone())
    });
    view! { <p><strong>{title}</strong></p> }
}

/// A padlock that opens when held, or by keyboard; a short tap says how.
fn door(app: Respond, leaving: RwSignal<bool>) -> impl IntoView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let hint = RwSignal::new(false);
    let release = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let hold = move || {
        release();
        let open = set_timeout_with_handle(move || leaving.set(true), HOLD);
        timer.set_value(open.ok());
    };
    // Clicks of keyboards and assistive tools have no pointer behind them.
    let click = move |ev: leptos::ev::MouseEvent| {
        if ev.detail() == 0 {
            leaving.set(true);
        } else {
            hint.set(true);
        }
    };
    view! {
        <button
            type="button"
            aria-label=move || app.t().frame.trainer_door
            on:pointerdown=move |_| hold()
            on:pointerup=move |_| release()
            on:pointerleave=move |_| release()
            on:pointercancel=move |_| release()
            on:contextmenu=move |ev| ev.prevent_default()
            on:click=click
        >
            {icon(LOCK)}
        </button>
        <p class="toast" role="status">
            {move || hint.get().then(|| view! { <span>{app.t().frame.trainer_door_hint}</span> })}
        </p>
    }
}
