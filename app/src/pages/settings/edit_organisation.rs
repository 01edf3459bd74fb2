//! Changing the organisation's name and its contact for data requests.

use super::OnServer;
use crate::{
    components::{
        Dialog, ErrorSummary, Problems, TerritoryField, TextField, territory_key, territory_of,
        use_toasts,
    },
    locales::workspace::{errors, t},
    state::use_account,
    workspace::use_gate,
};
use api::{ApiError, model::OrganisationEdit, rpc};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn EditOrganisation() -> impl IntoView {
    let t = &t().settings;
    let open = RwSignal::new(false);
    view! {
        <OnServer words=t.edit open />
        <Dialog title=t.edit_title open=open>
            <Form open />
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let all = t();
    let (t, gate, toasts) = (&all.settings, use_gate(), use_toasts());
    let now = untrack(|| use_account().organisation());
    let problems = Problems::provide();
    let (name, contact) = (RwSignal::new(now.name), RwSignal::new(now.contact));
    let territory = RwSignal::new(territory_key(now.territory));
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let edit = OrganisationEdit {
            name: name.get_untracked(),
            contact: contact.get_untracked(),
            territory: Some(territory_of(&territory.get_untracked())),
        };
        busy.set(true);
        spawn_local(async move {
            match rpc::edit_organisation(edit).await {
                Ok(me) => {
                    gate.enter(me);
                    open.set(false);
                    toasts.say(t.saved);
                }
                // Offline too: what is typed stays in the form.
                Err(error) => problems.one(field_of(&error), errors::api_error(&error)),
            }
            busy.set(false);
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <p>{t.edit_lead}</p>
            <TextField
                id="organisation-name"
                label=t.organisation_name
                value=name
                autocomplete="organization"
            />
            <TextField
                id="organisation-contact"
                label=t.contact
                hint=all.gate.contact_hint
                value=contact
            />
            <TerritoryField value=territory />
            <div class="form-actions">
                <button class="button primary">{t.save}</button>
            </div>
        </form>
    }
}

fn field_of(error: &ApiError) -> &'static str {
    match error {
        ApiError::Refused { field, .. } if field == "name" => "organisation-name",
        ApiError::Refused { field, .. } if field == "contact" => "organisation-contact",
        _ => "",
    }
}
