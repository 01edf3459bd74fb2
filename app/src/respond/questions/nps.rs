//! The recommendation scale, 0 to 10 in one row (two on a phone).

use super::{choice::opt_out, current};
use crate::{
    locales::respond::texts,
    respond::{
        Respond,
        parts::{flag, group},
    },
};
use domain::{Lang, answer::Answer, questionnaire::Question};
use leptos::prelude::*;

pub(super) fn scale(app: Respond, question: &Question, lang: Lang) -> AnyView {
    let mut parts: Vec<AnyView> = (0_u32..=10)
        .map(|score| step(app, &question.key, score))
        .collect();
    // A help text under the question already tells what the ends mean.
    if question.help.is_none() {
        let words = &texts(lang).questions;
        let (low, high) = (words.nps_low, words.nps_high);
        let ends = view! { <p class="ends"><span>{low}</span><span>{high}</span></p> };
        parts.push(ends.into_any());
    }
    let mut drawn = vec![group("scale-nps", parts)];
    drawn.extend(opt_out(app, question, lang));
    group("answers", drawn)
}

fn step(app: Respond, key: &str, score: u32) -> AnyView {
    let owned = key.to_owned();
    let pick = move || app.answer(&owned, Some(Answer::Score(score)));
    let owned = key.to_owned();
    let picked = flag(move || current(app, &owned) == Some(Answer::Score(score)));
    view! {
        <label>
            <input type="radio" name=key.to_owned() prop:checked=picked on:change=move |_| pick() />
            <span>{score.to_string()}</span>
        </label>
    }
    .into_any()
}
