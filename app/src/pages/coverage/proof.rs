//! What stands behind one cell: its surveys with who was asked and how many answered, and what was heard otherwise.

use super::state_badge;
use crate::{
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::{calendar::facts, feedback::title},
    routes::Page,
    state::use_log,
};
use domain::{
    calendar::agenda::Standing,
    coverage::{Cell, Item},
    ids::FeedbackId,
};
use leptos::prelude::*;

#[component]
pub fn Proof(cell: Cell) -> impl IntoView {
    let t = &t().coverage;
    let nothing = cell.items.is_empty() && cell.feedback.is_empty();
    let items = cell.items.into_iter().map(survey).collect_view();
    let heard = cell.feedback;
    view! {
        <p>{state_badge(cell.state)}</p>
        {nothing.then(|| view! { <p>{t.no_proof}</p> })}
        <ul class="proofs">{items}</ul>
        {(!heard.is_empty())
            .then(|| {
                view! {
                    <h3>{t.heard}</h3>
                    <ul class="proofs">
                        {heard.into_iter().map(|id| view! { <li>{feedback(id)}</li> }).collect_view()}
                    </ul>
                }
            })}
        <p><a href=Page::Calendar.path()>{t.to_calendar}</a></p>
    }
}

fn survey(item: Item) -> impl IntoView {
    let all = t();
    let (t, lang, log) = (&all.coverage, lang(), use_log());
    let Item {
        entry,
        state,
        solicitations,
        received,
        replaced_by,
    } = item;
    let name = untrack(|| facts::entry_name(log, &entry));
    let session = untrack(|| log.session(entry.session));
    let session = session.map(|row| row.value.title).unwrap_or_default();
    let named = match entry.campaign {
        Some(id) => view! { <a href=Page::Campaign(id).path()>{name}</a> }.into_any(),
        None => {
            let why = match entry.standing {
                Standing::Missed => t.never_set_up,
                _ => t.without_campaign,
            };
            view! { {name} ", " {why} }.into_any()
        }
    };
    let off = entry.campaign.and_then(|id| {
        let reason = untrack(|| log.campaign(id))?.value.called_off;
        (!reason.is_empty()).then_some(reason)
    });
    let party = (!entry.party.is_empty()).then(|| format!("{}, ", entry.party));
    view! {
        <li>
            <p>{named} " " {state_badge(state)}</p>
            <p class="muted">
                {party} {session} ", " {dates::period(entry.wave.opens, entry.wave.closes, lang)}
            </p>
            <p>
                {(t.asked)(solicitations.len())} ", " {(all.waves.received_n)(received)}
            </p>
            {off.map(|reason| view! { <p>{(all.common.labelled)(all.waves.reason, &reason)}</p> })}
            {replaced_by.map(|id| view! { <p>{(all.common.labelled)(t.instead, "")} {feedback(id)}</p> })}
        </li>
    }
}

fn feedback(id: FeedbackId) -> Option<impl IntoView> {
    let log = use_log();
    let one = untrack(|| log.feedback_of(id))?.value;
    let day = dates::day(one.day, lang());
    Some(view! { <a href=Page::FeedbackOf(id).path()>{title(&one)}</a> ", " {day} })
}
