//! What an organisation did with the rules of one kind of service: versions to decide between, remarks, history.

use crate::{
    locales::workspace::t,
    pages::{
        record::{Conflicts, History, Remarks},
        sessions::select::kind_key,
    },
    routes::Page,
    state::{Log, use_log},
};
use domain::{entity::EntityKind, service::ServiceKind};
use leptos::prelude::*;
use sync::EntityRef;
use uuid::Uuid;

/// Key of the kind of service in the address.
pub const KIND: &str = "kind";

/// The page of a calendar's record.
pub fn path(log: Log, id: Uuid) -> String {
    let kind = kind_of(log, id);
    let query = kind.map(|kind| format!("?{KIND}={}", kind_key(kind)));
    Page::CalendarRules.path() + &query.unwrap_or_default()
}

pub fn kind_of(log: Log, id: Uuid) -> Option<ServiceKind> {
    let all = log.calendars();
    let row = all.iter().find(|row| row.id == id)?;
    Some(row.value.kind)
}

/// The organisation's own records for a kind, the one in force first. Two people who each made one without a network made
/// two of them.
fn own(log: Log, kind: ServiceKind) -> Vec<EntityRef> {
    let all = log.calendars();
    let own = all.iter().filter(|row| row.value.kind == kind);
    let at = |id| EntityRef {
        kind: EntityKind::Calendar,
        id,
    };
    own.map(|row| at(row.id)).collect()
}

/// None where the original rules hold.
pub fn in_force(log: Log, kind: ServiceKind) -> Option<EntityRef> {
    own(log, kind).first().copied()
}

#[component]
pub fn ToDecide(kind: ServiceKind) -> impl IntoView {
    let log = use_log();
    let at = Memo::new(move |_| in_force(log, kind));
    move || at.get().map(|at| view! { <Conflicts at /> })
}

#[component]
pub fn Kept(kind: ServiceKind) -> impl IntoView {
    let (log, words) = (use_log(), t());
    let own = Memo::new(move |_| own(log, kind));
    let usual = move || {
        own.with(Vec::is_empty).then(|| {
            view! {
                <section class="section">
                    <h2>{words.record.history}</h2>
                    <p class="muted">{words.calendar.usual}</p>
                </section>
            }
        })
    };
    let of = |(place, at): (usize, EntityRef)| match place {
        0 => view! {
            <Remarks at />
            <History at />
        }
        .into_any(),
        _ => view! { <History at title=t().calendar.doubled /> }.into_any(),
    };
    let all = move || own.get().into_iter().enumerate().map(of).collect_view();
    view! {
        <div class="form">
            {usual}
            {all}
        </div>
    }
}
