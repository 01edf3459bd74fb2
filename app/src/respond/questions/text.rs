//! Free text, one line or several. The browser is told to remember nothing of it.

use super::{HEADING, HINT, choice::opt_out, current};
use crate::{
    locales::{numbers::whole, respond::texts},
    respond::{
        Respond,
        parts::{group, live, words},
    },
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
    let field = view! {
        <input
            class="input"
            type="text"
            autocomplete="off"
            maxlength=TEXT_MAX.to_string()
            aria-labelledby=HEADING
            aria-describedby=HINT
            prop:value=untrack(|| text(app, key))
            on:input=move |ev| keep(event_target_value(&ev))
        />
    };
    let mut field = vec![field.into_any()];
    field.extend(care(question, lang));
    let mut drawn = vec![group("field", field)];
    drawn.extend(opt_out(app, question, lang));
    group("answers", drawn)
}

pub(super) fn long(app: Respond, question: &Question, lang: Lang) -> AnyView {
    let key = question.key.as_str();
    let keep = keeper(app, key);
    let field = view! {
        <textarea
            class="input"
            autocomplete="off"
            maxlength=TEXT_MAX.to_string()
            aria-labelledby=HEADING
            aria-describedby=HINT
            prop:value=untrack(|| text(app, key))
            on:input=move |ev| keep(event_target_value(&ev))
        ></textarea>
    };
    let mut under: Vec<AnyView> = care(question, lang).into_iter().collect();
    let counted = question.key.clone();
    let most = whole(TEXT_MAX, lang);
    under.push(live(move || {
        let used = text(app, &counted).chars().count();
        let told = (texts(lang).questions.characters)(&whole(used, lang), &most);
        words("counter", told)
    }));
    let mut drawn = vec![group(
        "free-text",
        vec![field.into_any(), group("under", under)],
    )];
    drawn.extend(opt_out(app, question, lang));
    group("answers", drawn)
}

/// Asks for caution, where the question's own help does not.
fn care(question: &Question, lang: Lang) -> Option<AnyView> {
    let words = texts(lang).questions.free_text_care;
    let needed = question.help.is_none();
    needed.then(|| view! { <p class="hint" id=HINT>{words}</p> }.into_any())
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
