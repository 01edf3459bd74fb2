//! The two dialogs: is anyone still there, and leaving the kiosk.

use crate::respond::{
    Respond,
    idle::Idle,
    parts::{button, label, live, words},
    state::Screen,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

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

fn frame(title: &'static str, text: AnyView, buttons: Vec<AnyView>) -> AnyView {
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

/// Confirms leaving the kiosk, with the tablet's code where it has one.
pub(super) fn leave(app: Respond, leaving: RwSignal<bool>) -> AnyView {
    let content = live(move || {
        let frame_words = &app.t().frame;
        if !leaving.get() {
            return ().into_any();
        }
        let code = NodeRef::<html::Input>::new();
        let wrong = RwSignal::new(false);
        let go = move || {
            let typed = code.get_untracked().map(|field| field.value());
            if app.may_leave(typed.unwrap_or_default().trim()) {
                leaving.set(false);
                app.leave_kiosk();
            } else {
                wrong.set(true);
            }
        };
        let locked = app.device.read_untracked().rounds.pin.is_some();
        let mut text = vec![words("", frame_words.leave_text)];
        text.extend(locked.then(|| pin(app, code, wrong, Box::new(go))));
        let leave = button("button primary", label(None, frame_words.leave, None), go);
        let stay = button("button", label(None, frame_words.stay, None), move || {
            leaving.set(false)
        });
        frame(frame_words.leave_title, text.into_any(), vec![leave, stay])
    });
    dialog(move || leaving.get(), content, move || leaving.set(false))
}

fn pin(
    app: Respond,
    place: NodeRef<html::Input>,
    wrong: RwSignal<bool>,
    enter: Box<dyn Fn()>,
) -> AnyView {
    let words = &app.t().frame;
    let press = move |ev: KeyboardEvent| {
        if ev.key() == "Enter" {
            enter();
        }
    };
    view! {
        <div class="field">
            <label for="pin">{words.pin}</label>
            <input
                class="input"
                id="pin"
                type="password"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby="pin-error"
                node_ref=place
                on:keydown=press
            />
            <p class="error" id="pin-error" role="alert">
                {live(move || if wrong.get() { words.pin_wrong.into_any() } else { ().into_any() })}
            </p>
        </div>
    }
    .into_any()
}
