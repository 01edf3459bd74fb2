//! The sheet of one question.

use super::{
    desk::Desk,
    fields::{Line, choice, tick},
    options::Options,
    preview::QuestionPreview,
    rules::Rules,
    texts::{en, fr, set_easy, set_en, set_fr},
};
use crate::{components::focus, locales::workspace::t};
use domain::questionnaire::{
    Part, Question, QuestionKind,
    writing::{KINDS, kind_name, kind_named, propose, rename},
};
use leptos::prelude::*;

/// How a field of a question is read and written.
pub(super) struct Field {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) part: Part,
    pub(super) read: fn(&Question) -> &str,
    pub(super) write: fn(&mut Question, String),
}

pub(super) fn line(desk: Desk, place: usize, field: Field) -> Line {
    let Field {
        id,
        label,
        part,
        read,
        write,
    } = field;
    let shown = Signal::derive(move || {
        let text = desk.question(place, |question| read(question).to_owned());
        text.unwrap_or_default()
    });
    let write = Callback::new(move |text| {
        desk.write(place, id, |question| write(question, text));
    });
    Line::new(id, label, shown, write).problem(desk.problem(part))
}

#[component]
pub fn QuestionSheet(place: usize) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let kind = Memo::new(move |_| desk.question(place, |question| kind_name(&question.kind)));
    let body = move || {
        let kind = kind.get()?;
        let shown = kind != "calculated";
        Some(view! {
            {shown.then(|| view! { <Help place /> <Easy place /> })}
            {matches!(kind, "single" | "multi" | "rank").then(|| view! { <Options place /> })}
            {bounds(desk, place, kind)}
            {(shown && kind != "note").then(|| not_concerned(desk, place))}
            <Rules place kind />
        })
    };
    view! {
        <div class="beside">
            <div class="form">
            {kind_field(desk, place)}
            {french(desk, place).view()}
            {line(desk, place, Field {
                id: "q-en",
                label: words.text_en,
                part: Part::Text(place),
                read: |question| &question.text.en,
                write: |question, text| question.text.en = text,
            }).problem(Signal::stored(None)).in_lang("en").long().view()}
            {body}
            <Key place />
            </div>
            <QuestionPreview place />
        </div>
    }
}

fn kind_field(desk: Desk, place: usize) -> AnyView {
    let words = &t().editor;
    let shown = move || desk.question(place, |question| kind_name(&question.kind).to_owned());
    let name = |kind: &str| (kind.to_owned(), (t().questionnaires.kind)(kind).to_owned());
    let frozen = move || {
        let key = desk.question(place, |question| question.key.clone());
        key.is_some_and(|key| desk.is_published(&key))
    };
    let hint = move || match shown().as_deref() {
        _ if frozen() => words.kind_frozen,
        Some("signature") => words.kind_signature,
        Some("photo") => words.kind_photo,
        _ => "",
    };
    let write = Callback::new(move |kind: String| {
        desk.write(place, "kind", |question| {
            if let Some(kind) = kind_named(&kind, &question.kind) {
                question.kind = kind;
            }
        });
    });
    choice(
        "q-kind",
        words.kind,
        Signal::derive(move || hint().to_owned()),
        Signal::derive(move || shown().unwrap_or_default()),
        KINDS.map(name).to_vec(),
        Signal::derive(frozen),
        write,
    )
}

/// The wording that a key is proposed of.
fn french(desk: Desk, place: usize) -> Line {
    let shown = Signal::derive(move || {
        let text = desk.question(place, |question| question.text.fr.clone());
        text.unwrap_or_default()
    });
    let write = Callback::new(move |text| desk.word(place, text));
    let line = Line::new("q-fr", t().editor.text_fr, shown, write);
    line.problem(desk.problem(Part::Text(place)))
        .in_lang("fr")
        .long()
}

#[component]
fn Help(place: usize) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let fr = line(
        desk,
        place,
        Field {
            id: "q-help-fr",
            label: words.help_fr,
            part: Part::Help(place),
            read: |question| fr(question.help.as_ref()),
            write: |question, text| set_fr(&mut question.help, text),
        },
    );
    let en = line(
        desk,
        place,
        Field {
            id: "q-help-en",
            label: words.help_en,
            part: Part::Help(place),
            read: |question| en(question.help.as_ref()),
            write: |question, text| set_en(&mut question.help, text),
        },
    );
    let open = untrack(|| desk.question(place, |question| question.help.is_some()));
    folded(
        words.help,
        open == Some(true),
        vec![fr.in_lang("fr").view(), en.in_lang("en").view()],
    )
}

