//! The two dialogs: is anyone still there, and leaving the kiosk.

use crate::respond::{Respond, idle::Idle, state::Screen};
use leptos::{html, prelude::*};

/// Shown while `open` holds; native, so the browser keeps the focus inside and gives it back.
fn dialog(
    open: Signal<bool>,
    content: impl IntoView + 'static,
    on_close: impl Fn() + 'static,
) -> impl IntoView {
    let place = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = place.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            class="dialog"
            aria-labelledby="dialog-title"
            node_ref=place
            on:close=move |_| on_close()
        >
            {content}
        </dialog>
    }
}

/// Warns before the answers of someone who went away are dropped. Any gesture puts it off.
pub(super) fn idle(app: Respond) -> impl IntoView {
    let left = Memo::new(move |_| match (app.person.idle.get(), app.screen.get()) {
        (Idle::Warned(seconds), Screen::Question(_)) => Some(seconds),
        _ => None,
    });
    let open = Signal::derive(move || left.get().is_some());
    let content = move || {
        let words = &app.t().frame;
        open.get().then(|| {
            view! {
                <header><h2 id="dialog-title">{words.idle_title}</h2></header>
                <div class="body"><p>{move || left.get().map(words.idle_text)}</p></div>
                <footer>
                    <button type="button" class="button primary" on:click=move |_| app.stay()>
                        {words.idle_go_on}
                    </button>
                </footer>
            }
        })
    };
    dialog(open, content, || {})
}

/// Confirms leaving the kiosk.
pub(super) fn leave(app: Respond, leaving: RwSignal<bool>) -> impl IntoView {
    let leave = move |_| {
        leaving.set(false);
        app.leave_kiosk();
    };
    let content = move || {
        let words = &app.t().frame;
        leaving.get().then(|| {
            view! {
                <header><h2 id="dialog-title">{words.leave_title}</h2></header>
                <div class="body"><p>{words.leave_text}</p></div>
                <footer>
                    <button type="button" class="button primary" on:click=leave>{words.leave}</button>
                    <button type="button" class="button" on:click=move |_| leaving.set(false)>
                        {words.stay}
                    </button>
                </footer>
            }
        })
    };
    dialog(leaving.into(), content, move || leaving.set(false))
}
