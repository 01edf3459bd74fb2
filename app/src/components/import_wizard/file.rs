//! First step: a file, dropped or chosen.

use super::Wizard;
use crate::{
    components::{Icon, icon},
    locales::workspace::t,
};
use leptos::{ev, html, prelude::*};

#[component]
pub fn ChooseFile(wizard: Wizard) -> impl IntoView {
    let t = &t().imports;
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let take_first = move |files: Option<web_sys::FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            wizard.take(file);
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        take_first(event.data_transfer().and_then(|data| data.files()));
    };
    let hover = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let chosen = move |_| {
        take_first(input.get_untracked().and_then(|input| input.files()));
        // Choosing the same file again, once mended, must count as a choice.
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let zone = view! {
        <div class="drop" class:over=over on:dragover=hover on:dragleave=move |_| over.set(false) on:drop=dropped>
            {icon(Icon::Upload)} <p>{t.drop}</p>
            <button type="button" class="button primary" on:click=choose>{t.choose}</button>
            <input
                type="file"
                hidden
                accept=".csv,.tsv,.txt,.xlsx,text/csv"
                aria-label=t.choose
                node_ref=input
                on:change=chosen
            />
            <p class="muted">{t.nothing_yet}</p>
        </div>
    };
    view! {
        <div hidden=move || wizard.busy()>{zone}</div>
    }
}