#[component]
fn Easy(place: usize) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let easy = |id, label, read: fn(&Question) -> &str, write: fn(&mut Question, String)| {
        let part = Part::Easy(place);
        line(
            desk,
            place,
            Field {
                id,
                label,
                part,
                read,
                write,
            },
        )
    };
    let text_fr = easy(
        "q-easy-fr",
        words.easy_fr,
        |question| question.easy.as_ref().map_or("", |easy| &easy.text.fr),
        |question, text| set_easy(question, |easy| easy.text.fr = text),
    );
    let text_en = easy(
        "q-easy-en",
        words.easy_en,
        |question| question.easy.as_ref().map_or("", |easy| &easy.text.en),
        |question, text| set_easy(question, |easy| easy.text.en = text),
    );
    let help_fr = easy(
        "q-easy-help-fr",
        words.easy_help_fr,
        |question| fr(question.easy.as_ref().and_then(|easy| easy.help.as_ref())),
        |question, text| set_easy(question, |easy| set_fr(&mut easy.help, text)),
    );
    let help_en = easy(
        "q-easy-help-en",
        words.easy_help_en,
        |question| en(question.easy.as_ref().and_then(|easy| easy.help.as_ref())),
        |question, text| set_easy(question, |easy| set_en(&mut easy.help, text)),
    );
    // What is wrong is said once, where it is mended.
    let silent = |line: Line, lang| line.problem(Signal::stored(None)).in_lang(lang).view();
    let open = untrack(|| desk.question(place, |question| question.easy.is_some()));
    folded(
        words.easy,
        open == Some(true),
        vec![
            text_fr.in_lang("fr").view(),
            silent(text_en, "en"),
            silent(help_fr, "fr"),
            silent(help_en, "en"),
        ],
    )
}

/// What few questions need is folded away until there is some of it.
pub(super) fn folded(summary: &'static str, open: bool, parts: Vec<AnyView>) -> AnyView {
    view! {
        <details open=open>
            <summary>{summary}</summary>
            <div class="stack-close">{parts}</div>
        </details>
    }
    .into_any()
}

/// The bounds of a number.
fn bounds(desk: Desk, place: usize, kind: &str) -> Option<AnyView> {
    let words = &t().editor;
    let problem = desk.problem(Part::Bounds(place));
    let fields = match kind {
        "number" => vec![
            number(desk, place, ("q-min", words.min), least).problem(problem),
            number(desk, place, ("q-max", words.max), most),
        ],
        "decimal" => {
            vec![number(desk, place, ("q-min", words.places), places).problem(problem)]
        }
        _ => return None,
    };
    let fields: Vec<AnyView> = fields.into_iter().map(Line::view).collect();
    Some(view! { <div class="form-grid">{fields}</div> }.into_any())
}

fn least(kind: &mut QuestionKind) -> Option<&mut u32> {
    match kind {
        QuestionKind::Number { min, .. } => Some(min),
        _ => None,
    }
}

fn most(kind: &mut QuestionKind) -> Option<&mut u32> {
    match kind {
        QuestionKind::Number { max, .. } => Some(max),
        _ => None,
    }
}

fn places(kind: &mut QuestionKind) -> Option<&mut u32> {
    match kind {
        QuestionKind::Decimal { places } => Some(places),
        _ => None,
    }
}

fn number(
    desk: Desk,
    place: usize,
    (id, label): (&'static str, &'static str),
    of: fn(&mut QuestionKind) -> Option<&mut u32>,
) -> Line {
    let shown = Signal::derive(move || {
        let mut kind = desk.question(place, |question| question.kind.clone());
        let number = kind.as_mut().and_then(of);
        number.map(|number| number.to_string()).unwrap_or_default()
    });
    let write = Callback::new(move |text: String| {
        let typed = text.trim().parse().unwrap_or(0);
        desk.write(place, id, |question| {
            if let Some(number) = of(&mut question.kind) {
                *number = typed;
            }
        });
    });
    Line::new(id, label, shown, write)
}

fn not_concerned(desk: Desk, place: usize) -> AnyView {
    let words = &t().editor;
    let on = move || desk.question(place, |question| question.may_not_concern);
    let write = Callback::new(move |on| {
        desk.write(place, "not-concerned", |question| {
            question.may_not_concern = on
        });
    });
    tick(
        "q-not-concerned",
        words.not_concerned,
        words.not_concerned_hint,
        Signal::derive(move || on() == Some(true)),
        write,
    )
}

/// The key, which stays once answers can hang on it.
#[component]
fn Key(place: usize) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let key = Memo::new(move |_| {
        let key = desk.question(place, |question| question.key.clone());
        key.unwrap_or_default()
    });
    let published = Memo::new(move |_| desk.is_published(&key.get()));
    let another = move |_| {
        desk.pen.write(None, |content| {
            let of = content.questions.get(place).map(|one| one.key.clone());
            let to = propose(&of.unwrap_or_default(), |key| {
                content.question(key).is_some()
            });
            rename(content, place, &to);
        });
        focus("q-kind");
    };
    let problem = desk.problem(Part::Key(place));
    move || {
        if published.get() {
            let wrong = move || {
                let shown = |text| view! { <p class="error">{text}</p> };
                problem.get().map(shown)
            };
            return view! {
                <div class="field invalid">
                    <p><strong>{words.key}</strong> " " <code>{key.get_untracked()}</code></p>
                    <p class="hint">{words.key_frozen}</p>
                    {wrong}
                    <div class="form-actions">
                        <button type="button" class="button" id="q-key" on:click=another>{words.as_another}</button>
                    </div>
                </div>
            }
            .into_any();
        }
        let write = Callback::new(move |to: String| {
            let about = format!("question {place} key");
            desk.pen
                .write(Some(&about), |content| rename(content, place, &to));
        });
        let line = Line::new("q-key", words.key, key.into(), write);
        line.hint(words.key_hint).problem(problem).view()
    }
}
