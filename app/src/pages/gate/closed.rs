//! Why the workspace is not open yet, and what to do.

use super::Card;
use crate::{
    components::{Icon, PageHead, Ring, icon},
    locales::workspace::t,
    workspace::{Stage, use_gate},
};
use leptos::prelude::*;

#[component]
pub fn Closed(#[prop(into)] stage: Signal<Stage>) -> impl IntoView {
    let t = &t().gate;
    move || match stage.get() {
        Stage::FirstOffline => {
            view! { <Why title=t.first_offline_title text=t.first_offline_text /> }.into_any()
        }
        Stage::Locked => view! { <Why title=t.locked_title text=t.locked_text /> }.into_any(),
        Stage::NoStorage(_) => {
            view! { <Why title=t.storage_title text=t.storage_text /> }.into_any()
        }
        _ => view! {
            <main class="gate" id="main">
                <div class="skeleton" role="status"><Ring busy=true /> <p>{t.opening}</p></div>
            </main>
        }
        .into_any(),
    }
}

#[component]
fn Why(title: &'static str, text: &'static str) -> impl IntoView {
    let gate = use_gate();
    view! {
        <Card>
            <PageHead title=title lead=text />
            <button type="button" class="button primary" on:click=move |_| gate.open()>
                {icon(Icon::Refresh)} {t().common.retry}
            </button>
        </Card>
    }
}
