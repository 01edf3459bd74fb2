//! One question of the sheet: its number and words, the codes of its boxes, and the field they are typed in.

use super::onward;
use crate::{
    locales::scales::beside_box,
    respond::{
        parts::{flag, live},
        typing::{Typed, takes_one_code},
        typist::Typist,
    },
};
use domain::{
    Lang,
    answer::Answer,
    questionnaire::{Question, QuestionKind, paper},
};
use leptos::{ev::KeyboardEvent, prelude::*};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// The id of a field.
pub(super) fn id(place: usize) -> String {
    ["t-", &place.to_string()].concat()
}

pub(super) fn drawn(
    typist: Typist,
    place: usize,
    question: &Question,
    number: Option<u32>,
    lang: Lang,
) -> AnyView {
    let easy = typist.app.easy.get();
    let (text, help) = question.wording(lang, easy);
    let text = text.to_owned();
    let Some(number) = number else {
        // Read out, worked out, or on no sheet: nothing to type.
        let read = question.kind.is_shown();
        return read
            .then(|| view! { <p class="read">{text}</p> })
            .into_any();
    };
    let help = help.map(|help| view! { <p class="help">{help.to_owned()}</p> });
    let told = Memo::new(move |_| told(typist, place));
    let skipped = flag(move || at(typist, place) == Typed::Skipped);
    let id = id(place);
    view! {
        <div class="one" class:skipped=skipped class:long=question.kind == QuestionKind::Long>
            <div>
                <label for=id.clone()>
                    <span class="number">{number}</span>
                    <span>{text}</span>
                </label>
                {help}
            </div>
            <div class="codes" id=[&id, "-codes"].concat()>{codes(typist, place, question, lang)}</div>
            {field(typist, place, question, told, &id)}
            <p class="error" id=[&id, "-error"].concat() role="status">{error(typist, question, told, lang)}</p>
        </div>
    }
    .into_any()
}

fn at(typist: Typist, place: usize) -> Typed {
    let reading = typist.reading.read();
    reading.fields.get(place).copied().unwrap_or(Typed::Skipped)
}

/// The boxes with their words, those that are typed marked; how to type what has no box.
fn codes(typist: Typist, place: usize, question: &Question, lang: Lang) -> AnyView {
    let easy = typist.app.easy.get();
    let mut drawn = Vec::new();
    for tick in paper::boxes(question) {
        let (key, meant) = (question.key.clone(), tick.meaning.answer());
        let picked = flag(move || {
            let reading = typist.reading.read();
            match (reading.answers.get(&key), &meant) {
                (Some(Answer::Choices(keys)), Answer::Choice(one)) => keys.contains(one),
                (answer, meant) => answer == Some(meant),
            }
        });
        let words = beside_box(&question.kind, tick.meaning, lang, easy);
        let words = (words != tick.code).then_some(words);
        drawn.push(
            view! { <span class:picked=picked><kbd>{tick.code}</kbd> {words}</span> }.into_any(),
        );
    }
    let hint = hint(typist, question);
    drawn.extend(hint.map(|hint| view! { <span class="hint">{hint}</span> }.into_any()));
    let skipped = Memo::new(move |_| at(typist, place) == Typed::Skipped);
    let skipped = live(move || {
        let words = skipped.get().then_some(typist.app.staff().typing.skipped);
        words.into_any()
    });
    drawn.push(view! { <strong>{skipped}</strong> }.into_any());
    drawn.into_any()
}

fn hint(typist: Typist, question: &Question) -> Option<String> {
    let (t, asked) = (&typist.app.staff().typing, &typist.app.t().questions);
    let many = question.kind.options().len() > 9;
    let hint = match &question.kind {
        QuestionKind::Multi { .. } if many => t.several_apart,
        QuestionKind::Multi { .. } => t.several,
        QuestionKind::Rank { .. } if many => t.in_order_apart,
        QuestionKind::Rank { .. } => t.in_order,
        QuestionKind::Date => t.date,
        QuestionKind::Number { min, max } => return Some((asked.between)(*min, *max)),
        QuestionKind::Decimal { places } => return Some((asked.decimals)(*places)),
        QuestionKind::Long => t.long,
        QuestionKind::Signature => t.signed,
        _ => return None,
    };
    Some(hint.to_owned())
}

/// What a field shows, whatever its kind.
fn value(typist: Typist, place: usize) -> impl Fn() -> String + Send + 'static {
    move || {
        let sheet = typist.sheet.read();
        sheet.texts.get(place).cloned().unwrap_or_default()
    }
}

