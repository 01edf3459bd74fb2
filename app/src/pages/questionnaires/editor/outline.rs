//! The questions by section: added, moved, repeated, deleted, and opened.

use super::{
    super::words::{question_of, section_of},
    desk::{Desk, Sheet, add_id},
};
use crate::{
    components::{Empty, Icon, Tone, badge, focus, icon, use_toasts},
    locales::workspace::t,
};
use domain::questionnaire::{
    QuestionKind, Questionnaire,
    writing::{
        Way, add, add_section, drop_section, groups, kind_name, move_question, move_section, repeat,
    },
};
use leptos::{ev, prelude::*};

/// A line of the outline. Drawn again when anything of it changes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Entry {
    Section {
        place: usize,
        title: String,
        issues: usize,
        first: bool,
        last: bool,
    },
    Question {
        place: usize,
        key: String,
        text: String,
        kind: &'static str,
        conditional: bool,
        issues: usize,
    },
    /// Where a question is added: behind the last of a group, by its place among the groups.
    Add {
        group: usize,
        named: String,
        /// The section it is in, and whether that has no question yet.
        section: Option<usize>,
        empty: bool,
    },
}

#[component]
pub fn Outline() -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let entries = Memo::new(move |_| {
        let issues = desk.issues.get();
        let of_question = |place| count(&issues, |issue| question_of(&issue.part) == Some(place));
        let of_section = |place| count(&issues, |issue| section_of(&issue.part) == Some(place));
        desk.pen
            .with(|content| entries(content, of_question, of_section))
    });
    let new_section = move |_| {
        let mut place = 0;
        desk.pen.write(None, |content| place = add_section(content));
        desk.sheet.set(Some(Sheet::Section(place)));
    };
    view! {
        <section class="section" id="outline" tabindex="-1">
            <h2>{words.outline}</h2>
            <Show when=move || entries.with(Vec::is_empty)>
                <Empty title=words.empty_title text=words.empty_text />
            </Show>
            <ol class="outline">
                <For each=move || entries.get() key=Clone::clone let:entry>
                    {draw(desk, entry)}
                </For>
            </ol>
            <div class="form-actions">
                <Show when=move || entries.with(Vec::is_empty)>
                    <button type="button" class="button" on:click=move |_| new_question(desk, None)>
                        {icon(Icon::Plus)} {words.add_question}
                    </button>
                </Show>
                <button type="button" class="button" on:click=new_section>
                    {icon(Icon::Plus)} {words.add_section}
                </button>
            </div>
            <p class="muted">{words.order_hint}</p>
        </section>
    }
}

fn count<T>(all: &[T], wanted: impl Fn(&&T) -> bool) -> usize {
    all.iter().filter(wanted).count()
}

fn entries(
    content: &Questionnaire,
    of_question: impl Fn(usize) -> usize,
    of_section: impl Fn(usize) -> usize,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let last = content.sections.len();
    for (at, group) in groups(content).into_iter().enumerate() {
        let section = group.section.and_then(|place| content.sections.get(place));
        let named = section.map(|section| section.title.fr.clone());
        if let (Some(place), Some(title)) = (group.section, named.clone()) {
            entries.push(Entry::Section {
                place,
                title,
                issues: of_section(place),
                first: place == 0,
                last: place + 1 == last,
            });
        }
        let empty = group.section.is_some() && group.questions.is_empty();
        for place in group.questions {
            let question = &content.questions[place];
            entries.push(Entry::Question {
                place,
                key: question.key.clone(),
                text: question.text.fr.clone(),
                kind: kind_name(&question.kind),
                conditional: question.relevant.is_some(),
                issues: of_question(place),
            });
        }
        let named = named.unwrap_or_default();
        entries.push(Entry::Add {
            group: at,
            named,
            section: group.section,
            empty,
        });
    }
    entries
}

fn draw(desk: Desk, entry: Entry) -> AnyView {
    let words = &t().editor;
    match entry {
        Entry::Section {
            place,
            title,
            issues,
            first,
            last,
        } => section(desk, place, title, issues, (first, last)),
        Entry::Question { .. } => question(desk, entry),
        Entry::Add {
            group,
            named,
            section,
            empty,
        } => {
            let label =
                (!named.is_empty()).then(|| (t().common.labelled)(words.add_question, &named));
            view! {
                <li class="add">
                    {empty.then(|| view! { <p class="muted">{words.empty_section}</p> })}
                    <button
                        type="button"
                        id=section.map(add_id)
                        class="button quiet small"
                        aria-label=label
                        on:click=move |_| new_question(desk, Some(group))
                    >
                        {icon(Icon::Plus)} {words.add_question}
                    </button>
                </li>
            }
            .into_any()
        }
    }
}

fn new_question(desk: Desk, group: Option<usize>) {
    let mut place = 0;
    desk.pen.write(None, |content| {
        let groups = groups(content);
        let group = group.and_then(|group| groups.get(group));
        place = add(content, group, QuestionKind::Likert4);
    });
    desk.sheet.set(Some(Sheet::Question(place)));
}

