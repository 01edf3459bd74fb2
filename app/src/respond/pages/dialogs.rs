//! The two dialogs: is anyone still there, and leaving the kiosk.

use crate::respond::{
    Respond,
    idle::Idle,
    parts::{button, label, live, words},
    state::Screen,
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

/// Warns before the answers of someone who went away are dropped. Any gesture puts it off.
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
            move || app.stay(),
        );
        frame(frame_words.idle_title, seconds, vec![go_on])
    });
    dialog(move || open.get(), content, || {})
}

/// Confirms leaving the kiosk.
pub(super) fn leave(app: Respond, leaving: RwSignal<bool>) -> AnyView {
    let content = live(move || {
        let frame_words = &app.t().frame;
        if !leaving.get() {
            return ().into_any();
        }
        let leave = button(
            "button primary",
            label(None, frame_words.leave, None),
            move || {
                leaving.set(false);
                app.leave_kiosk();
            },
        );
        let stay = button("button", label(None, frame_words.stay, None), move || {
            leaving.set(false)
        });
        frame(
            frame_words.leave_title,
            words("", frame_words.leave_text),
            vec![leave, stay],
        )
    });
    dialog(move || leaving.get(), content, move || leaving.set(false))
}
