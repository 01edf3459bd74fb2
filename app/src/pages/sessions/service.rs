//! `/app/services/:id`: one service, edited field by field; its sessions, remarks, history and conflicts.

use crate::{
    components::PageHead,
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::{
        not_found::NotHere,
        record::{Conflicts, EditField, History, Remarks},
    },
    routes::Page,
    state::{use_account, use_log},
};
use domain::{entity::EntityKind, ids::ServiceId, role::Permission};
use leptos::prelude::*;
use sync::EntityRef;

#[component]
pub fn ServicePage(id: ServiceId) -> impl IntoView {
    let log = use_log();
    // Drawn once for the life of the page: what changes inside is read by its own part.
    let here = Memo::new(move |_| log.service(id).is_some());
    move || match here.get() {
        true => view! { <Here id /> }.into_any(),
        false => view! { <NotHere /> }.into_any(),
    }
}

#[component]
fn Here(id: ServiceId) -> impl IntoView {
    let t = &t().sessions;
    let log = use_log();
    let at = EntityRef {
        kind: EntityKind::Service,
        id: id.0,
    };
    let service = Memo::new(move |_| log.service(id).map(|row| row.value));
    let title = Signal::derive(move || service.get().map(|one| one.title).unwrap_or_default());
    let lead = Signal::derive(move || {
        let kind = service.get().map(|one| (t.kind)(one.kind).to_owned());
        kind.unwrap_or_default()
    });
    let may = use_account().may_now(Permission::Plan);
    view! {
        <PageHead title lead>
            <a class="button" href=Page::Sessions.path()>{t.see_list}</a>
        </PageHead>
        <Conflicts at />
        <div class="split">
            <div class="stack">
                {may
                    .then(|| {
                        view! {
                            <section class="form">
                                <h2>{t.service_facts}</h2>
                                <EditField at name="title" />
                                <EditField at name="kind" hint=t.kind_hint />
                            </section>
                        }
                    })}
                <Runs id />
            </div>
            <div class="stack">
                <Remarks at />
                <History at />
            </div>
        </div>
    }
}

/// Its sessions, the newest first.
#[component]
fn Runs(id: ServiceId) -> impl IntoView {
    let (t, lang) = (&t().sessions, lang());
    let log = use_log();
    let lines = move || {
        let all = log.sessions();
        let own = all.iter().filter(|row| row.value.service == id);
        let lines: Vec<_> = own
            .map(|row| {
                let period = dates::period(row.value.starts, row.value.ends, lang);
                let title = row.value.title.clone();
                view! {
                    <li>
                        <a href=Page::Session(row.id).path()>{title}</a>
                        <span class="muted">{period}</span>
                    </li>
                }
            })
            .collect();
        match lines.is_empty() {
            true => view! { <p class="muted">{t.no_run}</p> }.into_any(),
            false => view! { <ol class="history">{lines}</ol> }.into_any(),
        }
    };
    view! {
        <section class="section">
            <h2>{t.runs}</h2>
            {lines}
        </section>
    }
}
