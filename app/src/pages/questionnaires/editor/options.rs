//! The options of a question: wording, key, and what a filter reads of them.

use super::{desk::Desk, fields::Line, question::folded};
use crate::{
    components::{Icon, focus, icon},
    locales::workspace::t,
};
use domain::questionnaire::{
    Choice, Part, Question,
    writing::{fresh_option, options_mut, word_option},
};
use leptos::prelude::*;

#[component]
pub fn Options(place: usize) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let count = Memo::new(move |_| {
        let count = desk.question(place, |question| question.kind.options().len());
        count.unwrap_or_default()
    });
    let add = move |_| {
        let at = count.get_untracked();
        change(desk, place, "add", |options| {
            options.push(fresh_option(options))
        });
        request_animation_frame(move || focus(&format!("q-option-{at}-fr")));
    };
    let problem = desk.problem(Part::Options(place));
    let wrong = move || {
        let shown = |text| view! { <p class="error">{text}</p> };
        problem.get().map(shown)
    };
    view! {
        <fieldset class="options">
            <legend>{words.options}</legend>
            <ol>
                <For each=move || 0..count.get() key=|at| *at let:at>
                    <One place at count />
                </For>
            </ol>
            {wrong}
            <button type="button" class="button small" id="q-add-option" on:click=add>
                {icon(Icon::Plus)} {words.add_option}
            </button>
        </fieldset>
    }
}

fn change(desk: Desk, place: usize, field: &str, change: impl FnOnce(&mut Vec<Choice>)) {
    desk.write(place, field, |question| {
        if let Some(options) = options_mut(&mut question.kind) {
            change(options);
        }
    });
}

#[component]
fn One(place: usize, at: usize, count: Memo<usize>) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let number = (words.option_n)(at + 1);
    let named = |verb: &str| (t().common.labelled)(verb, &number);
    let swap = move |other: usize, back: &'static str| {
        change(desk, place, "order", |options| {
            if other < options.len() {
                options.swap(at, other);
            }
        });
        focus(&format!("q-option-{other}-{back}"));
    };
    let drop_it = move |_| {
        change(desk, place, "drop", |options| {
            if at < options.len() {
                options.remove(at);
            }
        });
        focus("q-add-option");
    };
    let up_id = format!("q-option-{at}-up");
    let down_id = format!("q-option-{at}-down");
    view! {
        <li>
            <div class="form-grid">{french(desk, place, at)} {english(desk, place, at)}</div>
            <div class="actions">
                <button
                    type="button"
                    class="button quiet square"
                    id=up_id
                    aria-label=named(words.up)
                    disabled=at == 0
                    on:click=move |_| swap(at.saturating_sub(1), "up")
                >
                    {icon(Icon::Up)}
                </button>
                <button
                    type="button"
                    class="button quiet square"
                    id=down_id
                    aria-label=named(words.down)
                    disabled=move || { at + 1 >= count.get() }
                    on:click=move |_| swap(at + 1, "down")
                >
                    {icon(Icon::Down)}
                </button>
                <button
                    type="button"
                    class="button quiet square"
                    aria-label=named(words.delete)
                    on:click=drop_it
                >
                    {icon(Icon::Bin)}
                </button>
            </div>
            {more(desk, place, at)}
        </li>
    }
}

fn read(desk: Desk, place: usize, at: usize, read: fn(&Choice) -> String) -> Signal<String> {
    Signal::derive(move || {
        let text = desk.question(place, |question| question.kind.options().get(at).map(read));
        text.flatten().unwrap_or_default()
    })
}

fn line(
    desk: Desk,
    place: usize,
    at: usize,
    (field, label): (&'static str, &'static str),
    show: fn(&Choice) -> String,
    write: fn(&mut Choice, String),
) -> Line {
    let id = format!("q-option-{at}-{field}");
    let about = id.clone();
    let write = Callback::new(move |text: String| {
        change(desk, place, &about, |options| {
            if let Some(option) = options.get_mut(at) {
                write(option, text);
            }
        });
    });
    Line::new(id, label, read(desk, place, at, show), write)
}

/// The wording that an unpublished key follows.
fn french(desk: Desk, place: usize, at: usize) -> AnyView {
    let keys = move |question: &Question| {
        let option = question.kind.options().get(at)?;
        Some((question.key.clone(), option.key.clone()))
    };
    let id = format!("q-option-{at}-fr");
    let about = id.clone();
    let write = Callback::new(move |text: String| {
        let keys = untrack(|| desk.question(place, keys)).flatten();
        let published =
            keys.is_some_and(|(key, option)| untrack(|| desk.is_published_option(&key, &option)));
        change(desk, place, &about, |options| {
            word_option(options, at, text, published)
        });
    });
    let shown = read(desk, place, at, |option| option.text.fr.clone());
    Line::new(id, t().editor.option_fr, shown, write)
        .problem(desk.problem(Part::Option(place, at)))
        .in_lang("fr")
        .view()
}

fn english(desk: Desk, place: usize, at: usize) -> AnyView {
    let label = ("en", t().editor.option_en);
    let line = line(
        desk,
        place,
        at,
        label,
        |option| option.text.en.clone(),
        |option, text| {
            option.text.en = text;
        },
    );
    line.in_lang("en").view()
}

/// What few options need.
fn more(desk: Desk, place: usize, at: usize) -> AnyView {
    let words = &t().editor;
    let easy_fr = line(
        desk,
        place,
        at,
        ("easy-fr", words.option_easy_fr),
        |option| {
            option
                .easy
                .as_ref()
                .map(|easy| easy.fr.clone())
                .unwrap_or_default()
        },
        |option, text| super::texts::set_fr(&mut option.easy, text),
    );
    let easy_en = line(
        desk,
        place,
        at,
        ("easy-en", words.option_easy_en),
        |option| {
            option
                .easy
                .as_ref()
                .map(|easy| easy.en.clone())
                .unwrap_or_default()
        },
        |option, text| super::texts::set_en(&mut option.easy, text),
    );
    let key = line(
        desk,
        place,
        at,
        ("key", words.option_key),
        |option| option.key.clone(),
        |option, text| option.key = text,
    );
    let columns = line(
        desk,
        place,
        at,
        ("columns", words.option_columns),
        |option| columns(&option.columns),
        |option, text| option.columns = read_columns(&text),
    );
    folded(
        words.option_more,
        false,
        vec![
            key.view(),
            easy_fr.in_lang("fr").view(),
            easy_en.in_lang("en").view(),
            columns.hint(words.option_columns_hint).view(),
        ],
    )
}

/// `region=idf; niveau=2`.
fn columns(columns: &[(String, String)]) -> String {
    let pairs = columns.iter().map(|(name, value)| match name.as_str() {
        "" => value.clone(),
        name => format!("{name}={value}"),
    });
    pairs.collect::<Vec<String>>().join(";")
}

/// Every letter is kept as it is typed, also what is no pair yet.
fn read_columns(text: &str) -> Vec<(String, String)> {
    if text.is_empty() {
        return Vec::new();
    }
    let pair = |part: &str| match part.split_once('=') {
        Some((name, value)) => (name.trim_start().to_owned(), value.to_owned()),
        None => (String::new(), part.trim_start().to_owned()),
    };
    text.split(';').map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::{columns, read_columns};

    #[test]
    fn columns_read_back_as_they_are_typed() {
        for text in [
            "",
            "region",
            "region=",
            "region=idf",
            "region=idf;",
            "a=1;b=2",
        ] {
            assert_eq!(columns(&read_columns(text)), text);
        }
    }
}
