//! Fields of forms: label, hint, control and error, tied together for screen readers. A form provides its [`Problems`];
//! each field shows its own, [`ErrorSummary`] lists all and takes the focus.

use super::icon::{Icon, icon};
use crate::{locales::workspace::t, state::preferences::lang_code};
use domain::Lang;
use leptos::{ev::Event, html, prelude::*};

/// Code and own name.
pub const LANGUAGES: [(&str, &str); 2] = [("fr", "Français"), ("en", "English")];

/// What is wrong with the form on the screen: field id and sentence. A context of the form.
#[derive(Clone, Copy)]
pub struct Problems {
    all: RwSignal<Vec<(&'static str, String)>>,
    /// Labels of the fields on the screen: the summary names them.
    labels: StoredValue<Vec<(&'static str, &'static str)>>,
}

impl Problems {
    /// Creates them and puts them in context for the fields below.
    pub fn provide() -> Problems {
        let problems = Problems {
            all: RwSignal::new(Vec::new()),
            labels: StoredValue::new(Vec::new()),
        };
        provide_context(problems);
        problems
    }

    pub fn set(self, problems: Vec<(&'static str, String)>) {
        self.all.set(problems);
    }

    pub fn one(self, field: &'static str, sentence: impl Into<String>) {
        self.set(vec![(field, sentence.into())]);
    }

    pub fn clear(self) {
        self.all.set(Vec::new());
    }

    /// What the summary calls a field that has no component of its own.
    pub fn name(self, field: &'static str, label: &'static str) {
        self.labels
            .update_value(|labels| labels.push((field, label)));
    }

    fn label(self, field: &str) -> &'static str {
        let found = self.labels.with_value(|labels| {
            let mine = labels.iter().rev().find(|(id, _)| *id == field);
            mine.map(|(_, label)| *label)
        });
        found.unwrap_or_default()
    }

    fn of(self, field: &str) -> Option<String> {
        self.all.with(|all| {
            let mine = all.iter().find(|(id, _)| *id == field);
            mine.map(|(_, sentence)| sentence.clone())
        })
    }
}

/// The list of what to mend, at the top of the form; focused when it appears.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let problems = expect_context::<Problems>();
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let any = problems.all.with(|all| !all.is_empty());
        if let (true, Some(div)) = (any, place.get()) {
            let _ = div.focus();
        }
    });
    let lines = move || {
        let all = problems.all.get();
        let line = |(field, sentence): (&'static str, String)| {
            if field.is_empty() {
                view! { <li>{sentence}</li> }.into_any()
            } else {
                let to_field = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    super::focus(field);
                };
                let named = match problems.label(field) {
                    "" => sentence,
                    label => (t().common.labelled)(label, &sentence),
                };
                view! { <li><a href=format!("#{field}") on:click=to_field>{named}</a></li> }
                    .into_any()
            }
        };
        all.into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || problems.all.with(|all| !all.is_empty())>
            <div class="error-summary" role="alert" tabindex="-1" node_ref=place>
                <p><strong>{t().common.to_mend}</strong></p>
                <ul>{lines}</ul>
            </div>
        </Show>
    }
}

/// What a field looks like around its control. `control` gets the ids that describe it.
fn field(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    control: impl FnOnce(Memo<Option<String>>, Signal<String>) -> AnyView,
) -> AnyView {
    let problems = use_context::<Problems>();
    if let Some(problems) = problems {
        problems.name(id, label);
    }
    let error = Memo::new(move |_| problems.and_then(|problems| problems.of(id)));
    let described = Signal::derive(move || {
        let mut ids = Vec::new();
        if !hint.is_empty() {
            ids.push(format!("{id}-hint"));
        }
        if error.with(Option::is_some) {
            ids.push(format!("{id}-error"));
        }
        ids.join(" ")
    });
    let message = move || {
        let shown = |text| view! { <p class="error" id=format!("{id}-error")>{icon(Icon::Warning)}{text}</p> };
        error.get().map(shown)
    };
    view! {
        <div class="field" class:invalid=move || error.with(Option::is_some)>
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {control(error, described)}
            {message}
        </div>
    }
    .into_any()
}

fn invalid(error: Memo<Option<String>>) -> Option<&'static str> {
    error.with(|error| error.as_ref().map(|_| "true"))
}

/// What a date may be: browsers then take no year of five figures.
pub const DAYS: [&str; 2] = ["2000-01-01", "2099-12-31"];

