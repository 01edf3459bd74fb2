//! A deleted record: who deleted it and when, what others wrote that this had not seen, and the way back. Works offline.

use super::{history::in_words, words};
use crate::{
    components::{Toasts, use_toasts},
    locales::workspace::{errors, lang, t},
    state::{
        CommandError,
        deletion::{later_edits, unseen_from},
        use_account, use_commands, use_log, use_people,
    },
};
use leptos::{prelude::*, task::spawn_local};
use std::future::Future;
use sync::{Entity, EntityRef, fold::Author};

/// Nothing for a record that is there.
#[component]
pub fn Deleted(
    at: EntityRef,
    /// Under the record's own heading, where it is one of several on the page.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let log = use_log();
    let record = Memo::new(move |_| log.entity(at).filter(|record| record.deleted.is_some()));
    move || record.get().map(|record| told(at, &record, nested))
}

fn told(at: EntityRef, record: &Entity, nested: bool) -> impl IntoView + use<> {
    let (commands, toasts) = (use_commands(), use_toasts());
    let (me, people, lang) = (use_account().person(), use_people(), lang());
    let t = &t().record;
    let author = move |by: &Author| words::author(by, me, people, lang);
    let by = record
        .deleted
        .as_ref()
        .map(|deletion| (t.deleted_by)(&author(&deletion.by)));
    let later: Vec<_> = later_edits(record)
        .into_iter()
        .map(|(by, change)| {
            let what = match change {
                Some(change) => in_words(at, change, people, lang),
                None => match said(record, by) {
                    Some(text) => (t.remark_said)(text).into_any(),
                    None => t.remark_or_event.into_any(),
                },
            };
            view! { <li><span class="muted">{author(by)}</span> {what}</li> }
        })
        .collect();
    let unseen = !later.is_empty();
    let before = unseen_from(record);
    // As it was: deleted, with the same edits to look at. Remarks that nobody had seen are not told apart again.
    let undo = move || act(toasts, commands.delete(at, before), || ());
    let restore = move |_| {
        let said = move || say_undo(toasts, t.restored, undo);
        act(toasts, commands.restore(at), said);
    };
    let leave = move |_| {
        let said = move || match before {
            Some(_) => say_undo(toasts, t.left_deleted, undo),
            None => toasts.say(t.left_deleted),
        };
        act(toasts, commands.delete(at, None), said);
    };
    let title = if unseen { t.deleted_later } else { t.deleted };
    let heading = if nested {
        view! { <h3>{title}</h3> }.into_any()
    } else {
        view! { <h2>{title}</h2> }.into_any()
    };
    view! {
        <section class="section">
            {heading}
            <p class="muted">{by}</p>
            {unseen
                .then(|| {
                    view! {
                        <p>{t.deleted_unseen}</p>
                        <ul class="history">{later}</ul>
                    }
                })}
            <div class="form-actions">
                <button type="button" class="button primary" on:click=restore>{t.restore}</button>
                {unseen
                    .then(|| {
                        view! {
                            <button type="button" class="button" on:click=leave>{t.leave_deleted}</button>
                        }
                    })}
            </div>
        </section>
    }
}

/// The words of a remark that somebody added.
fn said<'a>(record: &'a Entity, by: &Author) -> Option<&'a str> {
    let remark = record.comments.iter().find(|one| one.by.op == by.op);
    remark.map(|remark| remark.text.as_str())
}

/// Deletes a record that is there; said with the way back.
#[component]
pub fn Delete(at: EntityRef) -> impl IntoView {
    let (commands, toasts) = (use_commands(), use_toasts());
    let t = &t().record;
    let undo = move || act(toasts, commands.restore(at), || ());
    let delete = move |_| {
        let said = move || say_undo(toasts, t.deleted, undo);
        act(toasts, commands.delete(at, None), said);
    };
    view! { <button type="button" class="button" on:click=delete>{t.delete}</button> }
}

/// Made after the work, when what offered it is no longer on the page.
fn say_undo(toasts: Toasts, said: &str, undo: impl Fn() + Send + Sync + 'static) {
    toasts.say_undo(said, Callback::new(move |()| undo()));
}

fn act(
    toasts: Toasts,
    work: impl Future<Output = Result<(), CommandError>> + 'static,
    done: impl FnOnce() + 'static,
) {
    spawn_local(async move {
        match work.await {
            Ok(()) => done(),
            Err(error) => toasts.say(errors::command_error(&error)),
        }
    });
}
