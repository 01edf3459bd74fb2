//! Before the first session: the way, and an example to look at first.

use crate::{
    components::{Icon, icon, use_toasts},
    locales::workspace::{errors, t},
    routes::Page,
    state::use_account,
    workspace::use_gate,
};
use api::rpc;
use domain::role::Permission;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Start() -> impl IntoView {
    let t = &t().home;
    let account = use_account();
    let steps = [
        (t.step_session, t.step_session_text),
        (t.step_campaign, t.step_campaign_text),
        (t.step_collect, t.step_collect_text),
        (t.step_results, t.step_results_text),
        (t.step_action, t.step_action_text),
    ];
    let step = |(index, (title, text)): (usize, (&'static str, &'static str))| {
        view! { <li class:now=index == 0><h3>{title}</h3><p class="muted">{text}</p></li> }
    };
    view! {
        <div class="split">
            <section class="section">
                <h2>{t.start_title}</h2>
                <p class="lead">{t.start_lead}</p>
                <ol class="thread">{steps.into_iter().enumerate().map(step).collect_view()}</ol>
                <Show when=move || account.may(Permission::Plan)>
                    <div class="form-actions">
                        <a class="button primary" href=Page::NewSession.path()>{icon(Icon::Plus)} {t.prepare}</a>
                        <a class="button" href=Page::ImportSessions.path()>{icon(Icon::Upload)} {t.import}</a>
                    </div>
                </Show>
            </section>
            <Show when=move || account.may(Permission::People) && !account.organisation().demo>
                <DemoCard />
            </Show>
        </div>
    }
}

/// The example, an organisation of its own. Also on the settings page.
#[component]
pub fn DemoCard() -> impl IntoView {
    let t = &t().home;
    let gate = use_gate();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let load = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match rpc::create_demo().await {
                Ok(me) => gate.enter(me),
                Err(error) => {
                    busy.set(false);
                    toasts.say(errors::api_error(&error));
                }
            }
        });
    };
    view! {
        <section class="card">
            <h2>{t.load_demo}</h2>
            <p>{t.demo_text}</p>
            <button
                type="button"
                class="button"
                aria-disabled=move || busy.get().then_some("true")
                on:click=load
            >
                {move || if busy.get() { t.demo_loading } else { t.load_demo }}
            </button>
        </section>
    }
}
