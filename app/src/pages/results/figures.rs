//! The head figures: each with its numbers, its n and its method in a sentence.

use crate::{
    components::charts::IntervalLine,
    locales::{
        numbers::{decimal, percent, percent_sign, signed},
        workspace::{lang, t},
    },
};
use domain::figures::{CampaignResults, Detail, Nps, Rate};
use leptos::prelude::*;

/// Fewer answers than this make a net promoter score nothing to compare.
const NPS_COMPARABLE: u32 = 30;

/// Head-count and absences of the session, as this device has them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Headcount {
    pub expected: u32,
    pub absent: u32,
}

#[component]
pub fn ResponseStat(results: CampaignResults, headcount: Headcount) -> impl IntoView {
    let words = &t().results;
    let Rate { part, whole } = results.response;
    let received = results.counts.received;
    // How many others than beneficiaries there are no session tells.
    if whole == 0 {
        return view! {
            <section class="stat">
                <h3>{words.response}</h3>
                <p class="n">{(t().waves.received_n)(part)}</p>
            </section>
        }
        .into_any();
    }
    let method = (words.response_method)(
        received,
        received.saturating_sub(part),
        headcount.expected,
        headcount.absent,
    );
    view! {
        <section class="stat">
            <h3>{words.response}</h3>
            <Percentage rate=results.response/>
            <p class="n">{(words.response_n)(part, whole)}</p>
            <p class="method">{method}</p>
        </section>
    }
    .into_any()
}

#[component]
pub fn SatisfactionStat(rate: Rate) -> impl IntoView {
    let (lang, words) = (lang(), &t().results);
    let interval = rate.wilson95().map(|interval| {
        let (low, high) = (percent(interval.low, lang), percent(interval.high, lang));
        (t().charts.interval)(&low, &high)
    });
    view! {
        <section class="stat">
            <h3>{words.satisfaction}</h3>
            <Percentage rate/>
            <p class="n">{(words.n)(rate.whole)}</p>
            <IntervalLine rate/>
            <p class="n">{interval}</p>
            <p class="method">{words.satisfaction_method}</p>
        </section>
    }
}

#[component]
pub fn NpsStat(nps: Nps) -> impl IntoView {
    let words = &t().results;
    let score = nps
        .score()
        .map_or_else(|| t().common.none.to_owned(), signed);
    let small = (nps.n() < NPS_COMPARABLE).then(|| (words.nps_small)(nps.n()));
    view! {
        <section class="stat">
            <h3>{words.nps}</h3>
            <p class="figure">{score}</p>
            <p class="n">{(words.n)(nps.n())}</p>
            <p class="method">{words.nps_method} " " {small}</p>
        </section>
    }
}

/// Satisfaction and recommendation of a detail.
#[component]
pub fn DetailStats(detail: Detail) -> impl IntoView {
    view! {
        <SatisfactionStat rate=detail.satisfaction/>
        <NpsStat nps=detail.nps/>
    }
}

#[component]
fn Percentage(rate: Rate) -> impl IntoView {
    let lang = lang();
    match rate.share() {
        Some(share) => view! {
            <p class="figure">
                {decimal(100.0 * share, 1, lang)} <span class="unit">{percent_sign(lang)}</span>
            </p>
        }
        .into_any(),
        None => view! { <p class="figure">{t().common.none}</p> }.into_any(),
    }
}
