//! What there is to mend, and publishing once there is nothing.

use super::desk::Desk;
use crate::{
    components::{Dialog, Notice, Tone, use_toasts},
    locales::workspace::{errors, t},
    pages::questionnaires::words::{self, Issue, question_of, section_of},
    routes::Page,
    workspace::whole_path,
};
use domain::questionnaire::{Audience, Part, QuestionKind, Questionnaire, writing::progress};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub fn PublishDialog(open: RwSignal<bool>, audience: Signal<Audience>) -> impl IntoView {
    view! {
        <Dialog title=t().editor.publish open>
            <Publish open audience />
        </Dialog>
    }
}

#[component]
fn Publish(open: RwSignal<bool>, audience: Signal<Audience>) -> impl IntoView {
    let desk: Desk = expect_context();
    move || {
        if desk.issues.with(Vec::is_empty) {
            view! { <Ready audience /> }.into_any()
        } else {
            view! { <ToMend open /> }.into_any()
        }
    }
}

#[component]
fn ToMend(open: RwSignal<bool>) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let line = move |issue: Issue| {
        let place = place(desk, &issue);
        let sentence = words::issue(&issue);
        let go = move |_| {
            open.set(false);
            desk.go_to(&issue.part);
        };
        view! {
            <li>
                <button type="button" class="open" on:click=go>
                    <strong>{place}</strong>
                    <span>{sentence}</span>
                </button>
            </li>
        }
    };
    let lines = move || desk.issues.get().into_iter().map(line).collect_view();
    view! {
        <p>{words.to_mend}</p>
        <ol class="outline">{lines}</ol>
    }
}

/// Where an issue is, in words.
fn place(desk: Desk, issue: &Issue) -> String {
    let none = || t().questionnaires.no_words.to_owned();
    let words = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(none);
    if let Some(place) = question_of(&issue.part) {
        let text = desk.question(place, |question| question.text.fr.clone());
        let named = format!("{}. {}", place + 1, words(text));
        return match issue.part {
            Part::Option(_, option) => format!("{named}, {}", (t().editor.option_n)(option + 1)),
            _ => named,
        };
    }
    match section_of(&issue.part) {
        Some(place) => words(desk.section(place, |section| section.title.fr.clone())),
        None if issue.part == Part::Questions => t().editor.outline.to_owned(),
        None => t().editor.about_title.to_owned(),
    }
}

#[component]
fn Ready(audience: Signal<Audience>) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let publish = move |_| {
        let navigate = navigate.clone();
        let audience = audience.get_untracked();
        busy.set(true);
        spawn_local(async move {
            match desk.pen.publish(audience).await {
                Ok(id) => {
                    toasts.say(words.published);
                    navigate(&Page::Questionnaire(id).path(), whole_path());
                }
                Err(error) => {
                    problem.set(Some(errors::command_error(&error)));
                    busy.set(false);
                }
            }
        });
    };
    let progress = untrack(|| desk.pen.with(progress));
    let english = progress.english < progress.of;
    let changes = untrack(|| desk.changes());
    let changes = changes.map(|(version, gone, new)| (words.since)(version, gone, new));
    let uncounted = untrack(|| desk.pen.with(uncounted));
    let refused = move || {
        let shown = |text| view! { <Notice tone=Tone::Late text=text /> };
        problem.get().map(shown)
    };
    view! {
        <p>{words.nothing_to_mend} " " {words.publish_text}</p>
        {english.then(|| view! { <Notice tone=Tone::Attention text=words.missing_english /> })}
        <p class="muted">{(words.written)(&progress)}</p>
        {changes.map(|changes| view! { <p>{changes}</p> })}
        {uncounted.into_iter().map(|text| view! { <Notice text=text /> }).collect_view()}
        <p>{move || (t().common.labelled)(t().questionnaires.who, &words::audience(audience.get()))}</p>
        <div role="alert">{refused}</div>
        <div class="form-actions">
            <button type="button" class="button primary" disabled=busy on:click=publish>{words.publish_go}</button>
        </div>
    }
}

/// What the figures of all surveys will not have of this one: they are counted by key.
fn uncounted(content: &Questionnaire) -> Vec<&'static str> {
    let words = &t().editor;
    let mut said = Vec::new();
    if content.question("overall").is_none() {
        said.push(words.no_overall);
    }
    let mut kinds = content.questions.iter().map(|question| &question.kind);
    if kinds.any(|kind| *kind == QuestionKind::Nps) && content.question("nps").is_none() {
        said.push(words.no_nps);
    }
    said
}
