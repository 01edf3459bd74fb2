//! When a question is asked, must be answered, takes an answer, and what it offers; or what it is worked out of.

use super::{
    desk::Desk,
    expression::{LanguageHelp, expression},
    fields::tick,
    question::{Field, line},
    texts::{en, fr, set_constraint, some},
};
use crate::locales::workspace::t;
use domain::questionnaire::{Part, QuestionKind};
use leptos::prelude::*;

#[component]
pub fn Rules(place: usize, kind: &'static str) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let expr = |field: Field, hint| {
        let part = field.part.clone();
        expression(desk, line(desk, place, field).hint(hint), part)
    };
    let asked = !matches!(kind, "calculated" | "note");
    let value = (kind == "calculated").then(|| {
        expr(
            Field {
                id: "q-value",
                label: words.value,
                part: Part::Value(place),
                read: |question| match &question.kind {
                    QuestionKind::Calculated { value } => value,
                    _ => "",
                },
                write: |question, text| {
                    if let QuestionKind::Calculated { value } = &mut question.kind {
                        *value = text;
                    }
                },
            },
            "",
        )
    });
    let relevant = expr(
        Field {
            id: "q-relevant",
            label: words.relevant,
            part: Part::Relevant(place),
            read: |question| question.relevant.as_deref().unwrap_or_default(),
            write: |question, text| question.relevant = some(text),
        },
        "",
    );
    let filter = matches!(kind, "single" | "multi" | "rank").then(|| {
        expr(
            Field {
                id: "q-filter",
                label: words.filter,
                part: Part::Filter(place),
                read: |question| question.filter.as_deref().unwrap_or_default(),
                write: |question, text| question.filter = some(text),
            },
            words.filter_hint,
        )
    });
    view! {
        <section class="stack-close">
            <h3>{words.rules}</h3>
            <LanguageHelp />
            {value}
            {relevant}
            {asked.then(|| required(desk, place))}
            {asked.then(|| constraint(desk, place))}
            {filter}
        </section>
    }
}

/// Always, or on a condition.
fn required(desk: Desk, place: usize) -> AnyView {
    let words = &t().editor;
    let test = move || {
        desk.question(place, |question| question.required.clone())
            .flatten()
    };
    let always = Memo::new(move |_| test().as_deref() == Some("true"));
    let write = Callback::new(move |on: bool| {
        let test = on.then(|| "true".to_owned());
        desk.write(place, "q-always", |question| question.required = test);
    });
    let field = move || {
        let line = line(
            desk,
            place,
            Field {
                id: "q-required",
                label: words.required,
                part: Part::Required(place),
                read: |question| question.required.as_deref().unwrap_or_default(),
                write: |question, text| question.required = some(text),
            },
        );
        expression(desk, line, Part::Required(place))
    };
    view! {
        {tick("q-always", words.required_always, "", always.into(), write)}
        {move || (!always.get()).then(field)}
    }
    .into_any()
}

fn constraint(desk: Desk, place: usize) -> AnyView {
    let words = &t().editor;
    let field = line(
        desk,
        place,
        Field {
            id: "q-constraint",
            label: words.constraint,
            part: Part::Constraint(place),
            read: |question| question.constraint.as_ref().map_or("", |one| &one.test),
            write: |question, text| set_constraint(question, |one| one.test = text),
        },
    );
    let fr = line(
        desk,
        place,
        Field {
            id: "q-message-fr",
            label: words.message_fr,
            part: Part::Message(place),
            read: |question| fr(question.constraint.as_ref().map(|one| &one.message)),
            write: |question, text| set_constraint(question, |one| one.message.fr = text),
        },
    );
    let en = line(
        desk,
        place,
        Field {
            id: "q-message-en",
            label: words.message_en,
            part: Part::Message(place),
            read: |question| en(question.constraint.as_ref().map(|one| &one.message)),
            write: |question, text| set_constraint(question, |one| one.message.en = text),
        },
    );
    let there = Memo::new(move |_| {
        desk.question(place, |question| question.constraint.is_some()) == Some(true)
    });
    let fr = fr.in_lang("fr").view();
    let en = en.problem(Signal::stored(None)).in_lang("en").view();
    view! {
        {expression(desk, field.hint(words.constraint_hint), Part::Constraint(place))}
        <div class="form-grid" hidden=move || !there.get()>{fr} {en}</div>
    }
    .into_any()
}
