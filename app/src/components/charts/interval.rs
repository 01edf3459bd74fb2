//! A rate on a line from 0 to 100 %, with its 95 % Wilson interval.

use super::geometry::attr;
use crate::locales::{
    numbers::percent,
    workspace::{lang, texts},
};
use domain::figures::Rate;
use leptos::prelude::*;

#[component]
pub fn IntervalLine(rate: Rate) -> impl IntoView {
    let lang = lang();
    let (share, interval) = (rate.share()?, rate.wilson95()?);
    let words =
        (texts(lang).charts.interval)(&percent(interval.low, lang), &percent(interval.high, lang));
    Some(view! {
        <svg class="interval" role="img" aria-label=words>
            <line class="axis" x1="0" x2="100%" y1="10" y2="10"></line>
            <line
                class="range"
                x1=attr(100.0 * interval.low)
                x2=attr(100.0 * interval.high)
                y1="10"
                y2="10"
            ></line>
            <circle class="point" cx=attr(100.0 * share) cy="10" r="6"></circle>
        </svg>
    })
}
