//! One question. A tap selects, Next goes on: nothing moves by itself, so that a slip can be mended, arrow keys and
//! screen readers can look around, and Next is always at the same place.

use super::{bar, focus, notice};
use crate::respond::{
    Respond,
    icons::{ARROW_LEFT, ARROW_RIGHT, TABLET, icon},
    questions::{self, HEADING, HELP},
    state::Trouble,
};
use domain::questionnaire::Question;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub(super) fn page(app: Respond, at: u32) -> AnyView {
    let Some(asked) = app.person.asked.get_untracked() else {
        return ().into_any();
    };
    let Some(question) = asked.questionnaire.questions.get(at as usize).cloned() else {
        return ().into_any();
    };
    let keys = window_event_listener(ev::keydown, {
        let first = questions::first_key(&question);
        move |ev| press(app, &ev, first)
    });
    on_cleanup(move || keys.remove());
    let count = u32::try_from(asked.questionnaire.questions.len()).unwrap_or(u32::MAX);
    let go_on = move |ev: ev::SubmitEvent| {
        ev.prevent_default();
        next(app);
    };
    let (shown, named) = (question.clone(), question.clone());
    view! {
        <form class="stage" autocomplete="off" novalidate on:submit=go_on>
            {bar::bar(app, progress(app, at, count))}
            {move || content(app, &shown)}
            {move || steps(app, &named, at, at + 1 == count)}
        </form>
    }
    .into_any()
}

fn progress(app: Respond, at: u32, count: u32) -> impl IntoView {
    view! {
        <div class="progress">
            <p id="progress">{move || (app.t().questions.progress)(at + 1, count)}</p>
            <progress max=count value=at + 1 aria-labelledby="progress"></progress>
        </div>
    }
}

fn content(app: Respond, question: &Question) -> impl IntoView + use<> {
    let lang = app.lang.get();
    let text = question.text.get(lang).to_owned();
    // "ont-ils" stays on one line: a word joiner behind each hyphen.
    let heading = text.replace('-', "-\u{2060}");
    let help = question.help.as_ref().map(|help| {
        view! { <p class="help" id=HELP>{help.get(lang).to_owned()}</p> }
    });
    let described = help.is_some().then_some(HELP);
    view! {
        <main class="ask">
            <div>
                <h1 class="question" id=HEADING tabindex="-1">{heading}</h1>
                {help}
            </div>
            <fieldset aria-describedby=described>
                <legend class="visually-hidden">{text}</legend>
                {questions::controls(app, question)}
            </fieldset>
            {move || trouble(app)}
        </main>
    }
}

/// What the person must know now, with the way out.
fn trouble(app: Respond) -> Option<AnyView> {
    let words = app.t();
    let asked = &words.questions;
    let retry =
        || view! { <button type="submit" class="button">{words.frame.retry}</button> }.into_any();
    let (text, button) = match app.person.trouble.get()? {
        Trouble::DraftNotKept => (asked.draft_not_kept, ().into_any()),
        Trouble::Full => (asked.not_stored_full, retry()),
        Trouble::NotStored => (asked.not_stored, retry()),
        Trouble::NothingAnswered => {
            let finish = view! {
                <button type="button" class="button" on:click=move |_| app.decline()>
                    {asked.finish_without}
                </button>
            };
            (asked.nothing_answered, finish.into_any())
        }
        Trouble::Invalid => (asked.not_a_number, ().into_any()),
    };
    Some(notice::alert(text, button).into_any())
}

fn steps(app: Respond, question: &Question, at: u32, last: bool) -> impl IntoView + use<> {
    let words = app.t();
    let key = question.key.clone();
    let answered = Memo::new(move |_| {
        app.person
            .answers
            .with(|answers| answers.contains_key(&key))
    });
    let any = Memo::new(move |_| app.person.answers.with(|answers| !answers.is_empty()));
    let kept = if app.is_tablet() {
        words.frame.kept_tablet
    } else {
        words.frame.kept_device
    };
    let onward = move || match (last, answered.get()) {
        (true, _) => words.frame.finish,
        (false, true) => words.frame.next,
        (false, false) => words.frame.skip,
    };
    let back = (at > 0).then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| app.back()>
                {icon(ARROW_LEFT)} {words.frame.back}
            </button>
        }
    });
    view! {
        <footer class="steps">
            {back}
            {move || (any.get() && !draft_lost(app)).then(|| notice::whereabouts(TABLET, kept))}
            <button
                type="submit"
                class="button"
                class:primary=move || last || answered.get()
                prop:disabled=move || app.person.busy.get()
            >
                {onward} {icon(ARROW_RIGHT)}
            </button>
        </footer>
    }
}

fn draft_lost(app: Respond) -> bool {
    app.person.trouble.get() == Some(Trouble::DraftNotKept)
}

/// On, unless the field holds what cannot be an answer.
fn next(app: Respond) {
    if app.person.invalid.get_untracked() {
        app.person.trouble.set(Some(Trouble::Invalid));
        focus("fieldset .input");
    } else {
        app.next();
    }
}

/// Figures pick a card, Enter goes on, wherever the focus is but in a field or on a button.
fn press(app: Respond, ev: &ev::KeyboardEvent, first: u32) {
    if ev.ctrl_key() || ev.alt_key() || ev.meta_key() || ev.is_composing() {
        return;
    }
    let target: Option<HtmlElement> = ev.target().and_then(|target| target.dyn_into().ok());
    let tag = target
        .as_ref()
        .map(|target| target.tag_name())
        .unwrap_or_default();
    let typing = target
        .as_ref()
        .is_some_and(|target| target.class_name() == "input");
    let in_dialog = target
        .as_ref()
        .is_some_and(|target| target.closest("dialog").is_ok_and(|found| found.is_some()));
    if typing || in_dialog {
        return;
    }
    match ev.key().parse::<u32>() {
        Ok(figure) => pick(figure, first),
        // Buttons and inputs answer to Enter by themselves.
        Err(_) if ev.key() == "Enter" && tag != "BUTTON" && tag != "INPUT" => next(app),
        Err(_) => {}
    }
}

/// Clicks the card of a figure key. On the recommendation scale a 0 after a 1 is a 10.
fn pick(figure: u32, first: u32) {
    let Ok(inputs) = document().query_selector_all("fieldset input:not(.input)") else {
        return;
    };
    let input = |index: u32| -> Option<web_sys::HtmlInputElement> {
        inputs.get(index).and_then(|node| node.dyn_into().ok())
    };
    let ten = first == 0 && figure == 0 && input(1).is_some_and(|one| one.checked());
    let index = if ten {
        Some(10)
    } else {
        figure.checked_sub(first)
    };
    if let Some(card) = index.and_then(input) {
        let _ = card.focus();
        card.click();
    }
}
