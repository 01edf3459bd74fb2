//! Leaving the kiosk: confirmed, with the tablet's code where it has one. Whoever types wrong codes waits, longer each time.

use super::dialogs::{frame, stay};
use crate::respond::{
    Respond,
    parts::{button, label, live, words},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// How the code fares.
#[derive(Clone, Copy)]
struct Code {
    field: NodeRef<html::Input>,
    wrong: RwSignal<bool>,
    /// Seconds before another may be tried.
    wait_s: RwSignal<u32>,
}

/// What is in the dialog.
pub(super) fn page(app: Respond) -> AnyView {
    let t = &app.staff().trainer;
    let code = Code {
        field: NodeRef::new(),
        wrong: RwSignal::new(false),
        wait_s: RwSignal::new(app.code_wait_s()),
    };
    let mut text = vec![words("", t.leave_text)];
    if app.device.read_untracked().rounds.pin.is_some() {
        count_down(app, code);
        text.push(asked(app, code));
    }
    let leave = label(None, t.leave, None);
    let leave = button("button primary", leave, move || enter(app, code));
    let title = app.t().frame.leave_title;
    frame(title, text.into_any(), vec![leave, stay(app)])
}

fn enter(app: Respond, code: Code) {
    let typed = code.field.get_untracked().map(|field| field.value());
    if app.may_leave(typed.unwrap_or_default().trim()) {
        app.leaving.set(false);
        app.leave_kiosk();
    } else {
        code.wrong.set(true);
        code.wait_s.set(app.code_wait_s());
    }
}

/// For as long as the dialog is there.
fn count_down(app: Respond, code: Code) {
    let tick = move || {
        let left = app.code_wait_s();
        if code.wait_s.get_untracked() != left {
            code.wait_s.set(left);
        }
    };
    if let Ok(timer) = set_interval_with_handle(tick, SECOND) {
        on_cleanup(move || timer.clear());
    }
}

fn asked(app: Respond, code: Code) -> AnyView {
    let t = &app.staff().trainer;
    let press = move |ev: KeyboardEvent| {
        if ev.key() == "Enter" {
            enter(app, code);
        }
    };
    let wrong = live(move || code.wrong.get().then_some(t.pin_wrong).into_any());
    // A timer is not read out each second; whoever comes to the field hears it.
    let wait = live(move || match code.wait_s.get() {
        0 => ().into_any(),
        left => (t.pin_wait)(left).into_any(),
    });
    view! {
        <div class="field">
            <label for="pin">{t.pin}</label>
            <input
                class="input"
                id="pin"
                type="password"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby="pin-error pin-wait"
                node_ref=code.field
                on:keydown=press
            />
            <p class="error" id="pin-error" role="alert">
                {wrong}
            </p>
            <p id="pin-wait" role="timer">
                {wait}
            </p>
        </div>
    }
    .into_any()
}
