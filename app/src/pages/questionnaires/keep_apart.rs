//! The way out of a conflict between two contents of a draft in which nobody loses a word: the shown one stays, each other
//! becomes a draft of its own.

use super::begin::{copy_title, free_key};
use crate::{
    components::use_toasts,
    locales::workspace::{errors, t},
    state::use_commands,
};
use domain::{
    draft::Draft,
    questionnaire::{Audience, Questionnaire, writing::duplicate},
};
use leptos::{prelude::*, task::spawn_local};
use sync::{EntityRef, Field};

#[component]
pub fn KeepApart(
    at: EntityRef,
    field: Memo<Option<Field>>,
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let (commands, toasts) = (use_commands(), use_toasts());
    let words = &t().editor;
    let free_key = free_key();
    let keep = move |_| {
        let free_key = free_key.clone();
        let copy = move |content: &Questionnaire, audience: Audience| {
            let title = copy_title(&content.title);
            Draft {
                title: title.fr.clone(),
                content: duplicate(content, free_key(&title.fr), title),
                base: None,
                audience,
            }
        };
        spawn_local(async move {
            match commands.keep_as_drafts(at, copy).await {
                Ok(()) => toasts.say(words.kept_apart),
                Err(error) => problem.set(Some(errors::command_error(&error))),
            }
        });
    };
    let others = move || field.with(|field| field.iter().flat_map(Field::others).count());
    let hint = format!("apart-{}", at.id);
    view! {
        <div class="both">
            <button type="button" class="button" aria-describedby=hint.clone() on:click=keep>
                {move || (words.keep_apart)(others())}
            </button>
            <p class="muted" id=hint>{words.keep_apart_hint}</p>
        </div>
    }
}
