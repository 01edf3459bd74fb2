//! The pieces screens are made of. Each gives up its type at once: every kind of closure and element that the view
//! machinery sees is one more copy of the code that draws it, on the way to the first question.

use super::icons::{WARNING, icon};
use leptos::{
    ev::{Event, MouseEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Whether the event happened inside an element that fits the selector.
pub fn happened_in(event: &web_sys::Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target: web_sys::Element| {
        target.closest(selector).is_ok_and(|found| found.is_some())
    })
}

/// Drawn again whenever a signal it reads changes.
pub fn live(draw: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}

/// A property of an element that follows a signal.
pub fn flag(read: impl FnMut() -> bool + Send + 'static) -> Box<dyn FnMut() -> bool + Send> {
    Box::new(read)
}

pub fn stage(parts: Vec<AnyView>) -> AnyView {
    view! { <div class="stage">{parts}</div> }.into_any()
}

/// A stage whose submit button does `submit`.
pub fn form(parts: Vec<AnyView>, submit: impl Fn() + 'static) -> AnyView {
    let submit: Box<dyn Fn()> = Box::new(submit);
    view! {
        <form
            class="stage"
            autocomplete="off"
            novalidate
            on:submit=move |ev| {
                ev.prevent_default();
                submit();
            }
        >
            {parts}
        </form>
    }
    .into_any()
}

pub fn body(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <main class=class>{parts}</main> }.into_any()
}

pub fn group(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{parts}</div> }.into_any()
}

/// The buttons at the foot; the last stands at the right.
pub fn steps(parts: Vec<AnyView>) -> AnyView {
    view! { <footer class="steps">{parts}</footer> }.into_any()
}

/// The heading of a screen: it takes the focus when the screen comes.
pub fn heading(id: Option<&'static str>, text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <h1 class="question" id=id tabindex="-1">{text}</h1> }.into_any()
}

pub fn words(class: &'static str, text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <p class=class>{text}</p> }.into_any()
}

/// The name of the screen in the bar.
pub fn title(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <p><strong>{text}</strong></p> }.into_any()
}

/// A word, with a drawing before or behind it.
pub fn label(
    before: Option<&'static str>,
    text: &'static str,
    behind: Option<&'static str>,
) -> AnyView {
    view! { {before.map(icon)} {text} {behind.map(icon)} }.into_any()
}

pub fn button(class: &'static str, content: AnyView, act: impl Fn() + 'static) -> AnyView {
    let act: Box<dyn Fn()> = Box::new(act);
    let click = move |_: MouseEvent| act();
    view! { <button type="button" class=class on:click=click>{content}</button> }.into_any()
}

/// The button that submits the form of the stage.
pub fn submit(
    class: &'static str,
    content: AnyView,
    waits: impl FnMut() -> bool + Send + 'static,
) -> AnyView {
    view! { <button type="submit" class=class prop:disabled=flag(waits)>{content}</button> }
        .into_any()
}

/// A button that asks for a file.
pub fn file(
    text: &'static str,
    accept: &'static str,
    take: impl Fn(web_sys::File) + 'static,
) -> AnyView {
    let take: Box<dyn Fn(web_sys::File)> = Box::new(take);
    let chosen = move |ev: Event| {
        let input: HtmlInputElement = event_target(&ev);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(file);
        }
        // The same file again counts as a choice.
        input.set_value("");
    };
    view! {
        <label class="button">
            <input type="file" class="visually-hidden" accept=accept on:change=chosen />
            {text}
        </label>
    }
    .into_any()
}

pub fn disclosure(summary: &'static str, content: AnyView) -> AnyView {
    view! { <details><summary>{summary}</summary>{content}</details> }.into_any()
}

/// A row of a description list, with a drawing where it has one.
pub fn row(mark: Option<&'static str>, term: &'static str, text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <div>{mark.map(icon)}<dt>{term}</dt><dd>{text}</dd></div> }.into_any()
}

pub fn rows(class: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! { <dl class=class>{rows}</dl> }.into_any()
}

/// How many have answered, in words and as a bar.
pub fn tally(text: String, id: String, (answered, expected): (u32, u32)) -> AnyView {
    let most = expected.max(1);
    view! {
        <div class="tally">
            <p class="figure" id=id.clone()>{text}</p>
            <progress max=most value=answered.min(most) aria-labelledby=id></progress>
        </div>
    }
    .into_any()
}

/// Said at once by screen readers.
pub fn alert(text: impl Into<String>, button: Option<AnyView>) -> AnyView {
    notice("notice late", Some("alert"), text.into(), button)
}

/// Needs someone, not at once.
pub fn attention(text: impl Into<String>, button: Option<AnyView>) -> AnyView {
    notice("notice attention", None, text.into(), button)
}

fn notice(
    class: &'static str,
    role: Option<&'static str>,
    text: String,
    button: Option<AnyView>,
) -> AnyView {
    view! { <div class=class role=role>{icon(WARNING)}<div><p>{text}</p>{button}</div></div> }
        .into_any()
}

/// The line that says where the data is.
pub fn whereabouts(mark: &'static str, text: impl Into<String>) -> AnyView {
    whereabouts_once(mark, text, || true)
}

/// The same, out of sight until it is true; its place is kept.
pub fn whereabouts_once(
    mark: &'static str,
    text: impl Into<String>,
    mut is_true: impl FnMut() -> bool + Send + 'static,
) -> AnyView {
    let text: String = text.into();
    view! {
        <p class="where" class:pending=flag(move || !is_true()) role="status">
            {icon(mark)}
            <span>{text}</span>
        </p>
    }
    .into_any()
}
