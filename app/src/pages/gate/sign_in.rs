//! Sign-in, at the start or when the server's session has ended under somebody's work.

use super::{Card, show};
use crate::{
    components::{ErrorSummary, Notice, PageHead, Problems, TextField},
    locales::workspace::t,
    routes::Page,
    workspace::{use_gate, whole_path},
};
use api::rpc;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

/// `person` is the address of whoever's work is open on this device.
#[component]
pub fn SignInPage(person: Option<String>) -> impl IntoView {
    let t = t();
    let gate = use_gate();
    let problems = Problems::provide();
    let navigate = use_navigate();
    let again = person.is_some();
    let email = RwSignal::new(person.unwrap_or_default());
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match rpc::sign_in(email.get_untracked(), password.get_untracked()).await {
                Ok(me) => {
                    if again {
                        navigate(&Page::Home.path(), whole_path());
                    }
                    gate.enter(me);
                }
                Err(error) => {
                    show(problems, &error, &["email", "password"]);
                    busy.set(false);
                }
            }
        });
    };
    view! {
        <Card>
            <PageHead title=t.gate.sign_in_title />
            {again.then(|| view! { <Notice text=t.gate.kept /> })}
            <form class="form" novalidate on:submit=submit>
                <ErrorSummary />
                <TextField id="email" label=t.gate.email value=email kind="email" autocomplete="username" />
                <TextField
                    id="password"
                    label=t.gate.password
                    value=password
                    kind="password"
                    autocomplete="current-password"
                />
                <button class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    {t.gate.sign_in}
                </button>
            </form>
            <p class="muted">{t.gate.no_account}</p>
            <p class="muted">{t.gate.forgotten}</p>
        </Card>
    }
}