/// Whether nothing can be typed now.
fn waits(typist: Typist, place: usize) -> Box<dyn FnMut() -> bool + Send> {
    flag(move || {
        let skipped = at(typist, place) == Typed::Skipped;
        let sheet = typist.sheet.read();
        skipped || sheet.row.is_none() || typist.app.person.read().busy
    })
}

/// Tab passes over what is skipped.
fn step(typist: Typist, place: usize) -> impl Fn() -> &'static str + Send + 'static {
    move || match at(typist, place) {
        Typed::Skipped => "-1",
        _ => "0",
    }
}

/// What is typed leads on as soon as nothing more can follow.
fn field(
    typist: Typist,
    place: usize,
    question: &Question,
    told: Memo<Option<Typed>>,
    id: &str,
) -> AnyView {
    if question.kind == QuestionKind::Long {
        return long(typist, place, told, id);
    }
    let letters = question.may_not_concern
        || matches!(question.kind, QuestionKind::Short | QuestionKind::Signature);
    let question = question.clone();
    let typed = move |ev: web_sys::Event| {
        let input: HtmlInputElement = event_target(&ev);
        typist.write(place, input.value());
        match untrack(|| at(typist, place)) {
            Typed::Answer if paper::is_whole(&question, &input.value()) => onward(typist, place),
            // The right code takes its place.
            Typed::Wrong | Typed::NotOffered if takes_one_code(&question) => input.select(),
            _ => {}
        }
    };
    view! {
        <input
            class="input"
            id=id.to_owned()
            type="text"
            inputmode=if letters { "text" } else { "decimal" }
            autocomplete="off"
            tabindex=step(typist, place)
            aria-describedby=[id, "-codes ", id, "-error"].concat()
            aria-invalid=move || told.get().is_some().to_string()
            prop:readOnly=waits(typist, place)
            prop:value=value(typist, place)
            on:focus=move |_| typist.stand(place)
            on:keydown=move |ev| press(typist, place, &ev)
            on:input=typed
        />
    }
    .into_any()
}

fn long(typist: Typist, place: usize, told: Memo<Option<Typed>>, id: &str) -> AnyView {
    let typed = move |ev: web_sys::Event| {
        let area: HtmlTextAreaElement = event_target(&ev);
        typist.write(place, area.value());
    };
    view! {
        <textarea
            class="input"
            id=id.to_owned()
            rows="1"
            autocomplete="off"
            tabindex=step(typist, place)
            aria-describedby=[id, "-codes ", id, "-error"].concat()
            aria-invalid=move || told.get().is_some().to_string()
            prop:readOnly=waits(typist, place)
            prop:value=value(typist, place)
            on:focus=move |_| typist.stand(place)
            on:keydown=move |ev| press(typist, place, &ev)
            on:input=typed
        ></textarea>
    }
    .into_any()
}

/// Enter goes on, unless this must be mended; in a long text with Shift it is a new line.
fn press(typist: Typist, place: usize, ev: &KeyboardEvent) {
    if ev.key() != "Enter" || ev.ctrl_key() || ev.shift_key() || ev.is_composing() {
        return;
    }
    ev.prevent_default();
    if untrack(|| at(typist, place)).needs_mending() {
        typist.insist(place);
    } else {
        onward(typist, place);
    }
}

/// What is said to be wrong: what is only begun, once somebody goes on from it.
fn told(typist: Typist, place: usize) -> Option<Typed> {
    let now = at(typist, place);
    let sheet = typist.sheet.read();
    let early = now == Typed::Begun && sheet.at == place && sheet.insisted != Some(place);
    (now.needs_mending() && !early).then_some(now)
}

fn error(typist: Typist, question: &Question, told: Memo<Option<Typed>>, lang: Lang) -> AnyView {
    let unmet = question.constraint.as_ref();
    let unmet = unmet.map(|unmet| unmet.message.get(lang).to_owned());
    let figures = matches!(
        question.kind,
        QuestionKind::Number { .. } | QuestionKind::Decimal { .. }
    );
    let kind = question.kind.clone();
    live(move || {
        let (t, asked) = (&typist.app.staff().typing, &typist.app.t().questions);
        let Some(told) = told.get() else {
            return ().into_any();
        };
        match told {
            Typed::NotOffered => t.not_offered.into_any(),
            Typed::Unmet => unmet
                .clone()
                .unwrap_or_else(|| asked.not_a_number.to_owned())
                .into_any(),
            _ if figures => asked.not_a_number.into_any(),
            _ if kind == QuestionKind::Date => t.no_date.into_any(),
            _ if matches!(kind, QuestionKind::Short | QuestionKind::Long) => t.too_long.into_any(),
            _ => t.no_code.into_any(),
        }
    })
}
