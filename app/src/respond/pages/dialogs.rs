//! The two dialogs: is anyone still there, and leaving the kiosk.

use super::Load;
use crate::{
    later::{self, Later},
    respond::{
        Respond,
        idle::Idle,
        parts::{button, label, live, words},
        state::Screen,
    },
};
use leptos::{html, prelude::*};

/// Shown while `open` holds; native, so the browser keeps the focus inside and gives it back.
fn dialog(
    open: impl Fn() -> bool + 'static,
    content: AnyView,
    close: impl Fn() + 'static,
) -> AnyView {
    let place = NodeRef::<html::Dialog>::new();
    let open: Box<dyn Fn() -> bool> = Box::new(open);
    let close: Box<dyn Fn()> = Box::new(close);
    Effect::new(move |_| {
        let Some(dialog) = place.get() else { return };
        match (open(), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog class="dialog" aria-labelledby="dialog-title" node_ref=place on:close=move |_| close()>
            {content}
        </dialog>
    }
    .into_any()
}

pub(super) fn frame(title: &'static str, text: AnyView, buttons: Vec<AnyView>) -> AnyView {
    view! {
        <header><h2 id="dialog-title">{title}</h2></header>
        <div class="body">{text}</div>
        <footer>{buttons}</footer>
    }
    .into_any()
}

/// Seconds left to someone who seems to have gone, while answering.
fn left(app: Respond) -> Option<u32> {
    match (app.person.read().idle, app.screen.get()) {
        (Idle::Warned(seconds), Screen::Question(_)) => Some(seconds),
        _ => None,
    }
}

/// Warns before the answers of someone who went away are dropped; its buttons put it off.
pub(super) fn idle(app: Respond) -> AnyView {
    let open = Memo::new(move |_| left(app).is_some());
    let content = live(move || {
        let frame_words = &app.t().frame;
        if !open.get() {
            return ().into_any();
        }
        let seconds = live(move || words("", (frame_words.idle_text)(left(app).unwrap_or(0))));
        let go_on = button(
            "button primary",
            label(None, frame_words.idle_go_on, None),
            move || app.touch(),
        );
        let slower = label(None, frame_words.idle_slow_down, None);
        let slower = button("button", slower, move || app.slow_down());
        frame(frame_words.idle_title, seconds, vec![go_on, slower])
    });
    dialog(move || open.get(), content, move || app.touch())
}

/// Confirms leaving the kiosk. It leads to the screens for staff, and comes with them.
pub(super) fn leave(app: Respond, load: Load) -> AnyView {
    let leaving = app.leaving;
    let content = live(move || match (leaving.get(), app.later.get()) {
        (false, _) => ().into_any(),
        (_, Later::Here(open)) => open(app, ""),
        (_, later) => away(app, matches!(later, Later::Missing), load),
    });
    dialog(move || leaving.get(), content, move || leaving.set(false))
}

fn away(app: Respond, missing: bool, load: Load) -> AnyView {
    let t = &app.t().frame;
    let text = if missing { t.part_missing } else { t.opening };
    let retry = button("button primary", label(None, t.retry, None), move || {
        later::fetch(app.later, load);
    });
    frame(t.leave_title, words("", text), vec![retry, stay(app)])
}

/// Puts the dialog of leaving away.
pub(super) fn stay(app: Respond) -> AnyView {
    let stay = label(None, app.t().frame.stay, None);
    button("button", stay, move || app.leaving.set(false))
}
