//! The main figures over all campaigns: people added up, each with its n, interval and method.

use super::totals::Totals;
use crate::{
    components::charts::IntervalLine,
    locales::{
        numbers,
        workspace::{lang, t},
    },
};
use domain::figures::{Nps, Rate};
use leptos::prelude::*;

#[component]
pub fn Figures(totals: Memo<Totals>) -> impl IntoView {
    let t = &t().home;
    let tiles = move || {
        let totals = totals.get();
        let left_out = (totals.unknown > 0).then(|| (t.unknown)(totals.unknown));
        view! {
            {rate_tile(t.satisfaction, totals.satisfaction, t.satisfaction_method, None)}
            {rate_tile(t.response, totals.response, t.response_method, left_out)}
            {nps_tile(totals.nps)}
        }
    };
    view! {
        <section class="section">
            <h2>{t.figures}</h2>
            <div class="columns">{tiles}</div>
        </section>
    }
}

/// `left_out` says what the rate does not count.
fn rate_tile(
    title: &'static str,
    rate: Rate,
    method: &'static str,
    left_out: Option<String>,
) -> AnyView {
    let (t, lang) = (&t().home, lang());
    let Some(share) = rate.share() else {
        return few_tile(title, left_out);
    };
    view! {
        <section class="stat">
            <h3>{title}</h3>
            <p class="figure">
                {numbers::decimal(100.0 * share, 1, lang)}
                <span class="unit">{numbers::percent_sign(lang)}</span>
            </p>
            <p class="n">{(t.n_of)(rate.part, rate.whole)}</p>
            {left_out.map(|text| view! { <p class="n">{text}</p> })}
            <IntervalLine rate=rate />
            <p class="method">{method}</p>
        </section>
    }
    .into_any()
}

fn nps_tile(nps: Nps) -> AnyView {
    let t = &t().home;
    let Some(score) = nps.score() else {
        return few_tile(t.recommend, None);
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

fn few_tile(title: &'static str, left_out: Option<String>) -> AnyView {
    let t = t();
    let figure = match &left_out {
        Some(_) => t.common.none,
        None => t.home.few,
    };
    view! {
        <section class="stat few">
            <h3>{title}</h3>
            <p class="figure">{figure}</p>
            {left_out.map(|text| view! { <p class="n">{text}</p> })}
        </section>
    }
    .into_any()
}
