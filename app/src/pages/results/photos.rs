//! Photos given as answers, question by question, for the roles that may see single answers. The server has them: without
//! a network their descriptions are shown.

use super::when;
use crate::locales::workspace::{lang, t};
use domain::figures::{PhotoLine, QuestionResult};
use leptos::prelude::*;

#[component]
pub fn Photos(
    photos: Signal<Vec<PhotoLine>>,
    questions: Signal<Vec<QuestionResult>>,
    /// Of small groups together.
    #[prop(optional)]
    pooled: bool,
) -> impl IntoView {
    let words = &t().results;
    let all = move || {
        let photos = photos.get();
        let of = |question: QuestionResult| {
            let of = |line: &&PhotoLine| line.question == question.key;
            let lines: Vec<PhotoLine> = photos.iter().filter(of).cloned().collect();
            (!lines.is_empty()).then(|| row(&question, lines, pooled))
        };
        questions.get().into_iter().filter_map(of).collect_view()
    };
    view! {
        <Show when=move || photos.with(|photos| !photos.is_empty())>
            <section class="section">
                <h2>{words.photos}</h2>
                <p>{words.photos_lead}</p>
                {all}
            </section>
        </Show>
    }
}

fn row(question: &QuestionResult, lines: Vec<PhotoLine>, pooled: bool) -> AnyView {
    let text = question.text.get(lang()).to_owned();
    let photos = lines
        .into_iter()
        .map(|line| one(line, pooled))
        .collect_view();
    view! {
        <h3>{text}</h3>
        <ul class="photos">{photos}</ul>
    }
    .into_any()
}

fn one(line: PhotoLine, pooled: bool) -> AnyView {
    let (lang, words) = (lang(), &t().results);
    let address = format!("/app/sync/v1/photos/{}/{}", line.answer, line.question);
    let day = when(line.day, pooled, lang);
    let about = line.photo.about;
    let (alt, said) = match about.as_str() {
        "" => ((words.photo_of)(&day), None),
        _ => (about.clone(), Some(about.clone())),
    };
    let source = address.clone();
    view! {
        <li>
            <a href=address target="_blank" rel="noopener">
                <img
                    src=source
                    alt=alt
                    width=line.photo.width
                    height=line.photo.height
                    loading="lazy"
                />
            </a>
            {said.map(|said| view! { <p>{said}</p> })}
            <p class="muted">{day}</p>
        </li>
    }
    .into_any()
}
