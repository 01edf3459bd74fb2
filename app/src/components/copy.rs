//! Links to hand over: shown in full, copied with one button that says so.

use super::{Icon, Toasts, icon, use_toasts};
use crate::locales::workspace::t;
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

/// Lines drawn at once; the others scroll.
const LINES_SHOWN: usize = 12;

/// Puts a text on the clipboard and says so. `select` marks it for the keyboard, for the clipboard needs a secure context.
fn copy(toasts: Toasts, text: &str, copied: &'static str, select: impl FnOnce()) {
    let t = &t().common;
    select();
    if !window().is_secure_context() {
        return toasts.say(t.select_and_copy);
    }
    let written = window().navigator().clipboard().write_text(text);
    spawn_local(async move {
        let said = match JsFuture::from(written).await {
            Ok(_) => copied,
            Err(_) => t.select_and_copy,
        };
        toasts.say(said);
    });
}

/// Several lines: links, or a letter.
#[component]
pub fn CopyLines(
    id: &'static str,
    label: &'static str,
    lines: Vec<String>,
    /// What the button says, and what is said once it was done.
    verb: &'static str,
    copied: &'static str,
    /// Runs when the button was pressed, copied or left to the keyboard.
    #[prop(optional)]
    on_copy: Option<Callback<()>>,
    /// What else can be done with them.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let toasts = use_toasts();
    let place = NodeRef::<html::Textarea>::new();
    let rows = lines.len().clamp(2, LINES_SHOWN).to_string();
    let text = lines.join("\n");
    let value = text.clone();
    let press = move |_| {
        let Some(area) = place.get() else { return };
        if let Some(on_copy) = on_copy {
            on_copy.run(());
        }
        copy(toasts, &text, copied, || area.select());
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea class="input lines" id=id readonly rows=rows wrap="off" node_ref=place prop:value=value></textarea>
        </div>
        <div class="form-actions">
            <button type="button" class="button" on:click=press>{icon(Icon::Copy)} {verb}</button>
            {children.map(|children| children())}
        </div>
    }
}

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
    let press = move |_| {
        let Some(input) = place.get() else { return };
        if let Some(on_copy) = on_copy {
            on_copy.run(());
        }
        copy(toasts, &text, t.common.copied, || input.select());
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input class="input" id=id readonly node_ref=place prop:value=url />
        </div>
        <button type="button" class="button" on:click=press>{icon(Icon::Copy)} {t.common.copy_link}</button>
    }
}
