//! A session whose dates changed leaves its surveys behind: what they are, and one button that has them go along.

use super::facts::with_facts;
use crate::{
    components::{Notice, Tone, use_toasts},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::campaigns::name,
    routes::Page,
    state::{Log, use_account, use_commands, use_log},
};
use domain::{
    Day,
    calendar::{
        moved::{Fate, Moved, moved},
        plan::PlannedWave,
    },
    day,
    entity::{EntityKind, Fields},
    ids::{CampaignId, SessionId},
    role::Permission,
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use sync::{Entity, EntityRef, fold::What};

/// The surveys that sessions left behind, tracked: of one session, or of all of them.
fn left_behind(log: Log, only: Option<SessionId>) -> Vec<Moved> {
    with_facts(log, |facts| {
        let runs = facts.runs.iter();
        let runs = runs.filter(|run| only.is_none_or(|id| id == run.id));
        runs.flat_map(|run| moved(facts, run, &earlier(log, run.id)))
            .collect()
    })
}

/// The first and last days that a session had, as its history tells them.
fn earlier(log: Log, id: SessionId) -> Vec<(Day, Day)> {
    let at = EntityRef {
        kind: EntityKind::Session,
        id: id.0,
    };
    log.entity(at)
        .map_or_else(Vec::new, |record| days_of(&record))
}

fn days_of(record: &Entity) -> Vec<(Day, Day)> {
    let read = |value: &Value| value.as_str().and_then(day::read);
    let (mut starts, mut ends, mut had) = (None, None, Vec::new());
    for change in record.history.iter().filter(|change| !change.beside) {
        match &change.what {
            What::Created => {
                starts = change.after.get("starts").and_then(read);
                ends = change.after.get("ends").and_then(read);
            }
            What::Field(name) if name == "starts" => starts = read(&change.after),
            What::Field(name) if name == "ends" => ends = read(&change.after),
            _ => continue,
        }
        had.extend(starts.zip(ends));
    }
    // The last ones are those it has.
    had.pop();
    had
}

/// What the surveys of a session that was put off wait for; nothing while all of them stand where the rules have them.
#[component]
pub fn LeftBehind(
    /// Of all sessions otherwise.
    #[prop(optional)]
    session: Option<SessionId>,
) -> impl IntoView {
    let (log, account) = (use_log(), use_account());
    let left = Memo::new(move |_| left_behind(log, session));
    move || {
        let left = left.get();
        let may = account.may(Permission::Plan);
        (!left.is_empty()).then(|| view! { <Offer left may named=session.is_none() /> })
    }
}

#[component]
fn Offer(
    left: Vec<Moved>,
    may: bool,
    /// Whether lines say which session they are of.
    named: bool,
) -> impl IntoView {
    let t = &t().calendar;
    let (commands, toasts) = (use_commands(), use_toasts());
    let changes: Vec<(EntityRef, Fields)> = left.iter().filter_map(change).collect();
    let count = changes.len();
    let go = move |_| {
        let changes = changes.clone();
        spawn_local(async move {
            match commands.set_each(changes).await {
                Ok(()) => toasts.say((t.moved_done)(count)),
                Err(error) => toasts.say(errors::command_error(&error)),
            }
        });
    };
    let button = (may && count > 0).then(|| {
        view! {
            <div class="form-actions">
                <button type="button" class="button primary" on:click=go>{(t.move_n)(count)}</button>
            </div>
        }
    });
    let lines = left.into_iter().map(|one| line(one, named)).collect_view();
    view! {
        <Notice tone=Tone::Attention text=t.left_behind>
            <ul>{lines}</ul>
            {button}
        </Notice>
    }
}

fn line(one: Moved, named: bool) -> impl IntoView {
    let (t, lang, log) = (&t().calendar, lang(), use_log());
    let called = untrack(|| log.campaign(one.campaign)).map(|row| name(log, &row.value));
    let session = named
        .then(|| untrack(|| log.session(one.session)))
        .flatten()
        .map(|row| format!(", {}", row.value.title));
    let from = dates::day(one.opens, lang);
    let fate = match &one.fate {
        Fate::Moves(to) => (t.moves)(&from, &dates::day(to.opens, lang)),
        Fate::Begun => (t.begun)(&from),
        Fate::NotDue => (t.not_due)(&from),
    };
    view! {
        <li>
            <a href=Page::Campaign(one.campaign).path()>{called}</a>
            {session} {t.colon} {fate}
        </li>
    }
}

/// The change that has a survey go along.
fn change(one: &Moved) -> Option<(EntityRef, Fields)> {
    let Fate::Moves(to) = &one.fate else {
        return None;
    };
    Some((at(one.campaign), days(to)))
}

fn at(id: CampaignId) -> EntityRef {
    EntityRef {
        kind: EntityKind::Campaign,
        id: id.0,
    }
}

fn days(to: &PlannedWave) -> Fields {
    let reminders: Vec<String> = to.reminders.iter().copied().map(day::text).collect();
    let mut fields = Fields::new();
    fields.insert("opens".to_owned(), day::text(to.opens).into());
    fields.insert("closes".to_owned(), day::text(to.closes).into());
    fields.insert("reminders".to_owned(), reminders.into());
    fields
}
