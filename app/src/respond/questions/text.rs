//! Free text, one line or several. The browser is told to remember nothing of it.

use super::{HEADING, HINT, current};
use crate::{locales::respond::texts, respond::Respond};
use domain::{answer::Answer, questionnaire::TEXT_MAX};
use leptos::prelude::*;

pub(super) fn short(app: Respond, key: &str, opt_out: Option<AnyView>) -> AnyView {
    let keep = keeper(app, key);
    let field = view! {
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
    };
    frame(app, key, field, opt_out)
}

pub(super) fn long(app: Respond, key: &str, opt_out: Option<AnyView>) -> AnyView {
    let keep = keeper(app, key);
    let field = view! {
        <textarea
            class="input"
            autocomplete="off"
            maxlength=TEXT_MAX
            aria-labelledby=HEADING
            aria-describedby=HINT
            prop:value=untrack(|| text(app, key))
            on:input=move |ev| keep(event_target_value(&ev))
        ></textarea>
    };
    frame(app, key, field, opt_out)
}

fn frame(
    app: Respond,
    key: &str,
    field: impl IntoView + 'static,
    opt_out: Option<AnyView>,
) -> AnyView {
    let words = &texts(app.lang.get()).questions;
    let key = key.to_owned();
    let most = u32::try_from(TEXT_MAX).unwrap_or(u32::MAX);
    let used = move || {
        let used = text(app, &key).chars().count();
        (words.characters)(u32::try_from(used).unwrap_or(most), most)
    };
    view! {
        <div class="answers">
            <div class="free-text">
                {field} <div class="under" id=HINT><p>{words.free_text_care}</p><p class="counter">{used}</p></div>
            </div>
            {opt_out}
        </div>
    }
    .into_any()
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
