//! Who changed what, from which value, when; newest first. Read from the log on this device, so it works offline.

use super::words;
use crate::{
    locales::workspace::{lang, t},
    state::{use_account, use_log, use_people},
};
use leptos::prelude::*;
use sync::{
    EntityRef,
    fold::{Change, What},
};

#[component]
pub fn History(at: EntityRef) -> impl IntoView {
    let (log, people, lang) = (use_log(), use_people(), lang());
    let me = use_account().person();
    let t = &t().record;
    let changes = Memo::new(move |_| {
        let record = log.entity(at);
        record.map(|record| record.history).unwrap_or_default()
    });
    let what = move |change: &Change| match &change.what {
        What::Created => view! { <span>{t.created}</span> }.into_any(),
        What::Deleted => view! { <span>{t.deleted}</span> }.into_any(),
        What::Restored => view! { <span>{t.restored}</span> }.into_any(),
        What::Field(name) => {
            let in_words = |value| words::value(at.kind, name, value, people, lang);
            let before = change.before.as_ref().map(in_words);
            view! {
                <span>
                    {(t.label)(&words::field(at.kind, name, lang))}
                    {before.map(|before| view! { <del>{before}</del> " " })}
                    <ins>{in_words(&change.after)}</ins>
                </span>
            }
            .into_any()
        }
    };
    let line = move |change: Change| {
        view! {
            <li>
                <span class="muted">{words::author(&change.by, me, people, lang)}</span>
                {what(&change)}
            </li>
        }
    };
    view! {
        <section class="section">
            <h2>{t.history}</h2>
            <ol class="history">
                {move || changes.get().into_iter().rev().map(line).collect_view()}
            </ol>
        </section>
    }
}
