//! Renaming a tablet, and limiting it to some surveys.

use super::limits::{Limits, is_chosen};
use crate::{
    components::{Dialog, ErrorSummary, Problems, TextField, use_toasts},
    locales::workspace::{errors, t},
};
use api::{
    model::{Tablet, TabletEdit},
    rpc,
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Edit(tablet: Tablet, changed: Callback<()>) -> impl IntoView {
    let words = &t().tablets;
    let open = RwSignal::new(false);
    let named = format!("{} {}", words.edit, tablet.name);
    view! {
        <button type="button" class="button small" aria-label=named on:click=move |_| open.set(true)>
            {words.edit}
        </button>
        <Dialog title=words.edit_title.to_owned() open=open>
            <Form tablet=tablet.clone() changed open />
        </Dialog>
    }
}

#[component]
fn Form(tablet: Tablet, changed: Callback<()>, open: RwSignal<bool>) -> impl IntoView {
    let all = t();
    let words = &all.tablets;
    let toasts = use_toasts();
    let problems = Problems::provide();
    let name = RwSignal::new(tablet.name);
    let only = RwSignal::new(tablet.only);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let edit = TabletEdit {
            id: tablet.id,
            name: name.with_untracked(|name| name.trim().to_owned()),
            only: only.get_untracked(),
        };
        if edit.name.is_empty() {
            return problems.one("tablet-name", all.errors.required);
        }
        if !is_chosen(only, problems) {
            return;
        }
        spawn_local(async move {
            match rpc::edit_tablet(edit).await {
                Ok(()) => {
                    open.set(false);
                    toasts.say(words.edited);
                    changed.run(());
                }
                Err(error) => problems.one("", errors::api_error(&error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <TextField id="tablet-name" label=words.name hint=words.name_hint value=name />
            <Limits only />
            <div class="form-actions">
                <button class="button primary">{all.common.save}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {all.common.cancel}
                </button>
            </div>
        </form>
    }
}
