//! Two ways out: with what this device holds kept for the next time, or with nothing left here.

use crate::{
    components::{Confirm, Dialog, use_toasts},
    locales::workspace::{errors, t},
    routes::Page,
    state::use_sync_status,
    workspace::{sync_sheet::waiting, use_gate},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn SignOut() -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let (gate, status, toasts) = (use_gate(), use_sync_status(), use_toasts());
    let (busy, asked) = (RwSignal::new(false), RwSignal::new(false));
    let asking = RwSignal::new(false);
    let leave = move || {
        if !busy.get_untracked() {
            busy.set(true);
            spawn_local(gate.leave());
        }
    };
    // What only this device has stays here; whoever gives the device away must know before, not after.
    let ask = move |_| match status.unsent().count {
        0 => leave(),
        _ => asking.set(true),
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
                on:click=ask
            >
                {t.sign_out}
            </button>
            <button type="button" class="button" on:click=move |_| asked.set(true)>
                {t.sign_out_erase}
            </button>
        </div>
        <Dialog title=t.sign_out_title open=asking>
            <p>{move || (t.sign_out_waits)(&waiting(&status.unsent()))}</p>
            <p>{t.sign_out_unsent}</p>
            <div class="form-actions">
                <a class="button primary" href=Page::Device.path()>{t.sign_out_save}</a>
                <button type="button" class="button" on:click=move |_| leave()>{t.sign_out_anyway}</button>
                <button type="button" class="button quiet" on:click=move |_| asking.set(false)>
                    {all.common.cancel}
                </button>
            </div>
        </Dialog>
        <Confirm title=t.sign_out_erase open=asked verb=t.sign_out_erase_verb on_yes=erase>
            <p>{t.sign_out_erase_text}</p>
            {move || {
                let n = lost();
                (n > 0).then(|| view! { <p><strong>{(t.sign_out_loses)(n)}</strong></p> })
            }}
        </Confirm>
    }
}
