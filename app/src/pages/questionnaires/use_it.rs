//! From a questionnaire to the session it is put to.

use crate::{
    components::Dialog,
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::sessions::start::with_questionnaire,
    routes::Page,
    state::use_log,
};
use domain::questionnaire::{Audience, Published};
use leptos::prelude::*;

/// Sessions offered; the others are a search away.
const SHOWN: usize = 12;

#[component]
pub fn UseIt(of: Published) -> impl IntoView {
    let words = &t().questionnaires;
    let open = RwSignal::new(false);
    let (audience, key) = (of.audience, of.questionnaire.key);
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>{words.use_it}</button>
        <Dialog title=words.use_title open>
            <Sessions audience key=key.clone() />
        </Dialog>
    }
}

/// The newest sessions of its service.
#[component]
fn Sessions(audience: Audience, key: String) -> impl IntoView {
    let (words, log, lang) = (&t().questionnaires, use_log(), lang());
    let fits = move |service| {
        let kind = log.service(service).map(|row| row.value.kind);
        audience.service.is_none() || kind == audience.service
    };
    let sessions = Memo::new(move |_| {
        let sessions = log.sessions();
        let fitting = sessions.iter().filter(|row| fits(row.value.service));
        fitting.take(SHOWN).cloned().collect::<Vec<_>>()
    });
    let key = StoredValue::new(key);
    let line = move |row: &crate::state::Row<_, domain::session::Session>| {
        let period = dates::period(row.value.starts, row.value.ends, lang);
        let title = row.value.title.clone();
        let start = key.with_value(|key| with_questionnaire(row.id, key));
        view! {
            <li>
                <a href=start>{title}</a>
                <span class="muted">{period}</span>
            </li>
        }
    };
    let lines = move || sessions.with(|all| all.iter().map(line).collect_view());
    view! {
        <Show
            when=move || !sessions.with(Vec::is_empty)
            fallback=move || view! {
                <p>{words.use_none}</p>
                <a class="button" href=Page::NewSession.path()>{t().titles.new_session}</a>
            }
        >
            <p>{words.use_text}</p>
            <ul class="history">{lines}</ul>
            <a class="button" href=Page::Sessions.path()>{t().titles.sessions}</a>
        </Show>
    }
}
