//! The recommendation scale, 0 to 10 in one row (two on a phone).

use super::{choice::opt_out, current};
use crate::{locales::respond::texts, respond::Respond};
use domain::{Lang, answer::Answer, questionnaire::Question};
use leptos::prelude::*;

pub(super) fn scale(app: Respond, question: &Question, lang: Lang) -> AnyView {
    let words = &texts(lang).questions;
    let steps: Vec<_> = (0_u32..=10)
        .map(|score| {
            let key = question.key.clone();
            let pick = move || app.answer(&key, Some(Answer::Score(score)));
            let key = question.key.clone();
            let picked = move || current(app, &key) == Some(Answer::Score(score));
            view! {
                <label>
                    <input
                        type="radio"
                        name=question.key.clone()
                        prop:checked=picked
                        on:change=move |_| pick()
                    />
                    <span>{score}</span>
                </label>
            }
        })
        .collect();
    // A help text under the question already tells what the ends mean.
    let ends = question.help.is_none().then(|| {
        view! { <p class="ends"><span>{words.nps_low}</span><span>{words.nps_high}</span></p> }
    });
    view! {
        <div class="answers">
            <div class="scale-nps">{steps} {ends}</div>
            {opt_out(app, question, lang)}
        </div>
    }
    .into_any()
}
