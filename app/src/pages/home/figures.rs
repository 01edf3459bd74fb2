//! The main figures over all campaigns: people added up, each with its n, interval and method.

use super::stages::{counted, pooled};
use crate::{
    components::charts::IntervalLine,
    locales::{
        numbers,
        workspace::{lang, t},
    },
    state::{use_log, use_rollups},
};
use domain::figures::{Nps, Rate};
use leptos::prelude::*;

#[component]
pub fn Figures() -> impl IntoView {
    let t = &t().home;
    let (log, rollups) = (use_log(), use_rollups());
    let all = Memo::new(move |_| {
        let (campaigns, results) = (log.campaigns(), rollups.campaigns());
        let counted = counted(&campaigns, &results);
        let details = || counted.iter().filter_map(|one| one.detail.as_ref());
        let nps = details().fold(Nps::default(), |sum, detail| Nps {
            promoters: sum.promoters + detail.nps.promoters,
            passives: sum.passives + detail.nps.passives,
            detractors: sum.detractors + detail.nps.detractors,
        });
        (
            pooled(counted.iter().map(|one| one.response)),
            pooled(details().map(|detail| detail.satisfaction)),
            nps,
        )
    });
    let tiles = move || {
        let (response, satisfaction, nps) = all.get();
        view! {
            {rate_tile(t.satisfaction, satisfaction, t.satisfaction_method)}
            {rate_tile(t.response, response, t.response_method)}
            {nps_tile(nps)}
        }
    };
    view! {
        <section class="section">
            <h2>{t.figures}</h2>
            <div class="columns">{tiles}</div>
        </section>
    }
}

fn rate_tile(title: &'static str, rate: Rate, method: &'static str) -> AnyView {
    let (t, lang) = (&t().home, lang());
    let Some(share) = rate.share() else {
        return few_tile(title);
    };
    view! {
        <section class="stat">
            <h3>{title}</h3>
            <p class="figure">
                {numbers::decimal(100.0 * share, 1, lang)}
                <span class="unit">{numbers::percent_sign(lang)}</span>
            </p>
            <p class="n">{(t.n_of)(rate.part, rate.whole)}</p>
            <IntervalLine rate=rate />
            <p class="method">{method}</p>
        </section>
    }
    .into_any()
}

fn nps_tile(nps: Nps) -> AnyView {
    let t = &t().home;
    let Some(score) = nps.score() else {
        return few_tile(t.recommend);
    };
    view! {
        <section class="stat">
            <h3>{t.recommend}</h3>
            <p class="figure">{numbers::signed(score)}</p>
            <p class="n">{n_of(nps.n())}</p>
            <p class="method">{t.recommend_method}</p>
        </section>
    }
    .into_any()
}

/// `n = 12`, the same in both languages.
fn n_of(n: u32) -> String {
    format!("n\u{a0}= {n}")
}

fn few_tile(title: &'static str) -> AnyView {
    view! {
        <section class="stat few">
            <h3>{title}</h3>
            <p class="figure">{t().home.few}</p>
        </section>
    }
    .into_any()
}
