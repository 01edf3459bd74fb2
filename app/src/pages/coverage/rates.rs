//! Response rates by stakeholder and wave, each with what it is counted from.

use crate::{
    locales::{
        numbers::percent,
        workspace::{lang, t},
    },
    pages::calendar::facts,
};
use domain::coverage::WaveRate;
use leptos::prelude::*;

#[component]
pub fn Rates(rates: Vec<WaveRate>) -> impl IntoView {
    let all = t();
    let t = &all.coverage;
    let none = rates.is_empty();
    let row = |one: WaveRate| {
        let share = one.rate.share();
        let rate = share.map_or_else(
            || all.common.none.to_owned(),
            |share| percent(share, lang()),
        );
        let n = (all.home.n_of)(one.rate.part, one.rate.whole);
        let unknown = (one.unknown > 0).then(|| {
            view! { <br /> <span class="muted">{(t.unknown)(one.unknown)}</span> }
        });
        let too_many = one.rate.is_too_many().then(|| {
            view! { <br /> <span class="muted">{t.too_many}</span> }
        });
        view! {
            <tr>
                <th scope="row">{facts::name(one.wave, one.stakeholder)} {unknown} {too_many}</th>
                <td class="num" data-label=t.rate>{rate}</td>
                <td class="num" data-label=t.answers>{n}</td>
            </tr>
        }
    };
    let rows = rates.into_iter().map(row).collect_view();
    view! {
        <section class="section rates">
            <h2>{t.rates}</h2>
            <p class="muted">{t.rates_text}</p>
            {none.then(|| view! { <p>{t.no_rates}</p> })}
            <div class="table-wrap" hidden=none>
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{all.calendar.survey}</th>
                            <th scope="col" class="num">{t.rate}</th>
                            <th scope="col" class="num">{t.answers}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
