//! The banner that says the data is an example, and drops it in one click.

use super::use_gate;
use crate::{
    components::use_toasts,
    locales::workspace::{errors, t},
    state::use_account,
};
use api::rpc;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn DemoBanner() -> impl IntoView {
    let t = t();
    let account = use_account();
    let gate = use_gate();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let drop_demo = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match rpc::drop_demo().await {
                Ok(me) => gate.enter(me),
                Err(error) => {
                    busy.set(false);
                    toasts.say(errors::api_error(&error));
                }
            }
        });
    };
    view! {
        <Show when=move || account.organisation().demo>
            <aside class="demo-banner" aria-labelledby="demo-says">
                <span id="demo-says">{t.shell.demo}</span>
                <button
                    type="button"
                    class="button small quiet"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=drop_demo
                >
                    {t.shell.drop_demo}
                </button>
            </aside>
        </Show>
    }
}
