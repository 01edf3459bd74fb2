//! Agreement on four steps, one row a question, centred on the neutral line.

use super::{
    TRACK, bar_label,
    geometry::{Ruler, attr, centred, ruler},
    piece_label, piece_rect,
    shape::four_counts,
    table::LikertTable,
};
use crate::locales::{
    numbers::percent,
    workspace::{lang, texts},
};
use domain::{Lang, figures::QuestionResult};
use leptos::prelude::*;

/// Tones of the four steps, from the lowest.
const TONES: [&str; 4] = ["1", "2", "3", "4"];
/// How far the neutral line goes past the track, px.
const OVERSHOOT: i64 = 5;

#[component]
pub fn LikertChart(#[prop(into)] title: String, questions: Vec<QuestionResult>) -> impl IntoView {
    let lang = lang();
    let words = &texts(lang).charts;
    let ruler = ruler(&questions.iter().map(four_counts).collect::<Vec<_>>());
    let rows: Vec<_> = questions
        .iter()
        .map(|question| row(question, ruler, lang))
        .collect();
    view! {
        <figure class="card">
            <h2>{title.clone()}</h2>
            <ul class="likert">
                {rows}
                <li>
                    <p class="scale">
                        <span>{words.likert4_low}</span>
                        <span>{words.likert4_high}</span>
                    </p>
                </li>
            </ul>
            <LikertTable caption=title questions/>
        </figure>
    }
}

fn row(question: &QuestionResult, ruler: Ruler, lang: Lang) -> impl IntoView + use<> {
    let pieces = centred(four_counts(question), ruler);
    let neutral = attr(ruler.neutral);
    view! {
        <li>
            <span class="label">{question.text.get(lang).to_owned()}</span>
            <svg class="track" role="img" aria-label=in_words(question, lang)>
                {pieces.map(|piece| piece_rect(piece, TONES[piece.step]))}
                {pieces.map(|piece| piece_label(piece, TONES[piece.step], lang))}
                <line
                    class="neutral"
                    x1=neutral.clone()
                    x2=neutral
                    y1=-OVERSHOOT
                    y2=i64::from(TRACK) + OVERSHOOT
                ></line>
            </svg>
            <span class="n">{n_of(question.n)}</span>
        </li>
    }
}

/// `n = 126`, unbroken.
pub(super) fn n_of(n: u32) -> String {
    format!("n\u{a0}=\u{a0}{n}")
}

/// One piece: what it stands for, its share, people.
pub(super) fn part_in_words(label: &str, share: &str, count: u32) -> String {
    format!("{label} {share} ({count})")
}

/// The whole bar as a sentence: every step with its share and people.
fn in_words(question: &QuestionResult, lang: Lang) -> String {
    let words = &texts(lang).charts;
    let n = question.n.max(1);
    let parts: Vec<String> = question
        .bars
        .iter()
        .map(|bar| {
            let share = percent(f64::from(bar.count) / f64::from(n), lang);
            part_in_words(&bar_label(question, bar, lang), &share, bar.count)
        })
        .collect();
    (words.bar)(question.text.get(lang), &parts.join(", "), question.n)
}
