//! One person's sheet: what is kept of them, their data for them, and erasing them.

use super::{data::OwnData, edit::EditForm};
use crate::{
    components::{Confirm, Dialog, use_toasts},
    locales::workspace::{errors, t},
};
use api::{outreach::KnownContact, rpc};
use domain::ids::{ContactId, SessionId};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn PersonSheet(
    session: SessionId,
    known: KnownContact,
    changed: Callback<()>,
) -> impl IntoView {
    let words = &t().people;
    let open = RwSignal::new(false);
    let name = known.contact.name.clone();
    let label = (t().common.labelled)(words.sheet, &name);
    let known = StoredValue::new(known);
    view! {
        <button type="button" class="button small" aria-label=label on:click=move |_| open.set(true)>
            {words.sheet}
        </button>
        <Dialog title=name open=open side=true>
            {move || {
                let KnownContact { id, contact } = known.get_value();
                let name = contact.name.clone();
                view! {
                    <EditForm session id=Some(id) contact changed open />
                    <OwnData id name=name.clone() />
                    <Erase id name changed />
                }
            }}
        </Dialog>
    }
}

#[component]
fn Erase(id: ContactId, name: String, changed: Callback<()>) -> impl IntoView {
    let words = &t().people;
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let erase = Callback::new(move |()| {
        spawn_local(async move {
            match rpc::erase_contact(id).await {
                Ok(()) => {
                    toasts.say(words.erased);
                    changed.run(());
                }
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    });
    view! {
        <section class="section">
            <h3>{words.erase_title}</h3>
            <p>{words.erase_hint}</p>
            <div class="form-actions">
                <button type="button" class="button danger" on:click=move |_| open.set(true)>
                    {words.erase}
                </button>
            </div>
        </section>
        <Confirm title=words.erase_title open verb=words.erase on_yes=erase>
            <p><strong>{name.clone()}</strong></p>
            <p>{words.erase_text}</p>
        </Confirm>
    }
}
