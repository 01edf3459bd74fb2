//! One question. A tap selects, Next goes on: nothing moves by itself, so that a slip can be mended, arrow keys and
//! screen readers can look around, and Next is always at the same place.

use super::{bar, focus};
use crate::respond::{
    Respond,
    icons::{ARROW_LEFT, ARROW_RIGHT, TABLET},
    parts::{
        alert, body, button, form, group, happened_in, heading, label, live, steps, submit,
        whereabouts_once, words,
    },
    questions::{self, HEADING, HELP},
    state::Trouble,
};
use domain::questionnaire::Question;
use intake::device::Asked;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

pub(super) fn page(app: Respond, at: u32) -> AnyView {
    let Some(asked) = app.asked() else {
        return ().into_any();
    };
    let all = &asked.questionnaire.questions;
    let Some(question) = all.get(at as usize) else {
        return ().into_any();
    };
    let first = questions::first_key(question);
    let keys = window_event_listener(ev::keydown, move |ev| press(app, &ev, first));
    on_cleanup(move || keys.remove());
    drawn(app, &asked, at, question, false)
}

/// The same question as a part of another page, which has a heading, a main part and keys of its own.
pub fn within(app: Respond, at: u32) -> AnyView {
    let asked = app.asked();
    let drawn = asked.and_then(|asked| {
        let question = asked.questionnaire.questions.get(at as usize)?;
        Some(drawn(app, &asked, at, question, true))
    });
    drawn.into_any()
}

fn drawn(app: Respond, asked: &Asked, at: u32, question: &Question, within: bool) -> AnyView {
    let key = question.key.clone();
    let may_skip = question.kind.is_asked() && !app.must_answer(at);
    // Worked out once for each answer: an answer can bring more questions.
    let shown = Memo::new(move |_| {
        app.person.track();
        app.all_shown()
    });
    let heading = if within { subheading } else { question_heading };
    let parts = content(app, asked, at, question, heading);
    form(
        vec![
            bar::bar_with_easy(app, live(move || progress(app, at, &shown.read()))),
            if within {
                group("ask", parts)
            } else {
                body("ask", parts)
            },
            live(move || foot(app, &key, at, &shown.read(), may_skip)),
        ],
        move || next(app),
    )
}

fn question_heading(text: String) -> AnyView {
    heading(Some(HEADING), text)
}

fn subheading(text: String) -> AnyView {
    view! { <h2 class="question" id=HEADING>{text}</h2> }.into_any()
}

/// Among the questions that are put to this person.
fn progress(app: Respond, at: u32, shown: &[u32]) -> AnyView {
    let count = shown.len() as u32;
    let number = 1 + shown.iter().filter(|before| **before < at).count() as u32;
    view! {
        <div class="progress">
            <p id="progress">{(app.t().questions.progress)(number, count)}</p>
            <progress max=count value=number aria-labelledby="progress"></progress>
        </div>
    }
    .into_any()
}

fn content(
    app: Respond,
    asked: &Asked,
    at: u32,
    question: &Question,
    heading: fn(String) -> AnyView,
) -> Vec<AnyView> {
    let lang = app.lang.get();
    let (text, help) = question.wording(lang, app.easy.get());
    let text = text.to_owned();
    let section = question.section.as_deref();
    let section = section.and_then(|key| asked.questionnaire.section(key));
    let mut head: Vec<AnyView> = section
        .map(|section| words("section", section.title.get(lang)))
        .into_iter()
        .collect();
    // "ont-ils" stays on one line: a word joiner behind each hyphen.
    head.push(heading(text.replace('-', "-\u{2060}")));
    let described = help.is_some().then_some(HELP);
    if let Some(help) = help {
        let help = help.to_owned();
        head.push(view! { <p class="help" id=HELP>{help}</p> }.into_any());
    }
    if app.must_answer(at) {
        head.push(words("help", app.t().questions.missing));
    }
    let unmet = question.constraint.as_ref();
    let unmet = unmet.map(|unmet| unmet.message.get(lang).to_owned());
    let fields = view! {
        <fieldset aria-describedby=described>
            <legend class="visually-hidden">{text}</legend>
            {questions::controls(app, question, &app.offered(at, question))}
        </fieldset>
    };
    vec![
        group("", head),
        fields.into_any(),
        live(move || trouble(app, unmet.as_deref())),
    ]
}

/// What the person must know now, with the way out.
fn trouble(app: Respond, unmet: Option<&str>) -> AnyView {
    let words = app.t();
    let asked = &words.questions;
    let again = || submit("button", label(None, words.frame.retry, None), || false);
    match app.person.read().trouble {
        None | Some(Trouble::Elsewhere) => ().into_any(),
        Some(Trouble::DraftNotKept) => alert(asked.draft_not_kept, None),
        Some(Trouble::Full) => alert(asked.not_stored_full, Some(again())),
        Some(Trouble::NotStored) => alert(asked.not_stored, Some(again())),
        Some(Trouble::Invalid) => alert(asked.not_a_number, None),
        Some(Trouble::Missing) => alert(asked.missing, None),
        Some(Trouble::Unmet) => alert(unmet.unwrap_or(asked.not_a_number), None),
        Some(Trouble::NothingAnswered) => {
            let finish = label(None, asked.finish_without, None);
            let finish = button("button", finish, move || app.decline());
            alert(asked.nothing_answered, Some(finish))
        }
    }
}

fn foot(app: Respond, key: &str, at: u32, shown: &[u32], may_skip: bool) -> AnyView {
    let words = &app.t().frame;
    let (first, last) = (shown.first() == Some(&at), shown.last() == Some(&at));
    let person = app.person.read();
    let (answered, any) = (person.answers.contains_key(key), !person.answers.is_empty());
    drop(person);
    let mut parts = Vec::new();
    if !first {
        let back = label(Some(ARROW_LEFT), words.back, None);
        parts.push(button("button", back, move || app.back()));
    }
    if any {
        let here = if app.is_tablet() {
            words.kept_tablet
        } else {
            words.kept_device
        };
        parts.push(whereabouts_once(TABLET, here, move || app.kept.get()));
    }
    let (class, onward) = match (last, answered) {
        (true, _) => ("button primary", words.finish),
        (false, true) => ("button primary", words.next),
        (false, false) if may_skip => ("button", words.skip),
        (false, false) => ("button", words.next),
    };
    let onward = label(None, onward, Some(ARROW_RIGHT));
    parts.push(submit(class, onward, move || app.person.read().busy));
    steps(parts)
}

/// On, unless there is something to mend first.
fn next(app: Respond) {
    if !app.next() {
        focus("fieldset :is(input, textarea)");
    }
}

/// Figures pick a card, Enter goes on, wherever the focus is but in a field or on a button.
fn press(app: Respond, ev: &ev::KeyboardEvent, first: u32) {
    if ev.ctrl_key() || ev.alt_key() || ev.meta_key() || ev.is_composing() {
        return;
    }
    if happened_in(ev, ".input, dialog") {
        return;
    }
    let key = ev.key();
    match key.as_bytes() {
        [figure @ b'0'..=b'9'] => pick(u32::from(figure - b'0'), first),
        // Buttons, inputs and the like answer to Enter by themselves.
        b"Enter" if !happened_in(ev, "button, input, summary") => next(app),
        _ => {}
    }
}

/// Clicks the card of a figure key. On the recommendation scale a 0 after a 1 is a 10.
fn pick(figure: u32, first: u32) {
    let Ok(inputs) = document().query_selector_all("fieldset input:not(.input)") else {
        return;
    };
    let input = |index: u32| -> Option<HtmlInputElement> {
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
