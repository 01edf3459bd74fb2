//! Two ways out: with what this device holds kept for the next time, or with nothing left here.

use crate::{
    components::{Confirm, use_toasts},
    locales::workspace::{errors, t},
    state::use_sync_status,
    workspace::use_gate,
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn SignOut() -> impl IntoView {
    let t = &t().settings;
    let (gate, status, toasts) = (use_gate(), use_sync_status(), use_toasts());
    let (busy, asked) = (RwSignal::new(false), RwSignal::new(false));
    let leave = move |_| {
        if !busy.get_untracked() {
            busy.set(true);
            spawn_local(gate.leave());
        }
    };
    let erase = Callback::new(move |()| {
        spawn_local(async move {
            if gate.leave_nothing().await.is_err() {
                toasts.say(errors::sentence("storage_failed"));
            }
        });
    });
    // What the server keeps too is not lost with this device's copy.
    let lost = move || {
        let here_only = status.set_aside().into_iter().filter(|one| !one.held);
        status.unsent().count + here_only.count()
    };
    view! {
        <p class="muted">{t.sign_out_keeps}</p>
        <Show when=move || status.unsent().count.gt(&0)>
            <p>{t.sign_out_unsent}</p>
        </Show>
        <div class="form-actions">
            <button
                type="button"
                class="button"
                aria-disabled=move || busy.get().then_some("true")
                on:click=leave
            >
                {t.sign_out}
            </button>
            <button type="button" class="button" on:click=move |_| asked.set(true)>
                {t.sign_out_erase}
            </button>
        </div>
        <Confirm title=t.sign_out_erase open=asked verb=t.sign_out_erase_verb on_yes=erase>
            <p>{t.sign_out_erase_text}</p>
            {move || {
                let n = lost();
                (n > 0).then(|| view! { <p><strong>{(t.sign_out_loses)(n)}</strong></p> })
            }}
        </Confirm>
    }
}
