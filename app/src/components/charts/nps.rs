//! Recommendation: detractors, passives and promoters on one bar, the net score beside it.

use super::{
    geometry::stacked,
    likert::{n_of, part_in_words},
    piece_label, piece_rect,
    shape::nps_of,
    table::BarsTable,
};
use crate::locales::{
    numbers::{percent, signed},
    workspace::{lang, texts},
};
use domain::{
    Lang,
    figures::{Nps, QuestionResult},
};
use leptos::prelude::*;

const TONES: [&str; 3] = ["1", "mid", "4"];

#[component]
pub fn NpsChart(question: QuestionResult) -> impl IntoView {
    let lang = lang();
    let words = &texts(lang).charts;
    let nps = nps_of(&question);
    let net = (words.net)(&nps.score().map_or_else(|| "–".to_owned(), signed));
    let pieces = stacked([nps.detractors, nps.passives, nps.promoters]);
    view! {
        <figure class="card">
            <h2>{question.text.get(lang).to_owned()}</h2>
            <ul class="nps">
                <li>
                    <span class="label">{net.clone()}</span>
                    <svg class="track" role="img" aria-label=in_words(&net, nps, lang)>
                        {pieces.map(|piece| piece_rect(piece, TONES[piece.step]))}
                        {pieces.map(|piece| piece_label(piece, TONES[piece.step], lang))}
                    </svg>
                    <span class="n">{n_of(nps.n())}</span>
                </li>
                <li>
                    <p class="scale">
                        <span>{words.detractors}</span>
                        <span>{words.passives}</span>
                        <span>{words.promoters}</span>
                    </p>
                </li>
            </ul>
            <BarsTable question/>
        </figure>
    }
}

fn in_words(net: &str, nps: Nps, lang: Lang) -> String {
    let words = &texts(lang).charts;
    let n = f64::from(nps.n().max(1));
    let parts = [
        (words.detractors, nps.detractors),
        (words.passives, nps.passives),
        (words.promoters, nps.promoters),
    ]
    .map(|(label, count)| part_in_words(label, &percent(f64::from(count) / n, lang), count));
    (words.bar)(net, &parts.join(", "), nps.n())
}
