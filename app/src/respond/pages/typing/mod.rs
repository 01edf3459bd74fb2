//! A stack of sheets, typed one after the other by keyboard alone: all questions of a sheet on one page, in the order and
//! with the codes of the paper. A code answers and leads on at once; Ctrl+Enter keeps the sheet. The same page serves a
//! call: then it shows what is said before the first question, and the words of one question at a time in large.

mod field;
mod head;

use super::{bar, trainer};
use crate::respond::{
    Respond,
    icons::{CHECK, icon},
    parts::{alert, body, button, label, live, stage, steps, words},
    state::Screen,
    typing::numbers,
    typist::{Said, Typist},
};
use domain::answer::Channel;
use intake::device::Asked;
use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

/// Id of the button that keeps the sheet.
const KEEP: &str = "keep";
/// Id of the line that says what is unanswered.
const BLANKS: &str = "blanks";

/// Begins with the sheet that waits, whenever the page comes.
pub(super) fn follow(typist: Typist) {
    Effect::new(move |_| {
        let typing = typist.app.screen.get() == Screen::Typing;
        if !typing || !typist.app.door().is_for_typing() {
            return typist.leave();
        }
        typist.start(move || {
            let at = typist.sheet.read_untracked().at;
            to_field(typist, at);
        });
    });
}

pub(super) fn page(typist: Typist) -> AnyView {
    let app = typist.app;
    let Some(asked) = app.asked() else {
        return ().into_any();
    };
    if !app.door().is_for_typing() {
        return not_here(app, &asked);
    }
    let lang = app.lang.get();
    let questionnaire = &asked.questionnaire;
    let mut fields = Vec::new();
    let mut section = None;
    let all = questionnaire.questions.iter().zip(numbers(questionnaire));
    for (place, (question, number)) in all.enumerate() {
        if section != question.section.as_ref() {
            section = question.section.as_ref();
            let title = section.and_then(|key| questionnaire.section(key));
            fields.extend(title.map(|section| {
                let title = section.title.get(lang).to_owned();
                view! { <h2>{title}</h2> }.into_any()
            }));
        }
        fields.push(field::drawn(typist, place, question, number, lang));
    }
    let class = move || match typist.channel.get() {
        Channel::Phone => "asked-all aloud",
        _ => "asked-all",
    };
    let press = move |ev: KeyboardEvent| keys(typist, &ev);
    view! {
        <div class="typing" on:keydown=press>
            {stage(
                vec![
                    bar::bar(app, head::title(app, &asked)),
                    body(
                        "sheet",
                        vec![
                            head::choices(typist, &asked),
                            head::aloud(typist, asked.clone()),
                            view! { <div class=class>{fields}</div> }.into_any(),
                        ],
                    ),
                    foot(typist),
                ],
            )}
        </div>
    }
    .into_any()
}

/// The shared link, which programs before this took for the address to type at: what was kept still leaves.
fn not_here(app: Respond, asked: &Asked) -> AnyView {
    let t = &app.staff().typing;
    stage(vec![
        bar::bar(app, head::title(app, asked)),
        body(
            "sheet",
            vec![
                alert(t.not_here, None),
                live(move || trainer::where_it_is(app)),
            ],
        ),
    ])
}

