//! First run: the organisation, whom respondents write to, and the first account.

use super::{Card, password_problem, show};
use crate::{
    components::{
        ErrorSummary, PageHead, Problems, TerritoryField, TextField, territory_key, territory_of,
    },
    locales::workspace::t,
    workspace::use_gate,
};
use api::{model::Setup, rpc};
use domain::calendar::Territory;
use leptos::{prelude::*, task::spawn_local};

const FIELDS: [&str; 5] = ["organisation", "contact", "name", "email", "password"];

#[component]
pub fn SetupPage() -> impl IntoView {
    let t = t();
    let gate = use_gate();
    let problems = Problems::provide();
    let [organisation, contact, name, email, password] =
        FIELDS.map(|_| RwSignal::new(String::new()));
    let territory = RwSignal::new(territory_key(Territory::default()));
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let setup = Setup {
            organisation: organisation.get_untracked(),
            contact: contact.get_untracked(),
            territory: territory_of(&territory.get_untracked()),
            name: name.get_untracked(),
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        let wrong = mistakes(&setup);
        if !wrong.is_empty() || busy.get_untracked() {
            return problems.set(wrong);
        }
        problems.clear();
        busy.set(true);
        spawn_local(async move {
            match rpc::set_up(setup).await {
                Ok(me) => gate.enter(me),
                Err(error) => {
                    show(problems, &error, &FIELDS);
                    busy.set(false);
                }
            }
        });
    };
    view! {
        <Card>
            <PageHead title=t.gate.setup_title lead=t.gate.setup_lead />
            <form class="form" novalidate on:submit=submit>
                <ErrorSummary />
                <TextField
                    id="organisation"
                    label=t.gate.organisation
                    hint=t.gate.organisation_hint
                    value=organisation
                    autocomplete="organization"
                />
                <TextField id="contact" label=t.gate.contact hint=t.gate.contact_hint value=contact />
                <TerritoryField value=territory />
                <TextField id="name" label=t.gate.name value=name autocomplete="name" />
                <TextField id="email" label=t.gate.email value=email kind="email" autocomplete="username" />
                <TextField
                    id="password"
                    label=t.gate.password_new
                    hint=t.gate.password_hint
                    value=password
                    kind="password"
                    autocomplete="new-password"
                />
                <button class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    {t.gate.create}
                </button>
            </form>
        </Card>
    }
}

fn mistakes(setup: &Setup) -> Vec<(&'static str, String)> {
    let texts = [
        &setup.organisation,
        &setup.contact,
        &setup.name,
        &setup.email,
    ];
    let empty = FIELDS
        .into_iter()
        .zip(texts)
        .filter(|(_, text)| text.trim().is_empty());
    let mut wrong: Vec<_> = empty
        .map(|(field, _)| (field, t().errors.required.to_owned()))
        .collect();
    wrong.extend(password_problem(&setup.password));
    wrong
}
