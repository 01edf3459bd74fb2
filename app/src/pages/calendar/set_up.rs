//! Setting planned surveys up: one, or all of a year at once, which can be taken back.

use super::{
    facts,
    select::{self, Line},
};
use crate::{
    components::{Dialog, Icon, Tick, Toasts, icon, use_toasts},
    locales::workspace::{calendar::Calendar, errors, t},
    order::sort_by,
    random,
    state::{CommandError, Commands, Log, new_id, questionnaires::newest, use_commands, use_log},
};
use domain::{
    calendar::agenda::{Entry, Standing},
    campaign::{CampaignStatus, link},
    entity::{self, EntityKind, Fields},
};
use leptos::{prelude::*, task::spawn_local};
use sync::EntityRef;

/// The records that do what the entries ask; entries whose questionnaire is not known here are left out.
fn campaigns(log: Log, entries: &[Entry]) -> Vec<(EntityRef, Fields)> {
    let known = untrack(|| newest(log));
    let campaign = |entry: &Entry| {
        let mut known = known.iter();
        let template = known.find(|one| one.questionnaire.key == entry.wave.template)?;
        let asked = &template.questionnaire;
        let campaign = entry.campaign(asked, link(random::bytes()));
        let at = EntityRef {
            kind: EntityKind::Campaign,
            id: new_id(),
        };
        Some((at, entity::fields(&campaign)))
    };
    entries.iter().filter_map(campaign).collect()
}

/// What closes planned surveys before they open, and says why.
pub fn called_off(reason: &str) -> Fields {
    let mut fields = Fields::new();
    fields.insert("called_off".to_owned(), reason.into());
    fields.insert("status".to_owned(), closed());
    fields
}

fn closed() -> serde_json::Value {
    serde_json::to_value(CampaignStatus::Closed).unwrap_or_default()
}

/// What a task takes along from the component that starts it.
type Means = (Commands, Toasts, &'static Calendar);

/// Creates them in one go, and offers to take that back.
async fn set_up(
    (commands, toasts, t): Means,
    records: Vec<(EntityRef, Fields)>,
) -> Result<(), CommandError> {
    let made: Vec<EntityRef> = records.iter().map(|(at, _)| *at).collect();
    commands.create_all(records).await?;
    let done = (t.set_up_done)(made.len());
    let undo = Callback::new(move |()| {
        let off = made.iter().map(|at| (*at, called_off(t.undone))).collect();
        spawn_local(async move {
            match commands.set_each(off).await {
                Ok(()) => toasts.say(t.undone),
                Err(error) => toasts.say(errors::command_error(&error)),
            }
        });
    });
    toasts.say_undo(done, undo);
    Ok(())
}

#[component]
pub fn SetUpOne(
    entry: Entry,
    /// Names it for those who do not see where the button is.
    about: String,
    done: Callback<()>,
) -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    let (log, commands, toasts) = (use_log(), use_commands(), use_toasts());
    let label = (all.common.labelled)(t.set_up, &about);
    // A second press while it is being written would ask everybody twice.
    let busy = StoredValue::new(false);
    let click = move |_| {
        let records = campaigns(log, std::slice::from_ref(&entry));
        if records.is_empty() {
            return toasts.say(t.unknown_template);
        }
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        spawn_local(async move {
            match set_up((commands, toasts, t), records).await {
                Ok(()) => done.run(()),
                Err(error) => {
                    toasts.say(errors::command_error(&error));
                    _ = busy.try_set_value(false);
                }
            }
        });
    };
    view! {
        <button type="button" class="button primary" aria-label=label on:click=click>
            {icon(Icon::Plus)} {t.set_up}
        </button>
    }
}

/// The button of the year, with what it would do before it does it.
#[component]
pub fn SetUpYear(lines: Memo<Vec<Line>>, year: Memo<i16>) -> impl IntoView {
    let t = &t().calendar;
    let open = RwSignal::new(false);
    let count =
        Memo::new(move |_| lines.with(|lines| select::to_set_up(lines, year.get(), false).len()));
    let off = Memo::new(move |_| {
        lines.with(|lines| {
            let of_year = lines
                .iter()
                .filter(|line| line.entry.wave.opens.year() == year.get());
            of_year
                .filter(|line| line.entry.standing == Standing::CalledOff)
                .count()
        })
    });
    let words = move || match count.get() {
        0 => (t.set_up_again)(off.get(), year.get()),
        count => (t.set_up_all)(count, year.get()),
    };
    view! {
        <Show when=move || { count.get() + off.get() > 0 }>
            <button type="button" class="button primary" on:click=move |_| open.set(true)>
                {icon(Icon::Plus)} {words}
            </button>
        </Show>
        <Dialog title=Signal::derive(words) open=open>
            <Preview lines=lines.into() year open off=off.get_untracked() />
        </Dialog>
    }
}

/// What would be set up of these lines, before it is.
#[component]
pub fn Preview(
    lines: Signal<Vec<Line>>,
    year: Memo<i16>,
    open: RwSignal<bool>,
    /// How many were called off.
    off: usize,
) -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    let (log, commands, toasts) = (use_log(), use_commands(), use_toasts());
    // Those called off only, when there is nothing else.
    let none = lines
        .with_untracked(|lines| select::to_set_up(lines, year.get_untracked(), false).is_empty());
    let again = RwSignal::new(none);
    let wanted =
        Memo::new(move |_| lines.with(|lines| select::to_set_up(lines, year.get(), again.get())));
    let busy = RwSignal::new(false);
    let go = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let records = campaigns(log, &wanted.get_untracked());
        spawn_local(async move {
            match set_up((commands, toasts, t), records).await {
                Ok(()) => open.set(false),
                Err(error) => toasts.say(errors::command_error(&error)),
            }
            _ = busy.try_set(false);
        });
    };
    let verb = move || match busy.get() {
        true => all.common.loading.to_owned(),
        false => (t.set_up_n)(wanted.with(Vec::len)),
    };
    let counted = move || {
        let line = |(name, n): (String, usize)| {
            view! { <tr><th scope="row">{name}</th><td class="num">{n}</td></tr> }
        };
        wanted.with(|wanted| {
            untrack(|| counts(log, wanted))
                .into_iter()
                .map(line)
                .collect_view()
        })
    };
    view! {
        <p>{t.preview_text}</p>
        <table class="list">
            <thead>
                <tr><th scope="col">{t.survey}</th><th scope="col" class="num">{t.number}</th></tr>
            </thead>
            <tbody>{counted}</tbody>
        </table>
        {(off > 0).then(|| view! { <Tick id="again" words=t.again value=again /> })}
        <div class="form-actions">
            <button
                type="button"
                class="button primary"
                aria-disabled=move || busy.get().then_some("true")
                on:click=go
            >
                {verb}
            </button>
            <button type="button" class="button" on:click=move |_| open.set(false)>
                {all.common.cancel}
            </button>
        </div>
    }
}

/// How many of each name.
fn counts(log: Log, entries: &[Entry]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for entry in entries {
        let wave = &entry.wave;
        let name = facts::kind_name(log, wave.wave, wave.stakeholder, &wave.template);
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, n)) => *n += 1,
            None => counts.push((name, 1)),
        }
    }
    sort_by(&mut counts, |a, b| {
        b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))
    });
    counts
}