/// What became of the sheet before, what is missing on this one, where the data is, and the button.
fn foot(typist: Typist) -> AnyView {
    let app = typist.app;
    let t = &app.staff().typing;
    let blanks = live(move || {
        let Some(asked) = app.asked() else {
            return ().into_any();
        };
        let blanks = typist.reading.read().blanks(&asked.questionnaire);
        let numbers: Vec<String> = blanks.iter().map(u32::to_string).collect();
        match numbers.as_slice() {
            [] => t.all_answered.into_any(),
            numbers => (t.unanswered)(&numbers.join(", ")).into_any(),
        }
    });
    let last = Memo::new(move |_| typist.sheet.read().said.clone());
    let keep_words = view! { {t.keep} <kbd class="key" aria-hidden="true">{t.keep_key}</kbd> };
    let clear = button("button", label(None, t.clear, None), move || {
        typist.clear();
        first_field(typist);
    });
    steps(vec![
        view! { <div class="said" role="status">{live(move || said(typist, &last.read()))}</div> }.into_any(),
        view! { <div class="stands"><p id=BLANKS>{blanks}</p> {live(move || trainer::where_it_is(app))} {refused(typist)}</div> }
            .into_any(),
        clear,
        view! {
            <button
                type="button"
                class="button primary"
                id=KEEP
                aria-describedby=BLANKS
                aria-keyshortcuts="Control+Enter"
                on:click=move |_| keep(typist)
            >
                {keep_words}
            </button>
        }
        .into_any(),
    ])
}

fn said(typist: Typist, last: &Said) -> AnyView {
    let app = typist.app;
    let (t, asked) = (&app.staff().typing, &app.t().questions);
    match last {
        Said::Nothing => ().into_any(),
        Said::Kept(number) => view! { <p>{icon(CHECK)} {(t.kept)(*number)}</p> }.into_any(),
        Said::Restored => words("", t.restored),
        Said::Elsewhere => alert(t.elsewhere, None),
        Said::NothingTyped => words("", t.nothing_typed),
        Said::Full => alert(asked.not_stored_full, None),
        Said::NotStored => alert(asked.not_stored, None),
        Said::Cleared(_) => {
            let undo = button("button", label(None, t.undo, None), move || {
                typist.undo_clear();
                first_field(typist);
            });
            view! { <p>{t.cleared}</p> {undo} }.into_any()
        }
    }
}

/// What the server would not take: it stays here until someone looks.
fn refused(typist: Typist) -> AnyView {
    let app = typist.app;
    live(move || {
        let words_here = app.staff();
        let door = app.door();
        let device = app.device.read();
        let mut ours = device
            .refused
            .iter()
            .filter(|refused| refused.label.door == door);
        let Some(first) = ours.next() else {
            return ().into_any();
        };
        let count = 1 + ours.count() as u32;
        let why = (words_here.trainer.refused_because)(&first.code);
        alert((words_here.typing.refused)(count, why), None)
    })
}

/// Keeps the sheet, unless something on it must be mended first.
fn keep(typist: Typist) {
    let to_mend = typist.reading.read_untracked().to_mend();
    if let Some(place) = to_mend {
        typist.insist(place);
        to_field(typist, place);
        return;
    }
    typist.keep(move || first_field(typist));
}

/// Ctrl+Enter keeps a sheet that is whole. With blanks the focus goes to the button, which tells them; once more keeps it.
fn keys(typist: Typist, ev: &KeyboardEvent) {
    if ev.key() != "Enter" || !ev.ctrl_key() || ev.is_composing() {
        return;
    }
    ev.prevent_default();
    let blank = typist.app.asked().is_some_and(|asked| {
        let reading = typist.reading.read_untracked();
        reading.to_mend().is_none() && !reading.blanks(&asked.questionnaire).is_empty()
    });
    if blank && !has_focus(KEEP) {
        focus(KEEP);
    } else {
        keep(typist);
    }
}

/// On to the next field where something can be typed; after the last to the button.
fn onward(typist: Typist, place: usize) {
    let next = typist.reading.read_untracked().open_from(place + 1);
    match next {
        Some(next) => focus(&field::id(next)),
        None => focus(KEEP),
    }
}

fn first_field(typist: Typist) {
    to_field(typist, 0);
}

/// The first open field from there on.
fn to_field(typist: Typist, place: usize) {
    let open = typist.reading.read_untracked().open_from(place);
    if let Some(open) = open {
        focus(&field::id(open));
    }
}

/// At once: the next key is for the next field.
fn focus(id: &str) {
    let found = document().get_element_by_id(id);
    if let Some(element) = found.and_then(|one| one.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

fn has_focus(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.id() == id)
}
