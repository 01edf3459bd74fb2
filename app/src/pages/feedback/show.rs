//! `/app/feedback/:id`: one piece of feedback, its text, files, the actions it led to, and its fields to change.

use super::{
    passage::{ActionsFrom, Passage},
    title,
};
use crate::{
    components::{Empty, PageHead},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::record::{Attachments, Conflicts, Delete, Deleted, EditField, History, Remarks},
    routes::Page,
    state::use_log,
};
use domain::{entity::EntityKind, ids::FeedbackId};
use leptos::prelude::*;
use sync::EntityRef;

#[component]
pub fn FeedbackOfPage(id: FeedbackId) -> impl IntoView {
    let all = t();
    let t = &all.feedback;
    let log = use_log();
    let at = EntityRef {
        kind: EntityKind::Feedback,
        id: id.0,
    };
    let feedback = Memo::new(move |_| log.feedback_of(id).map(|row| row.value));
    let here = Memo::new(move |_| feedback.with(Option::is_some));
    let deleted = Memo::new(move |_| log.entity(at).is_some_and(|one| one.deleted.is_some()));
    let missing = move || match deleted.get() {
        true => view! {
            <PageHead title=all.titles.feedback />
            <Deleted at />
            <History at />
        }
        .into_any(),
        false => view! {
            <PageHead title=all.titles.feedback />
            <Empty title=t.gone_title text=t.gone_text>
                <a class="button" href=Page::Feedback.path()>{t.to_list}</a>
            </Empty>
        }
        .into_any(),
    };
    let name =
        Signal::derive(move || feedback.with(|one| one.as_ref().map(title).unwrap_or_default()));
    let lead = Signal::derive(move || {
        feedback.with(|one| {
            let Some(one) = one else {
                return String::new();
            };
            let session = one.session.and_then(|id| log.session(id));
            let service = one.service.and_then(|id| log.service(id));
            let about = [
                session.map(|row| row.value.title),
                service.map(|row| row.value.title),
            ];
            let day = std::iter::once(dates::day(one.day, lang()));
            let parts: Vec<String> = day.chain(about.into_iter().flatten()).collect();
            parts.join(", ")
        })
    });
    view! {
        <Show when=move || here.get() fallback=missing>
            <PageHead title=name lead=lead>
                <a class="button" href=Page::Feedback.path()>{t.to_list}</a>
            </PageHead>
            <Conflicts at />
            <div class="split">
                <div class="stack">
                    <Passage id feedback />
                    <ActionsFrom id />
                    <Attachments at />
                    <Fields at />
                </div>
                <aside class="stack">
                    <Remarks at />
                    <History at />
                    <div class="form-actions"><Delete at /></div>
                </aside>
            </div>
        </Show>
    }
}

#[component]
fn Fields(at: EntityRef) -> impl IntoView {
    let t = &t().feedback;
    view! {
        <section class="form">
            <h2>{t.edit}</h2>
            <EditField at name="summary" hint=t.summary_hint />
            <div class="form-grid">
                <EditField at name="form" />
                <EditField at name="stakeholder" />
                <EditField at name="day" />
                <EditField at name="party" />
                <EditField at name="people" hint=t.people_hint />
                <EditField at name="channel" />
            </div>
        </section>
    }
}
