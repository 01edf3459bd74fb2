//! The access was withdrawn: what waited was handed over, what this device held is gone.

use super::Card;
use crate::{
    components::{Notice, PageHead, Tone},
    locales::workspace::t,
    state::use_sync_status,
    workspace::use_gate,
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Withdrawn() -> impl IntoView {
    let (gate, status) = (use_gate(), use_sync_status());
    let t = &t().gate;
    let left = move || {
        let set_aside = status.set_aside().into_iter().filter(|one| !one.held);
        match status.unsent().count + set_aside.count() {
            0 => None,
            n => Some(view! { <Notice tone=Tone::Attention text=(t.withdrawn_left)(n) /> }),
        }
    };
    view! {
        <Card>
            <PageHead title=t.withdrawn_title lead=t.withdrawn_text />
            {left}
            <button type="button" class="button" on:click=move |_| spawn_local(gate.leave())>
                {t.sign_in}
            </button>
        </Card>
    }
}