/// One line. `kind` is the input's type; `autocomplete` its purpose.
#[component]
pub fn TextField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    /// For numbers: `numeric` brings up the right keyboard and keeps the text as typed.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Values to offer from what exists.
    #[prop(optional)]
    suggestions: Vec<String>,
    /// Shown and copied, never typed over.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    field(id, label, hint, move |error, described| {
        let list = (!suggestions.is_empty()).then(|| format!("{id}-list"));
        let options = list.clone().map(|list| {
            let options = suggestions
                .into_iter()
                .map(|text| view! { <option value=text></option> });
            view! { <datalist id=list>{options.collect_view()}</datalist> }
        });
        view! {
            <input
                class="input"
                id=id
                name=id
                type=kind
                autocomplete=autocomplete
                inputmode=inputmode
                min=(kind == "date").then_some(DAYS[0])
                max=(kind == "date").then_some(DAYS[1])
                list=list
                readonly=readonly
                aria-describedby=described
                aria-invalid=move || invalid(error)
                bind:value=value
            />
            {options}
        }
        .into_any()
    })
}

/// Several lines.
#[component]
pub fn TextArea(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    field(id, label, hint, move |error, described| {
        view! {
            <textarea
                class="input"
                id=id
                name=id
                aria-describedby=described
                aria-invalid=move || invalid(error)
                bind:value=value
            ></textarea>
        }
        .into_any()
    })
}

/// A choice in a list; `options` are value and words.
#[component]
pub fn SelectField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    field(id, label, hint, move |error, described| {
        let option = move |(key, words): (String, String)| {
            let chosen = {
                let key = key.clone();
                move || value.with(|value| *value == key)
            };
            view! { <option value=key selected=chosen>{words}</option> }
        };
        view! {
            <select
                class="input"
                id=id
                name=id
                aria-describedby=described
                aria-invalid=move || invalid(error)
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        }
        .into_any()
    })
}

/// A set of radio buttons; each option is value, words and hint (may be empty).
#[component]
pub fn Choices(
    id: &'static str,
    legend: &'static str,
    value: RwSignal<String>,
    options: Vec<(&'static str, &'static str, &'static str)>,
) -> impl IntoView {
    let problems = use_context::<Problems>();
    if let Some(problems) = problems {
        problems.name(id, legend);
    }
    let message = move || {
        let shown = |text| view! { <p class="error">{icon(Icon::Warning)}{text}</p> };
        problems.and_then(|problems| problems.of(id)).map(shown)
    };
    let radio = move |(key, words, hint): (&'static str, &'static str, &'static str)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=id
                    value=key
                    prop:checked=move || value.with(|value| value == key)
                    on:change=move |_| value.set(key.to_owned())
                />
                <span>{words}</span>
                {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
            </label>
        }
    };
    view! {
        <fieldset class="choices" id=id tabindex="-1">
            <legend>{legend}</legend>
            {options.into_iter().map(radio).collect_view()}
            {message}
        </fieldset>
    }
}

/// One box to tick.
#[component]
pub fn Tick(
    id: &'static str,
    words: &'static str,
    value: RwSignal<bool>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let described = (!hint.is_empty()).then(|| format!("{id}-hint"));
    view! {
        <div class="choices">
            <label>
                <input
                    type="checkbox"
                    id=id
                    aria-describedby=described.clone()
                    prop:checked=value
                    on:change=move |event| value.set(event_target_checked(&event))
                />
                <span>{words}</span>
                {described.map(|described| view! { <span class="hint" id=described>{hint}</span> })}
            </label>
        </div>
    }
}

/// Joined buttons for a setting that takes effect at once; options are value and words.
#[component]
pub fn Switch(
    name: &'static str,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    #[prop(into)] value: Signal<&'static str>,
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    let radio = move |(key, words): (&'static str, &'static str)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    value=key
                    prop:checked=move || value.get() == key
                    on:change=move |_: Event| on_choose.run(key)
                />
                {words}
            </label>
        }
    };
    view! {
        <fieldset class="switch" aria-label=label>
            {options.into_iter().map(radio).collect_view()}
        </fieldset>
    }
}

/// In which language.
#[component]
pub fn LangSwitch(
    name: &'static str,
    label: &'static str,
    #[prop(into)] value: Signal<Lang>,
    on_choose: Callback<Lang>,
) -> impl IntoView {
    let choose = move |key| on_choose.run(if key == "en" { Lang::En } else { Lang::Fr });
    view! {
        <Switch
            name
            label
            options=LANGUAGES.to_vec()
            value=Signal::derive(move || lang_code(value.get()))
            on_choose=Callback::new(choose)
        />
    }
}
