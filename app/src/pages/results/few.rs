//! Under five answers: what is known all the same, why there is no more, and what to do.

use super::figures::Headcount;
use crate::{locales::workspace::t, routes::Page};
use domain::figures::{CampaignResults, SMALL_GROUP};
use leptos::prelude::*;

#[component]
pub fn TooFew(results: CampaignResults, headcount: Headcount, open: bool) -> impl IntoView {
    let words = &t().results;
    let present = headcount.expected.saturating_sub(headcount.absent);
    let step = if open {
        view! {
            <p>{words.few_open}</p>
            <a class="button primary" href=Page::Campaign(results.campaign).path()>{words.campaign}</a>
        }
        .into_any()
    } else {
        view! {
            <p>{words.few_closed}</p>
            <a class="button" href=format!("{}#pools", Page::Results.path())>{words.to_pools}</a>
        }
        .into_any()
    };
    view! {
        <section class="empty">
            <h2>{(words.too_few)(results.response.part, SMALL_GROUP)}</h2>
            <p>{words.few_text}</p>
            {step}
        </section>
        <Known results present/>
    }
}

/// The counts, from which no answer can be told.
#[component]
pub fn Known(results: CampaignResults, present: u32) -> impl IntoView {
    let words = &t().results;
    let counts = results.counts;
    let excluded = counts.received.saturating_sub(results.response.part);
    let facts = [
        (words.received, counts.received, ""),
        (words.present, present, ""),
        (words.refused, counts.refused, ""),
        (words.abandoned, counts.abandoned, ""),
        (words.excluded, excluded, ""),
        (words.quarantined, counts.quarantined, words.quarantine_hint),
    ];
    // The first two always; the others only when there is something to tell.
    let rows = facts
        .into_iter()
        .enumerate()
        .filter(|(index, (_, count, _))| *index < 2 || *count > 0)
        .map(|(_, (label, count, hint))| {
            let hint = (!hint.is_empty()).then(|| view! { " " <span class="muted">{hint}</span> });
            view! {
                <dt>{label}</dt>
                <dd class="num">{count} {hint}</dd>
            }
        })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }
}
