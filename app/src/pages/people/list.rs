//! The people of a session, one a line.

use super::sheet::PersonSheet;
use crate::{
    components::{Icon, More, PAGE, Tone, badge, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
};
use api::outreach::KnownContact;
use domain::{Lang, contact::Contact, ids::SessionId};
use leptos::prelude::*;

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
                        <th scope="col"><span class="visually-hidden">{words.sheet}</span></th>
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
            <td class="row-actions">
                <PersonSheet session known changed />
            </td>
        </tr>
    }
}

/// Of somebody whom mail does not reach: who says so, and since when.
pub fn returned_text(contact: &Contact) -> String {
    let words = &t().people;
    match contact.refused_on {
        Some(day) => (words.refused)(&dates::day(day, lang())),
        None => words.bounced.to_owned(),
    }
}

/// What keeps from writing, or changes how.
fn states(contact: &Contact) -> impl IntoView + use<> {
    let words = &t().people;
    [
        (contact.opted_out, Tone::Plain, words.opted_out.to_owned()),
        (contact.bounced, Tone::Late, returned_text(contact)),
        (contact.minor, Tone::Plain, words.minor.to_owned()),
        (contact.lang == Lang::En, Tone::Plain, "English".to_owned()),
    ]
    .into_iter()
    .filter(|(is, ..)| *is)
    .map(|(_, tone, said)| view! { {badge(tone, said)} " " })
    .collect_view()
}
