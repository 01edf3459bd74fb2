//! A condition or a calculation as it is typed: what is wrong, where, and what can be written.

use super::{desk::Desk, fields::Line};
use crate::locales::workspace::t;
use domain::{
    expression::names,
    questionnaire::{Part, answer_types},
};
use leptos::prelude::*;

/// The field, with the place of its mistake under it.
pub fn expression(desk: Desk, line: Line, part: Part) -> AnyView {
    let shown = line.shown;
    let problem = desk.problem(part.clone());
    let marked = move || {
        let at = desk.mistake(&part)?;
        let text = shown.get();
        let (before, rest) = text.split_at_checked(at.start)?;
        let (wrong, after) = rest.split_at_checked(at.len())?;
        // The end that comes too early is a place, too.
        let wrong = if wrong.is_empty() { "…" } else { wrong };
        let parts = [before, wrong, after].map(str::to_owned);
        let [before, wrong, after] = parts;
        Some(view! {
            <p class="mistake"><code>{before}<mark>{wrong}</mark>{after}</code></p>
        })
    };
    view! { <div class="stack-close">{line.problem(problem).view()} {marked}</div> }.into_any()
}

/// What can be written: keys with what they hold, functions, examples.
#[component]
pub fn LanguageHelp() -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let keys = move || {
        desk.pen.with(|content| {
            let types = answer_types(content);
            let line = |(question, kind): (&domain::questionnaire::Question, _)| {
                let kind: domain::expression::Type = kind?;
                let key = question.key.clone();
                Some(view! { <li><code>{key}</code> " " {(words.type_name)(kind.name())}</li> })
            };
            let lines = content.questions.iter().zip(types).filter_map(line);
            lines.collect_view()
        })
    };
    let examples = [
        "overall <= 2",
        "pace = 'too_fast' or selected(barriers, 'time')",
        "answered(improve) and not (nps >= 9)",
        "days(started, today()) < 365",
    ];
    let examples = examples.map(|example| view! { <li><code>{example}</code></li> });
    let words_between = ["and", "or", "not"];
    let functions: Vec<&str> = words_between.into_iter().chain(names()).collect();
    let functions = functions.join(", ");
    view! {
        <details>
            <summary>{words.language_help}</summary>
            <div class="stack-close">
                <h3>{words.examples}</h3>
                <ul class="plain">{examples}</ul>
                <h3>{words.names}</h3>
                <ul class="plain">{keys}</ul>
                <h3>{words.functions}</h3>
                <p><code>{functions}</code></p>
            </div>
        </details>
    }
}
