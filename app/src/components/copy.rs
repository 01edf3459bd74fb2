//! A link to hand over: shown in full, copied with one button that says so.

use super::{Icon, icon, use_toasts};
use crate::locales::workspace::t;
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

#[component]
pub fn CopyLink(
    id: &'static str,
    label: &'static str,
    url: String,
    /// Runs when the button was pressed, copied or left to the keyboard.
    #[prop(optional)]
    on_copy: Option<Callback<()>>,
) -> impl IntoView {
    let t = t();
    let toasts = use_toasts();
    let place = NodeRef::<html::Input>::new();
    let text = url.clone();
    let copy = move |_| {
        let Some(input) = place.get() else { return };
        input.select();
        if let Some(on_copy) = on_copy {
            on_copy.run(());
        }
        // The clipboard needs a secure context; without it the text is selected, ready for the keyboard.
        if !window().is_secure_context() {
            return toasts.say(t.common.select_and_copy);
        }
        let copied = window().navigator().clipboard().write_text(&text);
        spawn_local(async move {
            let said = match JsFuture::from(copied).await {
                Ok(_) => t.common.copied,
                Err(_) => t.common.select_and_copy,
            };
            toasts.say(said);
        });
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input class="input" id=id readonly node_ref=place prop:value=url />
        </div>
        <button type="button" class="button" on:click=copy>{icon(Icon::Copy)} {t.common.copy_link}</button>
    }
}
