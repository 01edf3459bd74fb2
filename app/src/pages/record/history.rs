//! Who changed what, from which value, when; newest first. Read from the log on this device, so it works offline.

use super::words;
use crate::{
    locales::workspace::{lang, t},
    state::{People, use_account, use_log, use_people},
};
use domain::{Lang, calendar::cadence::defaults, entity::EntityKind};
use leptos::prelude::*;
use serde_json::Value;
use sync::{
    EntityRef,
    fold::{Author, Change, What},
};

#[component]
pub fn History(
    at: EntityRef,
    /// Where it is not the only history of its page.
    #[prop(default = t().record.history)]
    title: &'static str,
) -> impl IntoView {
    let (log, people, lang) = (use_log(), use_people(), lang());
    let me = use_account().person();
    let changes = Memo::new(move |_| {
        let record = log.entity(at);
        record
            .map(|record| record.history.clone())
            .unwrap_or_default()
    });
    let line = move |all: &[Change], number: usize| {
        let change = all.get(number)?;
        let author = move |by: &Author| words::author(by, me, people, lang);
        Some(view! {
            <li>
                <span class="muted">{author(&change.by)}</span>
                {in_words(at, change, people, lang)}
                {merged(all, number, author)}
            </li>
        })
    };
    let lines = move || {
        changes.with(|all| {
            let lines = (0..all.len()).rev().filter_map(|number| line(all, number));
            lines.collect_view()
        })
    };
    view! {
        <section class="section">
            <h2>{title}</h2>
            <ol class="history">
                {lines}
            </ol>
        </section>
    }
}

/// What a change did.
pub(super) fn in_words(at: EntityRef, change: &Change, people: People, lang: Lang) -> AnyView {
    let t = &t().record;
    let name = match &change.what {
        What::Created => return created(at, change, people, lang),
        What::Deleted => return view! { <span>{t.deleted}</span> }.into_any(),
        What::Restored => return view! { <span>{t.restored}</span> }.into_any(),
        What::Field(name) => name,
    };
    // What a merge was made of stands below it.
    let before = change.before.as_ref().filter(|_| change.wrote.is_none());
    match before {
        Some(shown) if change.beside => beside(at, name, shown, &change.after, people, lang),
        before => from_to(at, name, before, &change.after, people, lang),
    }
}

/// A value that was put beside the one shown then, which stayed.
fn beside(
    at: EntityRef,
    name: &str,
    shown: &Value,
    other: &Value,
    people: People,
    lang: Lang,
) -> AnyView {
    let t = &t().record;
    let label = (t.label)(&words::field(at.kind, name, lang));
    let said = words::apart(at.kind, name, &[shown, other], people, lang).pop();
    let several = said.as_ref().is_some_and(|said| said.contains('\n'));
    view! {
        <span class:lines=several>
            {label} <ins>{said}</ins> " " {t.beside}
        </span>
    }
    .into_any()
}

/// A field's value before and after.
fn from_to(
    at: EntityRef,
    name: &str,
    before: Option<&Value>,
    after: &Value,
    people: People,
    lang: Lang,
) -> AnyView {
    let t = &t().record;
    let label = (t.label)(&words::field(at.kind, name, lang));
    // Somebody decided for the value that was there, or wrote the same.
    if before == Some(after) {
        return view! { <span>{label} {t.confirmed}</span> }.into_any();
    }
    let values: Vec<&Value> = before.into_iter().chain([after]).collect();
    let mut said = words::apart(at.kind, name, &values, people, lang);
    let after = said.pop();
    let before = said.pop();
    let several = [&before, &after]
        .into_iter()
        .flatten()
        .any(|said| said.contains('\n'));
    view! {
        <span class:lines=several>
            {label}
            {before.map(|before| view! { <del>{before}</del> " " })}
            <ins>{after}</ins>
        </span>
    }
    .into_any()
}

/// An organisation's own calendar begins as a change of the rules that everybody has.
fn created(at: EntityRef, change: &Change, people: People, lang: Lang) -> AnyView {
    let own = (at.kind == EntityKind::Calendar).then(|| {
        let kind = serde_json::from_value(change.after.get("kind")?.clone()).ok()?;
        let usual = serde_json::to_value(defaults(kind)).ok()?;
        let own = change.after.get("rules")?;
        Some(from_to(at, "rules", Some(&usual), own, people, lang))
    });
    let created = || view! { <span>{t().record.created}</span> }.into_any();
    own.flatten().unwrap_or_else(created)
}

/// Both texts that one was merged from: the one that was there, and the one its author sent.
fn merged(all: &[Change], number: usize, author: impl Fn(&Author) -> String) -> Option<AnyView> {
    let change = all.get(number)?;
    let (there, sent) = (change.before.as_ref()?, change.wrote.as_ref()?);
    let left = |one: &&Change| {
        let after = match (&one.what, &change.what) {
            (What::Created, What::Field(name)) => one.after.get(name),
            (one_of, of) if one_of == of => Some(&one.after),
            _ => None,
        };
        after == Some(there)
    };
    let before = all.get(..number)?.iter().rev().find(left)?;
    let text = |by: &Author, value: &Value| {
        let value = value.as_str().unwrap_or_default().to_owned();
        view! { <dt class="muted">{author(by)}</dt><dd>{value}</dd> }
    };
    let t = &t().record;
    let shown = view! {
        <p>{t.merged}</p>
        <details>
            <summary>{t.merged_from}</summary>
            <dl>{text(&before.by, there)} {text(&change.by, sent)}</dl>
        </details>
    };
    Some(shown.into_any())
}
