//! Questions of which only is told how many people gave what they ask for: a signature, a photo.

use super::table::BarsTable;
use crate::locales::workspace::{lang, texts};
use domain::figures::{PHOTO, QuestionResult};
use leptos::prelude::*;

#[component]
pub fn Counted(question: QuestionResult) -> impl IntoView {
    let lang = lang();
    let words = &texts(lang).charts;
    let bar = question.bars.first();
    let photos = bar.is_some_and(|bar| bar.key == PHOTO);
    let count = bar.map_or(0, |bar| bar.count);
    let told = if photos {
        words.photos
    } else {
        words.signatures
    };
    view! {
        <figure class="card">
            <h2>{question.text.get(lang).to_owned()}</h2>
            <p class="figure">{told(count)}</p>
            {(question.not_concerned > 0).then(|| view! { <BarsTable question/> })}
        </figure>
    }
}
