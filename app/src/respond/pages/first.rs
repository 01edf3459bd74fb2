//! The first screen of every person: who asks, why, how long, which privacy; more for those who want it.

use super::{bar, notice};
use crate::respond::{
    Respond,
    icons::{ARROW_RIGHT, CLOCK, LOCK, PEOPLE, TARGET, icon},
    kit::Asked,
    state::Trouble,
};
use domain::{Lang, campaign::Privacy};
use leptos::prelude::*;
use std::sync::Arc;

pub(super) fn page(app: Respond, leaving: RwSignal<bool>) -> AnyView {
    let Some(asked) = app.person.asked.get_untracked() else {
        return ().into_any();
    };
    let content = move || content(app, &asked);
    view! {
        <div class="stage">
            {bar::bar_with_door(app, bar::session_title(app), leaving)}
            {content}
            {steps(app)}
        </div>
    }
    .into_any()
}

fn content(app: Respond, asked: &Arc<Asked>) -> impl IntoView + use<> {
    let words = &app.t().first;
    let lang = app.lang.get();
    let session = &asked.session;
    let questions = u32::try_from(asked.questionnaire.questions.len()).unwrap_or_default();
    let (privacy, privacy_text) = privacy(asked, lang);
    view! {
        <main class="calm notice-first">
            <h1 class="question" tabindex="-1">{asked.questionnaire.title.get(lang).to_owned()}</h1>
            {session.test.then(|| notice::attention(words.test, ()))}
            <dl class="promise">
                {row(PEOPLE, words.who, (words.who_text)(&asked.kit.organisation, &session.detail.title))}
                {row(TARGET, words.why, words.why_text.to_owned())}
                {row(CLOCK, words.how_long, (words.how_long_text)(questions, asked.questionnaire.minutes))}
                {row(LOCK, privacy, privacy_text)}
            </dl>
            {details(asked, lang)}
            {move || trouble(app)}
        </main>
    }
}

fn row(mark: &'static str, term: &'static str, text: String) -> impl IntoView {
    view! { <div>{icon(mark)}<dt>{term}</dt><dd>{text}</dd></div> }
}

/// The short layer of the campaign's mode.
fn privacy(asked: &Asked, lang: Lang) -> (&'static str, String) {
    let words = &crate::locales::respond::texts(lang).first;
    match asked.session.privacy {
        Privacy::Anonyme => (words.anonymous, words.anonymous_text.to_owned()),
        Privacy::Confidentiel => (words.confidential, words.confidential_text.to_owned()),
        Privacy::Nominatif => (
            words.named,
            (words.named_text)(&asked.session.privacy_reason),
        ),
    }
}

/// The whole notice: controller, purpose, recipients, retention, rights, complaint.
fn details(asked: &Asked, lang: Lang) -> impl IntoView + use<> {
    let words = &crate::locales::respond::texts(lang).first;
    let kit = &asked.kit;
    let rights = match asked.session.privacy {
        Privacy::Anonyme => words.rights_anonymous.to_owned(),
        _ => (words.rights_text)(&kit.contact),
    };
    let rows: Vec<_> = [
        (
            words.controller,
            (words.controller_text)(&kit.organisation, &kit.contact),
        ),
        (words.purpose, words.purpose_text.to_owned()),
        (words.recipients, words.recipients_text.to_owned()),
        (words.retention, words.retention_text.to_owned()),
        (words.rights, rights),
        (words.on_device, words.on_device_text.to_owned()),
        (words.complaint, words.complaint_text.to_owned()),
    ]
    .into_iter()
    .map(|(term, text)| view! { <div><dt>{term}</dt><dd>{text}</dd></div> })
    .collect();
    view! {
        <details>
            <summary>{words.more}</summary>
            <dl class="legal">{rows}</dl>
        </details>
    }
}

fn trouble(app: Respond) -> Option<impl IntoView> {
    let words = &app.t().questions;
    let text = match app.person.trouble.get()? {
        Trouble::Full => words.not_stored_full,
        _ => words.not_stored,
    };
    Some(notice::alert(text, ()))
}

fn steps(app: Respond) -> impl IntoView {
    let busy = move || app.person.busy.get();
    view! {
        <footer class="steps">
            <button type="button" class="button" prop:disabled=busy on:click=move |_| app.decline()>
                {move || app.t().first.decline}
            </button>
            <button type="button" class="button primary" prop:disabled=busy on:click=move |_| app.begin()>
                {move || app.t().first.start} {icon(ARROW_RIGHT)}
            </button>
        </footer>
    }
}
