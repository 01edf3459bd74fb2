//! From a questionnaire to the session it is put to.

use crate::{
    clock,
    components::{Dialog, TextField},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::sessions::start::with_questionnaire,
    routes::Page,
    state::use_log,
};
use domain::{
    Day, day,
    questionnaire::{Audience, Published},
    session::Session,
};
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

/// Days between a session and today, whichever comes first; none while it runs.
fn distance(session: &Session, today: Day) -> i32 {
    let [starts, ends, today] = [session.starts, session.ends, today].map(day::number);
    (starts - today).max(today - ends).max(0)
}

/// The sessions of its service whose title holds what was typed, those nearest to today first.
#[component]
fn Sessions(audience: Audience, key: String) -> impl IntoView {
    let (words, log, lang) = (&t().questionnaires, use_log(), lang());
    let fits = move |service| {
        let kind = log.service(service).map(|row| row.value.kind);
        audience.service.is_none() || kind == audience.service
    };
    let wanted = RwSignal::new(String::new());
    let any = Memo::new(move |_| log.sessions().iter().any(|row| fits(row.value.service)));
    let sessions = Memo::new(move |_| {
        let (sessions, today) = (log.sessions(), clock::today());
        let wanted = wanted.with(|wanted| wanted.trim().to_lowercase());
        let fitting = sessions.iter().filter(|row| fits(row.value.service));
        let found = fitting.filter(|row| row.value.title.to_lowercase().contains(&wanted));
        let mut found: Vec<_> = found.cloned().collect();
        crate::order::sort_by(&mut found, |a, b| {
            distance(&a.value, today).cmp(&distance(&b.value, today))
        });
        found.truncate(SHOWN);
        found
    });
    let key = StoredValue::new(key);
    let line = move |row: &crate::state::Row<_, Session>| {
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
            when=move || any.get()
            fallback=move || view! {
                <p>{words.use_none}</p>
                <a class="button" href=Page::NewSession.path()>{t().titles.new_session}</a>
            }
        >
            <p>{words.use_text}</p>
            <TextField id="use-search" label=words.use_search value=wanted />
            <Show when=move || sessions.with(Vec::is_empty)>
                <p role="status">{words.use_not_found}</p>
            </Show>
            <ul class="history">{lines}</ul>
            <a class="button" href=Page::Sessions.path()>{t().titles.sessions}</a>
        </Show>
    }
}
