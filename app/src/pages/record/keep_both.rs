//! The way out of a conflict in which nobody has to be wrong: the shown value stays, and a remark on the record tells all
//! of them, with authors and times. Contents of a questionnaire are too long to be told: each becomes a draft of its own.

use super::words;
use crate::{
    components::use_toasts,
    locales::workspace::{errors, lang, t},
    pages::questionnaires::keep_apart::KeepApart,
    state::{People, use_account, use_commands, use_people},
};
use domain::{Lang, entity::EntityKind};
use leptos::{prelude::*, task::spawn_local};
use sync::{EntityRef, Field, fold::Author};

/// Nothing where a field's words are not the whole of its value, and it makes no draft.
#[component]
pub fn KeepBoth(
    at: EntityRef,
    name: StoredValue<String>,
    field: Memo<Option<Field>>,
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let is_content =
        name.with_value(|name| (at.kind, name.as_str()) == (EntityKind::Draft, "content"));
    if is_content {
        return view! { <KeepApart at field problem/> }.into_any();
    }
    let whole = name.with_value(|name| words::tell_all(at.kind, name));
    whole
        .then(|| view! { <InRemark at name field problem/> })
        .into_any()
}

#[component]
fn InRemark(
    at: EntityRef,
    name: StoredValue<String>,
    field: Memo<Option<Field>>,
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let (commands, toasts) = (use_commands(), use_toasts());
    let (account, people, lang) = (use_account(), use_people(), lang());
    let t = &t().record;
    let keep = move |_| {
        let say = move |field: &Field| {
            let by = |by: &Author| words::signed(by, account, people, lang);
            name.with_value(|name| noted(at.kind, name, field, by, people, lang))
        };
        spawn_local(async move {
            let kept = commands.keep_in_remarks(at, &name.get_value(), say).await;
            match kept {
                Ok(()) => toasts.say(t.noted),
                Err(error) => problem.set(Some(errors::command_error(&error))),
            }
        });
    };
    let others = move || field.with(|field| field.iter().flat_map(Field::others).count());
    let hint = name.with_value(|name| format!("both-{name}-{}", at.id));
    view! {
            <div class="both">
                <button
                    type="button"
                    class="button"
                    aria-describedby=hint.clone()
                    on:click=keep
                >
                    {move || (t.keep_both)(others())}
                </button>
                <p class="muted" id=hint>{t.keep_both_hint}</p>
            </div>
    }
}

/// What the remark says, in parts: of which field, then every value with its author, the one that stays first.
pub fn noted(
    kind: EntityKind,
    name: &str,
    field: &Field,
    signed: impl Fn(&Author) -> String,
    people: People,
    lang: Lang,
) -> Vec<String> {
    let t = &crate::locales::workspace::texts(lang).record;
    let values: Vec<_> = std::iter::once((&field.value, &field.by))
        .chain(field.others().map(|other| (&other.value, &other.by)))
        .collect();
    let plain: Vec<_> = values.iter().map(|(value, _)| *value).collect();
    let said = words::apart(kind, name, &plain, people, lang);
    let mut parts = vec![(t.noted_of)(&words::field(kind, name, lang))];
    for (index, ((_, by), said)) in values.into_iter().zip(said).enumerate() {
        let which = if index == 0 {
            t.kept_value
        } else {
            t.other_value
        };
        parts.push((t.noted_value)(which, &signed(by), &said));
    }
    parts
}
