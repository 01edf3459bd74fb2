//! Remarks under a record: only ever added.

use super::words;
use crate::{
    locales::workspace::{errors, lang, t},
    state::{use_account, use_commands, use_log, use_people},
};
use leptos::{ev, prelude::*, task::spawn_local};
use sync::{EntityRef, fold::Remark};

#[component]
pub fn Remarks(at: EntityRef) -> impl IntoView {
    let (log, people, lang) = (use_log(), use_people(), lang());
    let (account, t) = (use_account(), &t().record);
    let me = account.person();
    let remarks = Memo::new(move |_| {
        let record = log.entity(at);
        record
            .map(|record| record.comments.clone())
            .unwrap_or_default()
    });
    let line = move |remark: Remark| {
        view! {
            <li>
                <span class="muted">{words::author(&remark.by, me, people, lang)}</span>
                <p>{remark.text}</p>
            </li>
        }
    };
    let none = move || {
        remarks
            .with(Vec::is_empty)
            .then(|| view! { <p class="muted">{t.no_remark}</p> })
    };
    view! {
        <section class="section">
            <h2>{t.remarks}</h2>
            {none}
            <ol class="history">{move || remarks.get().into_iter().map(line).collect_view()}</ol>
            {account.writes(at.kind).then(|| view! { <AddRemark at/> })}
        </section>
    }
}

#[component]
fn AddRemark(at: EntityRef) -> impl IntoView {
    let commands = use_commands();
    let t = &t().record;
    let text = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = text.get_untracked();
        // The same once more, by a second click.
        if busy.get_untracked() && typed.trim().is_empty() {
            return;
        }
        busy.set(true);
        // At once: what is typed meanwhile is the next one.
        text.set(String::new());
        spawn_local(async move {
            match commands.comment(at, typed.clone()).await {
                Ok(()) => problem.set(None),
                Err(error) => {
                    problem.set(Some(errors::command_error(&error)));
                    text.update(|text| {
                        if text.is_empty() {
                            *text = typed;
                        }
                    });
                }
            }
            busy.set(false);
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <div class="field" class:invalid=move || problem.with(Option::is_some)>
                <label for="remark">{t.remark}</label>
                <textarea
                    class="input"
                    id="remark"
                    name="remark"
                    aria-describedby="remark-error"
                    bind:value=text
                ></textarea>
                <p class="error" id="remark-error" role="alert">{move || problem.get()}</p>
            </div>
            <div class="form-actions">
                <button type="submit" class="button">{t.add_remark}</button>
            </div>
        </form>
    }
}
