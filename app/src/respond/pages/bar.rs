//! The line at the top of every screen: where one is, language and text size, and on a kiosk the trainer's door.

use super::{focus, tag};
use crate::respond::{
    Respond,
    icons::{LOCK, icon},
    parts::{live, title, words},
};
use domain::Lang;
use leptos::{ev::MouseEvent, prelude::*};
use std::time::Duration;

/// How long the trainer's door must be held: nobody opens it by accident.
const HOLD: Duration = Duration::from_millis(1_000);

/// How long the hint to hold it stays.
const HINT: Duration = Duration::from_secs(5);

/// `left` stands at the left.
pub(super) fn bar(app: Respond, left: AnyView) -> AnyView {
    bar_with(app, left, None)
}

/// While questions are read: easy words are offered where there are some.
pub(super) fn bar_with_easy(app: Respond, left: AnyView) -> AnyView {
    bar_with(app, left, easy(app))
}

/// The session's name, and the trainer's door while the tablet goes round.
pub(super) fn bar_with_door(app: Respond, leaving: RwSignal<bool>) -> AnyView {
    let session = app.asked().map(|asked| asked.session.detail.title.clone());
    let door = app.in_kiosk().map(|_| door(app, leaving));
    let more: Vec<AnyView> = easy(app).into_iter().chain(door).collect();
    bar_with(
        app,
        title(session.unwrap_or_default()),
        Some(more.into_any()),
    )
}

fn bar_with(app: Respond, left: AnyView, more: Option<AnyView>) -> AnyView {
    let words = &app.t().frame;
    view! {
        <header class="kiosk-bar">
            {left}
            <div class="lang-switch" role="group" aria-label=words.language>
                {language(app, Lang::Fr, "FR")} {language(app, Lang::En, "EN")} {large(app)} {more}
            </div>
        </header>
    }
    .into_any()
}

fn language(app: Respond, lang: Lang, name: &'static str) -> AnyView {
    let speak = move |_: MouseEvent| {
        app.speak(lang);
        // The screen is drawn again; the focus stays where it was.
        focus(match lang {
            Lang::Fr => ".lang-switch [lang=fr]",
            Lang::En => ".lang-switch [lang=en]",
        });
    };
    let on = (app.lang.get() == lang).to_string();
    view! { <button type="button" lang=tag(lang) aria-pressed=on on:click=speak>{name}</button> }
        .into_any()
}

fn large(app: Respond) -> AnyView {
    let toggle = move |_: MouseEvent| {
        let large = app.large.get_untracked();
        app.large.set(!large);
    };
    view! {
        <button
            type="button"
            aria-label=app.t().frame.large_text
            aria-pressed=move || app.large.get().to_string()
            on:click=toggle
        >
            "A+"
        </button>
    }
    .into_any()
}

fn easy(app: Respond) -> Option<AnyView> {
    app.asked().filter(|asked| asked.questionnaire.has_easy())?;
    let words = &app.t().frame;
    let toggle = move |_: MouseEvent| {
        let easy = app.easy.get_untracked();
        app.easy.set(!easy);
        // The question is drawn again; the focus stays where it was.
        focus(".lang-switch .easy");
    };
    let on = move || app.easy.get().to_string();
    Some(
        view! {
            <button type="button" class="easy" aria-label=words.easy_words aria-pressed=on on:click=toggle>
                {words.easy}
            </button>
        }
        .into_any(),
    )
}

/// A padlock that opens when held, or by keyboard; a short tap says how.
fn door(app: Respond, leaving: RwSignal<bool>) -> AnyView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let hint = RwSignal::new(false);
    let release = move || {
        if let Some(timer) = timer.write_value().take() {
            timer.clear();
        }
    };
    let hold = move || {
        release();
        *timer.write_value() = set_timeout_with_handle(move || leaving.set(true), HOLD).ok();
    };
    // Clicks of keyboards and assistive tools have no pointer behind them.
    let click = move |ev: MouseEvent| {
        if ev.detail() == 0 {
            leaving.set(true);
        } else {
            hint.set(true);
            set_timeout(move || hint.set(false), HINT);
        }
    };
    let said = app.t().frame.trainer_door_hint;
    view! {
        <button
            type="button"
            aria-label=app.t().frame.trainer_door
            on:pointerdown=move |_| hold()
            on:pointerup=move |_| release()
            on:pointerleave=move |_| release()
            on:pointercancel=move |_| release()
            on:contextmenu=move |ev| ev.prevent_default()
            on:click=click
        >
            {icon(LOCK)}
        </button>
        <div class="hold-hint" role="status">
            {live(move || if hint.get() { words("", said) } else { ().into_any() })}
        </div>
    }
    .into_any()
}
