//! One horizontal bar for each step or option of a question; shares are of the people who answered it.

use super::{
    MIDDLE, TRACK, bar_label,
    geometry::attr,
    likert::{n_of, part_in_words},
    table::BarsTable,
};
use crate::locales::{
    numbers::percent,
    workspace::{lang, texts},
};
use domain::figures::QuestionResult;
use leptos::prelude::*;

/// The longest bar leaves room for its figure.
const LONGEST: f64 = 84.0;

#[component]
pub fn BarsChart(question: QuestionResult) -> impl IntoView {
    let lang = lang();
    let words = &texts(lang).charts;
    let n = question.n;
    let title = question.text.get(lang).to_owned();
    let rows: Vec<_> = question
        .bars
        .iter()
        .map(|bar| {
            let share = f64::from(bar.count) / f64::from(n.max(1));
            let end = attr(share * LONGEST);
            let label = bar_label(&question, bar, lang);
            let in_words = part_in_words(&label, &percent(share, lang), bar.count);
            view! {
                <li>
                    <span class="label">{label}</span>
                    <svg class="track" role="img" aria-label=in_words>
                        <rect class="bar" width=end.clone() height=TRACK></rect>
                        <text x=end dx="8" y=MIDDLE fill="currentColor">{percent(share, lang)}</text>
                    </svg>
                    <span class="n">{(words.of)(bar.count, n)}</span>
                </li>
            }
        })
        .collect();
    view! {
        <figure class="card">
            <h2>{title}</h2>
            <ul class="bars">{rows}</ul>
            <p class="n">{n_of(n)}</p>
            <BarsTable question/>
        </figure>
    }
}
