//! Values that several people wrote from the same version, side by side with author and time, until somebody decides:
//! keep one, keep another, keep all elsewhere, or write a third.

use super::{control::Control, keep_both::KeepBoth, words};
use crate::{
    components::{Notice, Tone, use_toasts},
    locales::workspace::{errors, lang, t},
    state::{use_account, use_commands, use_log, use_people},
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use sync::{EntityRef, Field, fold::Author};

/// Every conflict of a record, one block a field.
#[component]
pub fn Conflicts(
    at: EntityRef,
    /// Under the record's own heading, where it is one of several on the page.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let log = use_log();
    let names = Memo::new(move |_| {
        let record = log.entity(at);
        let fields = record.iter().flat_map(|record| &record.fields);
        fields
            .filter(|(_, field)| field.is_contested())
            .map(|(name, _)| name.clone())
            .collect::<Vec<String>>()
    });
    view! {
        <For each=move || names.get() key=Clone::clone let:name>
            <Conflict at name nested />
        </For>
    }
}

/// The values of one field.
#[component]
pub fn Conflict(at: EntityRef, name: String, nested: bool) -> impl IntoView {
    let (log, people, lang) = (use_log(), use_people(), lang());
    let (commands, toasts, me) = (use_commands(), use_toasts(), use_account().person());
    let t = &t().record;
    let control = Control::of(at.kind, &name, people);
    let label = words::field(at.kind, &name, lang);
    let name = StoredValue::new(name);
    let field = Memo::new(move |_| {
        let record = log.entity(at)?;
        name.with_value(|name| record.fields.get(name).cloned())
    });
    let problem = RwSignal::new(None::<String>);
    let decide = Callback::new(move |value: Value| {
        spawn_local(async move {
            match commands.resolve(at, &name.get_value(), value).await {
                Ok(()) => toasts.say(t.resolved),
                Err(error) => problem.set(Some(errors::command_error(&error))),
            }
        });
    });
    let version = move |title: &'static str, value: Value, by: Author, shown: String| {
        view! {
            <div class="version">
                <p class="muted">{title}</p>
                <p><strong>{shown}</strong></p>
                <p class="muted">{words::author(&by, me, people, lang)}</p>
                <button type="button" class="button small" on:click=move |_| decide.run(value.clone())>
                    {t.keep_this}
                </button>
            </div>
        }
    };
    let versions = move || {
        field.get().map(|field: Field| {
            let others = field.contenders.into_iter().chain(field.proposals);
            let shown = (t.shown_value, field.value, field.by);
            let others = others.map(|other| (t.other_value, other.value, other.by));
            let all: Vec<_> = std::iter::once(shown).chain(others).collect();
            let values: Vec<&Value> = all.iter().map(|(_, value, _)| value).collect();
            let said = words::apart(at.kind, &name.get_value(), &values, people, lang);
            let all = all.into_iter().zip(said);
            all.map(|((title, value, by), said)| version(title, value, by, said))
                .collect_view()
        })
    };
    let heading = if nested {
        view! { <h3>{(t.conflict)(&label)}</h3> }.into_any()
    } else {
        view! { <h2>{(t.conflict)(&label)}</h2> }.into_any()
    };
    let refused = move || {
        let shown = |text| view! { <Notice tone=Tone::Late text=text /> };
        problem.get().map(shown)
    };
    view! {
        <section class="section">
            {heading}
            <p>{t.conflict_lead}</p>
            <div class="conflict">{versions}</div>
            <div role="alert">{refused}</div>
            <KeepBoth at name field problem/>
            <Third id=format!("third-{}-{}", name.get_value(), at.id) control field decide/>
        </section>
    }
}

/// What is being typed, and the field as it was when that began.
#[derive(Clone, PartialEq)]
struct Typed {
    text: String,
    over: Option<Field>,
}

/// A value that is none of those. It is kept only over the values that were there when it was typed: whoever did not see
/// that another came decides once more.
#[component]
fn Third(
    id: String,
    control: Control,
    field: Memo<Option<Field>>,
    decide: Callback<Value>,
) -> impl IntoView {
    let t = &t().record;
    let typed = RwSignal::new(None::<Typed>);
    // A long text is mended rather than written again.
    let start = move || match (control, field.get()) {
        (Control::Text, Some(field)) => Control::text(&field.value),
        _ => String::new(),
    };
    let shown = Signal::derive(move || match typed.get() {
        Some(typed) => typed.text,
        None => start(),
    });
    let type_in = Callback::new(move |text| {
        typed.update(|typed| match typed {
            Some(typed) => typed.text = text,
            None => {
                let over = field.get_untracked();
                *typed = Some(Typed { text, over });
            }
        });
    });
    let changed = Memo::new(move |_| {
        let over = typed.get().map(|typed| typed.over);
        over.is_some_and(|over| field.with(|now| *now != over))
    });
    let keep = Callback::new(move |()| decide.run(control.value(&shown.get_untracked())));
    // What is made in a room of its own is kept or not.
    let by_hand = !matches!(control, Control::Whole);
    by_hand.then(|| {
        view! {
            <details>
                <summary>{t.write_third}</summary>
                <div class="field">
                    <label for=id.clone()>{t.third_value}</label>
                    {control.view(id, shown, String::new(), type_in, Callback::new(|()| ()))}
                </div>
                <div role="status">
                    <Show when=move || changed.get()>
                        <Notice tone=Tone::Attention text=t.third_late />
                    </Show>
                </div>
                <div class="form-actions">
                    <Show
                        when=move || changed.get()
                        fallback=move || {
                            view! { <Press words=t.keep_third press=keep /> }
                        }
                    >
                        <Press words=t.keep_mine press=keep />
                        <Press words=t.start_anew press=Callback::new(move |()| typed.set(None)) />
                    </Show>
                </div>
            </details>
        }
    })
}

#[component]
fn Press(words: &'static str, press: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button" on:click=move |_| press.run(())>
            {words}
        </button>
    }
}
