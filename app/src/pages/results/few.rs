//! Under five answers: what is known all the same, why there is no more, and what to do.

use super::figures::{Headcount, ResponseStat};
use crate::{locales::workspace::t, routes::Page, state::use_rollups};
use domain::{
    campaign::{Privacy, Stakeholder, few_expected},
    figures::{CampaignResults, SMALL_GROUP},
};
use leptos::prelude::*;

#[component]
pub fn TooFew(
    results: CampaignResults,
    headcount: Headcount,
    open: bool,
    privacy: Privacy,
    /// Who is asked.
    who: Stakeholder,
) -> impl IntoView {
    let (rollups, words) = (use_rollups(), &t().results);
    // A pool is told of once it has five answers itself.
    let pooled = move || rollups.pools().iter().any(|pool| pool.detail.is_some());
    let step = if open {
        view! {
            <p>{words.few_open}</p>
            <a class="button primary" href=Page::Campaign(results.campaign).path()>{words.campaign}</a>
        }
        .into_any()
    } else {
        view! {
            <p>{words.few_closed}</p>
            <Show when=pooled fallback=move || view! { <p>{words.few_pool}</p> }>
                <a class="button" href=format!("{}#pools", Page::Results.path())>{words.to_pools}</a>
            </Show>
        }
        .into_any()
    };
    let expected = headcount.expected.saturating_sub(headcount.absent);
    // Fewer than are shown will ever come: what can be done about the next survey.
    let next = few_expected(who, privacy, expected).map(|few| {
        view! {
            <p>{(t().waves.small_group)(few)}</p>
            <a class="button" href=Page::CalendarRules.path()>{t().waves.to_small_groups}</a>
        }
    });
    view! {
        <section class="empty">
            <h2>{(words.too_few)(results.response.part, SMALL_GROUP)}</h2>
            <p>{(words.few_text)(privacy)}</p>
            {step}
            {next}
        </section>
        <div class="columns">
            <ResponseStat results=results.clone() headcount/>
            <Known results/>
        </div>
    }
}

/// What intake counted beside the answers, when there is something to tell; no answer can be told from it.
#[component]
pub fn Known(results: CampaignResults) -> impl IntoView {
    let words = &t().results;
    let counts = results.counts;
    let excluded = counts.received.saturating_sub(results.response.part);
    let facts = [
        (words.refused, counts.refused, ""),
        (words.abandoned, counts.abandoned, ""),
        (words.excluded, excluded, ""),
        (words.quarantined, counts.quarantined, words.quarantine_hint),
    ];
    let any = facts.iter().any(|(_, count, _)| *count > 0);
    let rows = facts
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(label, count, hint)| {
            let hint = (!hint.is_empty()).then(|| view! { " " <span class="muted">{hint}</span> });
            view! {
                <dt>{label}</dt>
                <dd class="num">{count} {hint}</dd>
            }
        })
        .collect_view();
    any.then(|| view! { <dl class="facts">{rows}</dl> })
}
