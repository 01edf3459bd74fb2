//! Free text, one line or several. The browser is told to remember nothing of it.

use super::{HEADING, HINT, choice::opt_out, current};
use crate::{
    locales::{numbers::whole, respond::texts},
    respond::Respond,
};
use domain::{
    Lang,
    answer::Answer,
    questionnaire::{Question, TEXT_MAX},
};
use leptos::prelude::*;

pub(super) fn short(app: Respond, question: &Question, lang: Lang) -> AnyView {
    let key = question.key.as_str();
    let keep = keeper(app, key);
    view! {
        <div class="answers">
            <div class="field">
                <input
                    class="input"
                    type="text"
                    autocomplete="off"
                    maxlength=TEXT_MAX
                    aria-labelledby=HEADING
                    aria-describedby=HINT
                    prop:value=untrack(|| text(app, key))
                    on:input=move |ev| keep(event_target_value(&ev))
                />
                {care(question, lang)}
            </div>
            {opt_out(app, question, lang)}
        </div>
    }
    .into_any()
}

pub(super) fn long(app: Respond, question: &Question, lang: Lang) -> AnyView {
    let key = question.key.as_str();
    let keep = keeper(app, key);
    let counted = question.key.clone();
    let most = whole(TEXT_MAX, lang);
    let used = move || {
        let used = text(app, &counted).chars().count();
        (texts(lang).questions.characters)(&whole(used, lang), &most)
    };
    view! {
        <div class="answers">
            <div class="free-text">
                <textarea
                    class="input"
                    autocomplete="off"
                    maxlength=TEXT_MAX
                    aria-labelledby=HEADING
                    aria-describedby=HINT
                    prop:value=untrack(|| text(app, key))
                    on:input=move |ev| keep(event_target_value(&ev))
                ></textarea>
                <div class="under">{care(question, lang)} <p class="counter">{used}</p></div>
            </div>
            {opt_out(app, question, lang)}
        </div>
    }
    .into_any()
}

/// Asks for caution, where the question's own help does not.
fn care(question: &Question, lang: Lang) -> Option<impl IntoView> {
    let words = texts(lang).questions.free_text_care;
    question
        .help
        .is_none()
        .then(|| view! { <p class="hint" id=HINT>{words}</p> })
}

/// Keeps what is typed; nothing but blanks is no answer.
fn keeper(app: Respond, key: &str) -> impl Fn(String) + 'static {
    let key = key.to_owned();
    move |text| {
        let some = !text.trim().is_empty();
        app.answer(&key, some.then_some(Answer::Text(text)));
    }
}

fn text(app: Respond, key: &str) -> String {
    match current(app, key) {
        Some(Answer::Text(text)) => text,
        _ => String::new(),
    }
}
