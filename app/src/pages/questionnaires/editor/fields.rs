//! Fields of the editor: each shows what the draft says and writes every letter into it at once.

use crate::components::{Icon, icon};
use leptos::prelude::*;

/// One field. Erased of its type at once: there are many.
pub struct Line {
    pub id: String,
    pub label: &'static str,
    pub hint: &'static str,
    pub shown: Signal<String>,
    pub write: Callback<String>,
    /// What is wrong with it now.
    pub problem: Signal<Option<String>>,
    /// Several lines.
    pub long: bool,
    /// Language of what is typed, for those who read the screen aloud and for spelling.
    pub lang: Option<&'static str>,
}

impl Line {
    pub fn new(
        id: impl Into<String>,
        label: &'static str,
        shown: Signal<String>,
        write: Callback<String>,
    ) -> Line {
        Line {
            id: id.into(),
            label,
            hint: "",
            shown,
            write,
            problem: Signal::stored(None),
            long: false,
            lang: None,
        }
    }

    pub fn in_lang(self, lang: &'static str) -> Line {
        let lang = Some(lang);
        Line { lang, ..self }
    }

    pub fn hint(self, hint: &'static str) -> Line {
        Line { hint, ..self }
    }

    pub fn long(self) -> Line {
        Line { long: true, ..self }
    }

    pub fn problem(self, problem: Signal<Option<String>>) -> Line {
        Line { problem, ..self }
    }

    pub fn view(self) -> AnyView {
        let Line {
            id,
            label,
            hint,
            shown,
            write,
            problem,
            long,
            lang,
        } = self;
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described = if hint.is_empty() {
            error_id.clone()
        } else {
            format!("{hint_id} {error_id}")
        };
        let invalid = move || problem.with(Option::is_some).then_some("true");
        let input = move |event| write.run(event_target_value(&event));
        let control = if long {
            view! {
                <textarea
                    class="input"
                    id=id.clone()
                    lang=lang
                    aria-describedby=described
                    aria-invalid=invalid
                    prop:value=shown
                    on:input=input
                ></textarea>
            }
            .into_any()
        } else {
            view! {
                <input
                    class="input"
                    type="text"
                    autocomplete="off"
                    id=id.clone()
                    lang=lang
                    aria-describedby=described
                    aria-invalid=invalid
                    prop:value=shown
                    on:input=input
                />
            }
            .into_any()
        };
        let error = move || {
            problem
                .get()
                .map(|text| view! { <span>{icon(Icon::Warning)} {text}</span> })
        };
        view! {
            <div class="field" class:invalid=move || problem.with(Option::is_some)>
                <label for=id>{label}</label>
                {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
                {control}
                <p class="error" id=error_id role="status">{error}</p>
            </div>
        }
        .into_any()
    }
}

/// A choice that takes effect at once; options are value and words.
pub fn choice(
    id: &'static str,
    label: &'static str,
    hint: Signal<String>,
    shown: Signal<String>,
    options: Vec<(String, String)>,
    disabled: Signal<bool>,
    write: Callback<String>,
) -> AnyView {
    let option = move |(key, words): (String, String)| {
        let mine = key.clone();
        let chosen = move || shown.with(|shown| *shown == mine);
        view! { <option value=key selected=chosen>{words}</option> }
    };
    let hint_id = format!("{id}-hint");
    let told = move || Some(hint.get()).filter(|hint| !hint.is_empty());
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select
                class="input"
                id=id
                aria-describedby=hint_id.clone()
                disabled=disabled
                prop:value=shown
                on:change=move |event| write.run(event_target_value(&event))
            >
                {options.into_iter().map(option).collect_view()}
            </select>
            <p class="hint" id=hint_id>{told}</p>
        </div>
    }
    .into_any()
}

/// A box to tick that takes effect at once.
pub fn tick(
    id: &'static str,
    words: &'static str,
    hint: &'static str,
    on: Signal<bool>,
    write: Callback<bool>,
) -> AnyView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="choices">
            <label>
                <input
                    type="checkbox"
                    id=id
                    aria-describedby=(!hint.is_empty()).then(|| hint_id.clone())
                    prop:checked=on
                    on:change=move |event| write.run(event_target_checked(&event))
                />
                <span>{words}</span>
                {(!hint.is_empty()).then(|| view! { <span class="hint" id=hint_id>{hint}</span> })}
            </label>
        </div>
    }
    .into_any()
}
