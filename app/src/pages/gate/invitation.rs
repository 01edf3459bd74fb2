//! An invitation link: the token stands in the fragment, which never reaches a log.

use super::{Card, password_problem, show};
use crate::{
    components::{ErrorSummary, Notice, PageHead, Problems, Ring, TextField, Tone},
    locales::workspace::{errors, t},
    routes::Page,
    workspace::{use_gate, whole_path},
};
use api::{ApiError, model::Invitation, rpc};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_location, use_navigate};

#[component]
pub fn InvitationPage() -> impl IntoView {
    let t = t();
    let token = use_location()
        .hash
        .get_untracked()
        .trim_start_matches('#')
        .to_owned();
    let asked = RwSignal::new(None::<Result<Invitation, ApiError>>);
    let sent = token.clone();
    spawn_local(async move { asked.set(Some(rpc::invitation(sent).await)) });
    let content = move || match asked.get() {
        None => view! { <Ring busy=true /> <p role="status">{t.common.loading}</p> }.into_any(),
        Some(Ok(invitation)) => {
            view! { <Accept token=token.clone() invitation=invitation /> }.into_any()
        }
        Some(Err(ApiError::Expired | ApiError::NotFound)) => {
            view! { <Notice tone=Tone::Attention text=t.gate.invitation_unknown /> }.into_any()
        }
        Some(Err(error)) => view! { <Notice text=errors::api_error(&error) /> }.into_any(),
    };
    view! {
        <Card>
            <PageHead title=t.gate.invitation_title />
            {content}
        </Card>
    }
}

#[component]
fn Accept(token: String, invitation: Invitation) -> impl IntoView {
    let t = t();
    let gate = use_gate();
    let navigate = use_navigate();
    let problems = Problems::provide();
    let password = RwSignal::new(String::new());
    let email = RwSignal::new(invitation.email);
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = password.get_untracked();
        let wrong = password_problem(&chosen);
        if wrong.is_some() || busy.get_untracked() {
            return problems.set(wrong.into_iter().collect());
        }
        busy.set(true);
        let (token, navigate) = (token.clone(), navigate.clone());
        spawn_local(async move {
            match rpc::accept_invitation(token, chosen).await {
                Ok(me) => {
                    navigate(&Page::Home.path(), whole_path());
                    gate.enter(me);
                }
                Err(error) => {
                    show(problems, &error, &["password"]);
                    busy.set(false);
                }
            }
        });
    };
    let role = (t.gate.role)(invitation.role);
    view! {
        <p class="lead">{(t.gate.invitation_lead)(&invitation.organisation, role)}</p>
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            // Tells the password manager whose password this is.
            <TextField
                id="email"
                label=t.gate.email
                value=email
                kind="email"
                autocomplete="username"
                readonly=true
            />
            <TextField
                id="password"
                label=t.gate.password_new
                hint=t.gate.password_hint
                value=password
                kind="password"
                autocomplete="new-password"
            />
            <button class="button primary" aria-disabled=move || busy.get().then_some("true")>
                {t.gate.invitation_accept}
            </button>
        </form>
    }
}
