//! Numbers and dates. What cannot be an answer is not kept, and says so when the person goes on.

use super::{HEADING, HINT, choice::opt_out, current};
use crate::{
    locales::respond::texts,
    respond::{Respond, parts::group},
};
use domain::{
    Lang,
    answer::Answer,
    day,
    expression::Number,
    questionnaire::{Question, QuestionKind},
};
use leptos::prelude::*;

pub(super) fn number(
    app: Respond,
    question: &Question,
    (min, max): (u32, u32),
    lang: Lang,
) -> AnyView {
    let value = match untrack(|| current(app, &question.key)) {
        Some(Answer::Score(number)) => number.to_string(),
        _ => String::new(),
    };
    let read = move |text: &str| {
        let number: Option<u32> = text.parse().ok().filter(|n| (min..=max).contains(n));
        number.map(Answer::Score)
    };
    let hint = (texts(lang).questions.between)(min, max);
    figure(app, question, value, hint, Box::new(read), lang)
}

/// An answer of what is typed, if it can be one.
type Reading = Box<dyn Fn(&str) -> Option<Answer>>;

/// A field for figures.
fn figure(
    app: Respond,
    question: &Question,
    value: String,
    hint: String,
    read: Reading,
    lang: Lang,
) -> AnyView {
    let whole = matches!(question.kind, QuestionKind::Number { .. });
    let keys = if whole { "numeric" } else { "decimal" };
    let key = question.key.clone();
    let keep = move |text: String| {
        let text = text.trim();
        let answer = read(text);
        app.mark_invalid(answer.is_none() && !text.is_empty());
        app.answer(&key, answer);
    };
    let field = view! {
        <input
            class="input"
            type="text"
            inputmode=keys
            autocomplete="off"
            aria-labelledby=HEADING
            aria-describedby=HINT
            aria-invalid=move || app.person.read().invalid.to_string()
            prop:value=value
            on:input=move |ev| keep(event_target_value(&ev))
        />
        <p class="hint" id=HINT>{hint}</p>
    };
    let mut drawn = vec![group("field", vec![field.into_any()])];
    drawn.extend(opt_out(app, question, lang));
    group("answers", drawn)
}

/// A number with so many places behind the point.
pub(super) fn decimal(app: Respond, question: &Question, places: u32, lang: Lang) -> AnyView {
    let value = match untrack(|| current(app, &question.key)) {
        Some(Answer::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let value = if lang == Lang::Fr {
        value.replace('.', ",")
    } else {
        value
    };
    let read = move |text: &str| {
        let number = Number::read(text).filter(|number| number.places() <= places);
        number.map(Answer::Number)
    };
    let hint = (texts(lang).questions.decimals)(places);
    figure(app, question, value, hint, Box::new(read), lang)
}

pub(super) fn date(app: Respond, question: &Question, lang: Lang) -> AnyView {
    let key = question.key.clone();
    let value = match untrack(|| current(app, &key)) {
        Some(Answer::Day(day)) => day::text(day),
        _ => String::new(),
    };
    // The browser hands over whole dates only, as `2026-11-21`.
    let keep = move |text: String| app.answer(&key, day::read(&text).map(Answer::Day));
    let field = view! {
        <input
            class="input"
            type="date"
            autocomplete="off"
            aria-labelledby=HEADING
            prop:value=value
            on:input=move |ev| keep(event_target_value(&ev))
        />
    };
    let mut drawn = vec![group("field", vec![field.into_any()])];
    drawn.extend(opt_out(app, question, lang));
    group("answers", drawn)
}