fn section(
    desk: Desk,
    place: usize,
    title: String,
    issues: usize,
    (first, last): (bool, bool),
) -> AnyView {
    let words = &t().editor;
    let toasts = use_toasts();
    let title = or_no_words(title);
    let go = move |way| {
        desk.pen.write(None, |content| {
            move_section(content, place, way);
        });
    };
    let drop_it = move || {
        desk.pen.write(None, |content| drop_section(content, place));
        toasts.say_undo(
            words.section_deleted,
            Callback::new(move |()| desk.pen.undo()),
        );
        request_animation_frame(|| focus("outline"));
    };
    let named = |verb| (t().common.labelled)(verb, &title);
    let at = |end| (String::new(), end);
    view! {
        <li class="head">
            <button
                type="button"
                class="open"
                on:click=move |_| desk.sheet.set(Some(Sheet::Section(place)))
            >
                <strong>{title.clone()}</strong>
            </button>
            {wrong(issues)}
            <div class="actions">
                {tool(Icon::Up, named(words.up), at(first), move || go(Way::Up))}
                {tool(Icon::Down, named(words.down), at(last), move || go(Way::Down))}
                {tool(Icon::Bin, named(words.delete), at(false), drop_it)}
            </div>
        </li>
    }
    .into_any()
}

fn question(desk: Desk, entry: Entry) -> AnyView {
    let Entry::Question {
        place,
        key,
        text,
        kind,
        conditional,
        issues,
    } = entry
    else {
        return ().into_any();
    };
    let words = &t().editor;
    let text = or_no_words(text);
    let row = format!("row-{key}");
    let press = {
        let row = row.clone();
        move |event: ev::KeyboardEvent| {
            let way = match event.key().as_str() {
                "ArrowUp" => Way::Up,
                "ArrowDown" => Way::Down,
                _ => return,
            };
            if event.alt_key() {
                event.prevent_default();
                go(desk, place, way, row.clone());
            }
        }
    };
    view! {
        <li on:keydown=press>
            <button
                type="button"
                class="open"
                id=row
                on:click=move |_| desk.sheet.set(Some(Sheet::Question(place)))
            >
                <span>{place + 1} ". " {text.clone()}</span>
                <span class="muted">
                    {(t().questionnaires.kind)(kind)}
                    {conditional.then(|| format!(" · {}", words.conditional))}
                </span>
            </button>
            {wrong(issues)}
            {tools(desk, place, &key, &text)}
        </li>
    }
    .into_any()
}

/// Moves a question. Its line is drawn again at the new place; the focus goes with it, to the element `id`.
fn go(desk: Desk, place: usize, way: Way, id: String) {
    desk.pen.write(None, |content| {
        move_question(content, place, way);
    });
    request_animation_frame(move || focus(&id));
}

/// The focus goes to the question at this place, or to the last: the line it was on may be gone.
fn go_to_row(desk: Desk, place: usize) {
    let key = untrack(|| {
        desk.pen.with(|content| {
            let at = content.questions.get(place).or(content.questions.last());
            at.map(|question| question.key.clone())
        })
    });
    let id = key.map_or("outline".to_owned(), |key| format!("row-{key}"));
    request_animation_frame(move || focus(&id));
}

fn tools(desk: Desk, place: usize, key: &str, text: &str) -> AnyView {
    let words = &t().editor;
    let toasts = use_toasts();
    let named = |verb| (t().common.labelled)(verb, text);
    let mover = |mark, verb, way, name: &str| {
        let id = format!("{name}-{key}");
        let back = id.clone();
        tool(mark, named(verb), (id, false), move || {
            go(desk, place, way, back.clone())
        })
    };
    let drop_it = move || {
        desk.pen.write(None, |content| {
            if place < content.questions.len() {
                content.questions.remove(place);
            }
        });
        let undo = Callback::new(move |()| desk.pen.undo());
        toasts.say_undo(words.question_deleted, undo);
        go_to_row(desk, place);
    };
    let again = move || {
        desk.pen.write(None, |content| repeat(content, place));
        go_to_row(desk, place + 1);
    };
    let none = || (String::new(), false);
    view! {
        <div class="actions">
            {mover(Icon::Up, words.up, Way::Up, "up")}
            {mover(Icon::Down, words.down, Way::Down, "down")}
            {tool(Icon::Copy, named(words.duplicate), none(), again)}
            {tool(Icon::Bin, named(words.delete), none(), drop_it)}
        </div>
    }
    .into_any()
}

/// A button of a line, with its id, if it has one, and whether it is off.
fn tool(mark: Icon, label: String, (id, off): (String, bool), act: impl Fn() + 'static) -> AnyView {
    let id = (!id.is_empty()).then_some(id);
    view! {
        <button
            type="button"
            class="button quiet square"
            id=id
            aria-label=label
            disabled=off
            on:click=move |_| act()
        >
            {icon(mark)}
        </button>
    }
    .into_any()
}

fn wrong(issues: usize) -> Option<AnyView> {
    let words = &t().editor;
    (issues > 0).then(|| badge(Tone::Attention, (words.issues)(issues)).into_any())
}

fn or_no_words(text: String) -> String {
    if text.trim().is_empty() {
        t().questionnaires.no_words.to_owned()
    } else {
        text
    }
}
