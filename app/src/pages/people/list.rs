//! The people of a session: each with what is known, their data for them, and erasing them.

use super::{data::OwnData, edit::EditPerson};
use crate::{
    components::{Confirm, Tone, badge, use_toasts},
    locales::workspace::{errors, t},
};
use api::{outreach::KnownContact, rpc};
use domain::{
    Lang,
    contact::Contact,
    ids::{ContactId, SessionId},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn PersonList(
    session: SessionId,
    people: Vec<KnownContact>,
    changed: Callback<()>,
) -> impl IntoView {
    let words = &t().people;
    let rows = people
        .into_iter()
        .map(|known| view! { <Person session known changed /> });
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.email}</th>
                        <th scope="col">{words.stakeholder}</th>
                        <th scope="col">{words.state}</th>
                        <th scope="col"><span class="visually-hidden">{words.edit}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Person(session: SessionId, known: KnownContact, changed: Callback<()>) -> impl IntoView {
    let words = &t().people;
    let contact = known.contact.clone();
    let who = (words.who)(contact.stakeholder);
    let who = match contact.party.as_str() {
        "" => who.to_owned(),
        party => format!("{who}, {party}"),
    };
    view! {
        <tr>
            <th scope="row">{contact.name.clone()}</th>
            <td data-label=words.email>{contact.email.clone()}</td>
            <td data-label=words.stakeholder>{who}</td>
            <td data-label=words.state>{states(&contact)}</td>
            <td class="row-actions in-a-row">
                <EditPerson session known=known.clone() changed /> " "
                <OwnData id=known.id name=contact.name.clone() /> " "
                <Erase id=known.id name=contact.name changed />
            </td>
        </tr>
    }
}

/// What keeps from writing, or changes how.
fn states(contact: &Contact) -> impl IntoView + use<> {
    let words = &t().people;
    [
        (contact.opted_out, Tone::Plain, words.opted_out),
        (contact.bounced, Tone::Late, words.bounced),
        (contact.minor, Tone::Plain, words.minor),
        (contact.lang == Lang::En, Tone::Plain, "English"),
    ]
    .into_iter()
    .filter(|(is, ..)| *is)
    .map(|(_, tone, said)| view! { {badge(tone, said)} " " })
    .collect_view()
}

#[component]
fn Erase(id: ContactId, name: String, changed: Callback<()>) -> impl IntoView {
    let words = &t().people;
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let label = (t().common.labelled)(words.erase, &name);
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
        <button type="button" class="button small" aria-label=label on:click=move |_| open.set(true)>
            {words.erase}
        </button>
        <Confirm title=words.erase_title open verb=words.erase on_yes=erase>
            <p><strong>{name.clone()}</strong></p>
            <p>{words.erase_text}</p>
        </Confirm>
    }
}

/// Takes the last import back, while there is one.
#[component]
pub fn Undo(id: SessionId, count: u32, changed: Callback<()>) -> impl IntoView {
    let words = &t().people;
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let undo = Callback::new(move |()| {
        spawn_local(async move {
            match rpc::undo_contacts(id).await {
                Ok(gone) => {
                    toasts.say((words.undone)(gone));
                    changed.run(());
                }
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    });
    (count > 0).then(|| {
        view! {
            <div class="form-actions">
                <button type="button" class="button" on:click=move |_| open.set(true)>{words.undo}</button>
            </div>
            <Confirm title=words.undo_title open verb=words.undo on_yes=undo>
                <p>{(words.undo_text)(count)}</p>
            </Confirm>
        }
    })
}
