//! One question on paper: boxes with words, lines to write on.

use super::Wanted;
use crate::locales::{scales::beside_box, workspace::texts};
use domain::questionnaire::{
    Question, QuestionKind,
    paper::{Meaning, SIGNED, Tick, boxes},
};
use leptos::prelude::*;

/// Lines for a free text.
const LONG_LINES: usize = 5;
/// Boxes of a day: `jj mm aaaa`.
const DATE_BOXES: [usize; 3] = [2, 2, 4];

pub(super) fn one(question: &Question, number: usize, wanted: Wanted) -> AnyView {
    let t = &texts(wanted.lang).paper;
    let (text, help) = question.wording(wanted.lang, wanted.easy);
    if question.kind == QuestionKind::Note {
        return view! { <p class="said">{text.to_owned()}</p> }.into_any();
    }
    let only_if = question.relevant.as_ref().map(|_| t.only_if);
    let how = match question.kind {
        // Unless the line under the question says so.
        QuestionKind::Multi { .. } => {
            let said = help.is_some_and(|help| help.contains(t.several_said));
            (!said).then_some(t.several)
        }
        QuestionKind::Rank { .. } => Some(t.rank),
        _ => None,
    };
    let hints = [only_if, help, how].into_iter().flatten();
    let hints: Vec<String> = hints.map(str::to_owned).collect();
    view! {
        <section class="asked">
            <h3><span class="number">{number}</span> {text.to_owned()}</h3>
            {hints.into_iter().map(|hint| view! { <p class="hint">{hint}</p> }).collect_view()}
            {room(question, wanted)}
        </section>
    }
    .into_any()
}

/// Where the answer goes.
fn room(question: &Question, wanted: Wanted) -> AnyView {
    let t = &texts(wanted.lang).paper;
    let ticks = boxes(question);
    match &question.kind {
        QuestionKind::Nps => view! {
            <div class="ends"><span>"0: " {t.nps_low}</span> <span>"10: " {t.nps_high}</span></div>
            <div class="boxes row">{ticks.iter().map(|tick| bare(tick, question, wanted)).collect_view()}</div>
        }
        .into_any(),
        QuestionKind::Number { .. } | QuestionKind::Decimal { .. } => written(lines(1, "short"), question, wanted),
        QuestionKind::Short => written(lines(1, ""), question, wanted),
        QuestionKind::Long => written(lines(LONG_LINES, ""), question, wanted),
        QuestionKind::Date => written(date(t.date), question, wanted),
        QuestionKind::Signature => written(signature(t.sign, t.signed), question, wanted),
        QuestionKind::Photo => view! { <p class="hint">{t.photo}</p> }.into_any(),
        kind if kind.options().is_empty() => worded("boxes row", &ticks, question, wanted),
        QuestionKind::Rank { .. } => worded("boxes ranks", &ticks, question, wanted),
        _ => worded("boxes", &ticks, question, wanted),
    }
}

/// A line to write on, and the box for those whom the question does not concern.
fn written(line: AnyView, question: &Question, wanted: Wanted) -> AnyView {
    let ticks = boxes(question);
    let apart = (!ticks.is_empty()).then(|| worded("boxes", &ticks, question, wanted));
    view! { {line} {apart} }.into_any()
}

fn worded(class: &'static str, ticks: &[Tick<'_>], question: &Question, wanted: Wanted) -> AnyView {
    let item = |tick: &Tick<'_>| {
        let words = beside_box(&question.kind, tick.meaning, wanted.lang, wanted.easy);
        view! { <li>{square(tick)} {words}</li> }
    };
    view! { <ul class=class>{ticks.iter().map(item).collect_view()}</ul> }.into_any()
}

/// A box that is its own number; words where the code says too little.
fn bare(tick: &Tick<'_>, question: &Question, wanted: Wanted) -> AnyView {
    let words = (tick.meaning == Meaning::NotConcerned)
        .then(|| beside_box(&question.kind, tick.meaning, wanted.lang, wanted.easy));
    view! { <span>{square(tick)} {words}</span> }.into_any()
}

/// With the code that is typed from the sheet.
fn square(tick: &Tick<'_>) -> impl IntoView + use<> {
    view! { <span class="box">{tick.code.clone()}</span> }
}

fn lines(count: usize, class: &'static str) -> AnyView {
    let line = |_| view! { <div class="line"></div> };
    view! { <div class=format!("lines {class}")>{(0..count).map(line).collect_view()}</div> }
        .into_any()
}

fn date(hint: &'static str) -> AnyView {
    let part = |count| {
        (0..count)
            .map(|_| view! { <span class="box"></span> })
            .collect_view()
    };
    let parts = DATE_BOXES.map(|count| view! { <span class="part">{part(count)}</span> });
    view! { <div class="date">{parts} <span class="hint">{hint}</span></div> }.into_any()
}

/// A box to sign in, and the code that is typed once somebody has.
fn signature(how: &'static str, typed: &'static str) -> AnyView {
    view! {
        <p class="hint">{how}</p>
        <div class="sign-box"><span class="hint">{typed} " " {SIGNED}</span></div>
    }
    .into_any()
}

/// Whether all can be rows of one table: boxes to tick, the same for each.
pub(super) fn fit_a_table(questions: &[&Question]) -> bool {
    let alike = |one: &&Question| one.kind == questions[0].kind && one.kind.scale().is_some();
    !questions.is_empty() && questions[0].kind != QuestionKind::Nps && questions.iter().all(alike)
}

/// `number`: of the question before.
pub(super) fn table(questions: &[&Question], number: usize, wanted: Wanted) -> AnyView {
    let t = &texts(wanted.lang).paper;
    let widest = questions
        .iter()
        .max_by_key(|question| boxes(question).len());
    let heads: Vec<String> = widest.map_or_else(Vec::new, |question| {
        let ticks = boxes(question);
        let words =
            |tick: &Tick<'_>| beside_box(&question.kind, tick.meaning, wanted.lang, wanted.easy);
        ticks.iter().map(words).collect()
    });
    let columns = heads.len();
    let row = |(at, question): (usize, &&Question)| {
        let text = question.wording(wanted.lang, wanted.easy).0.to_owned();
        let ticks = boxes(question);
        let cells = (0..columns).map(|at| view! { <td>{ticks.get(at).map(square)}</td> });
        view! {
            <tr>
                <th scope="row"><span class="number">{number + at + 1}</span> {text}</th>
                {cells.collect_view()}
            </tr>
        }
    };
    let rows = questions.iter().enumerate().map(row).collect_view();
    let heads = heads
        .into_iter()
        .map(|words| view! { <th scope="col">{words}</th> });
    view! {
        <table class="grid">
            <thead><tr><td class="hint">{t.statement}</td> {heads.collect_view()}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
