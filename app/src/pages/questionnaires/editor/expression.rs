//! A condition or a calculation as it is typed: what is wrong, where, and what can be written.

use super::{desk::Desk, fields::Line};
use crate::locales::workspace::{lang, t};
use domain::{
    expression::{GUIDE, Type, Writing},
    questionnaire::{Part, Question, answer_types},
};
use leptos::prelude::*;

/// Most keys of options that are listed of one question.
const KEYS_SHOWN: usize = 12;

/// The field, with the place of its mistake under it.
pub fn expression(desk: Desk, line: Line, part: Part) -> AnyView {
    let shown = line.shown;
    let problem = desk.problem(part.clone());
    let marked = move || {
        let at = desk.mistake(&part)?;
        // Where nothing is written there is no place to show.
        let text = Some(shown.get()).filter(|text| !text.is_empty())?;
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

/// What can be written: keys with what they hold, then each sign and function with an example.
#[component]
pub fn LanguageHelp() -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let keys = move || {
        desk.pen.with(|content| {
            let types = answer_types(content);
            let all = content.questions.iter().zip(types);
            let lines = all.filter_map(|(question, kind)| Some(key_line(question, &kind?)));
            lines.collect_view()
        })
    };
    view! {
        <details>
            <summary>{words.language_help}</summary>
            <div
                class="stack-close guides"
                tabindex="0"
                role="group"
                aria-label=words.language_help
            >
                <h3>{words.names}</h3>
                <dl class="guide">{keys}</dl>
                <h3>{words.guide}</h3>
                <dl class="guide">{GUIDE.iter().map(guide_line).collect_view()}</dl>
            </div>
        </details>
    }
}

/// A key, its question, and what can be compared with it.
fn key_line(question: &Question, kind: &Type) -> AnyView {
    let words = t();
    let mut holds = (words.editor.type_name)(kind.name()).to_owned();
    if let Some((low, high)) = question.kind.scale() {
        holds = [holds, (words.questionnaires.between)(low, high)].join(" ");
    }
    let options = match kind {
        Type::Choice(keys) | Type::Many(keys) => written(keys),
        _ => String::new(),
    };
    let text = question.text.get(lang()).to_owned();
    view! {
        <div>
            <dt><code>{question.key.clone()}</code></dt>
            <dd>{text} " " <span class="muted">{holds}</span> " " <code>{options}</code></dd>
        </div>
    }
    .into_any()
}

/// Keys as they are compared with; the first of very many.
fn written(keys: &[String]) -> String {
    let first = keys.iter().take(KEYS_SHOWN);
    let mut written: Vec<String> = first.map(|key| format!("'{key}'")).collect();
    if keys.len() > KEYS_SHOWN {
        written.push("…".to_owned());
    }
    written.join(", ")
}

fn guide_line(one: &Writing) -> AnyView {
    let words = &t().language;
    view! {
        <div>
            <dt><code>{one.written}</code></dt>
            <dd>
                {(words.means)(one.name)} " "
                <span class="muted">{words.example} " "</span>
                <code>{one.example}</code>
            </dd>
        </div>
    }
    .into_any()
}
