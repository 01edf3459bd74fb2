//! The people of a session: each with what is known, their data for them, and erasing them.

use super::{data::OwnData, edit::EditPerson};
use crate::{
    components::{Confirm, Icon, More, PAGE, Tone, badge, icon, use_toasts},
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
    let people = StoredValue::new(people);
    // Not in the address: what is typed is somebody's name.
    let (typed, drawn) = (RwSignal::new(String::new()), RwSignal::new(PAGE));
    let found =
        Memo::new(move |_| typed.with(|typed| people.with_value(|all| matching(all, typed))));
    let count = move || (t().waves.people)(found.with(|found| found.len() as u32));
    let rows = move || {
        let one = |at: &usize| {
            let known = people.with_value(|all| all[*at].clone());
            view! { <Person session known changed /> }
        };
        let shown = |found: &Vec<usize>| found.iter().take(drawn.get()).map(one).collect_view();
        found.with(shown)
    };
    view! {
        <form class="filters" role="search" on:submit=|event| event.prevent_default()>
            <div class="search">
                {icon(Icon::Search)}
                <input
                    class="input"
                    type="search"
                    aria-label=words.search
                    placeholder=words.search
                    bind:value=typed
                />
            </div>
            <span class="count" role="status">{count}</span>
        </form>
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
                <tbody>{rows}</tbody>
            </table>
        </div>
        <More drawn rows=Signal::derive(move || found.with(Vec::len)) />
    }
}

/// The places of those whose name, address or company holds what is typed.
fn matching(people: &[KnownContact], typed: &str) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    let fits = |known: &KnownContact| {
        let contact = &known.contact;
        let mut texts = [&contact.name, &contact.email, &contact.party].into_iter();
        texts.any(|text| text.to_lowercase().contains(&typed))
    };
    let all = people.iter().enumerate();
    all.filter(|(_, known)| fits(known))
        .map(|(at, _)| at)
        .collect()
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
            <td data-label=words.email class="wide">{contact.email.clone()}</td>
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
