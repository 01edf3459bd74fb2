//! Changing a planned survey: other dates, or calling it off with a reason.

use super::set_up::called_off;
use crate::{
    clock,
    components::{Dialog, ErrorSummary, Problems, TextField, use_toasts},
    locales::workspace::{errors, t},
    pages::sessions::form::wrong,
    state::{use_commands, use_log},
};
use domain::{
    Day, Refusal,
    calendar::shift_to,
    campaign::Campaign,
    day,
    entity::{EntityKind, Fields},
    ids::CampaignId,
};
use leptos::{ev, prelude::*, task::spawn_local};
use sync::EntityRef;

fn at(id: CampaignId) -> EntityRef {
    EntityRef {
        kind: EntityKind::Campaign,
        id: id.0,
    }
}

/// Both days as typed, or the field that is wrong.
pub fn period(opens: &str, closes: &str) -> Result<(Day, Day), (&'static str, Refusal)> {
    let opens = day::typed(opens).map_err(|refusal| ("opens", refusal))?;
    let closes = day::typed(closes).map_err(|refusal| ("closes", refusal))?;
    if closes < opens {
        return Err(("closes", Refusal::DatesReversed));
    }
    Campaign::check_closing(closes, clock::today()).map_err(|refusal| ("closes", refusal))?;
    Ok((opens, closes))
}

#[component]
pub fn ChangeDates(id: CampaignId, about: String) -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    let open = RwSignal::new(false);
    let label = (all.common.labelled)(t.change, &about);
    view! {
        <button type="button" class="button small" aria-label=label on:click=move |_| open.set(true)>
            {t.change}
        </button>
        <Dialog title=t.change_title open=open>
            <p>{about.clone()}</p>
            <Dates id open />
        </Dialog>
    }
}

#[component]
fn Dates(id: CampaignId, open: RwSignal<bool>) -> impl IntoView {
    let all = t();
    let (log, commands, toasts) = (use_log(), use_commands(), use_toasts());
    let problems = Problems::provide();
    let Some(now) = untrack(|| log.campaign(id)).map(|row| row.value) else {
        return ().into_any();
    };
    let opens = RwSignal::new(day::text(now.opens));
    let closes = RwSignal::new(day::text(now.closes));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (from, to) = match period(&opens.get_untracked(), &closes.get_untracked()) {
            Ok(period) => period,
            Err((field, refusal)) => return problems.set(vec![wrong(field, refusal)]),
        };
        let reminders: Vec<String> = shift_to(&now.reminders, now.opens, (from, to))
            .into_iter()
            .map(day::text)
            .collect();
        let mut fields = Fields::new();
        fields.insert("opens".to_owned(), day::text(from).into());
        fields.insert("closes".to_owned(), day::text(to).into());
        fields.insert("reminders".to_owned(), reminders.into());
        spawn_local(async move {
            match commands.set_each(vec![(at(id), fields)]).await {
                Ok(()) => {
                    open.set(false);
                    toasts.say(all.calendar.changed);
                }
                Err(error) => problems.one("", errors::command_error(&error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <p>{all.calendar.change_text}</p>
            <div class="form-grid">
                <TextField id="opens" label=all.campaigns.opens value=opens kind="date" />
                <TextField id="closes" label=all.campaigns.closes value=closes kind="date" />
            </div>
            <div class="form-actions">
                <button class="button primary">{all.calendar.change}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
pub fn CallOff(id: CampaignId, about: String) -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    let open = RwSignal::new(false);
    let label = (all.common.labelled)(t.call_off, &about);
    view! {
        <button type="button" class="button small" aria-label=label on:click=move |_| open.set(true)>
            {t.call_off}
        </button>
        <Dialog title=t.call_off_title open=open>
            <p>{about.clone()}</p>
            <Reason id open />
        </Dialog>
    }
}

#[component]
fn Reason(id: CampaignId, open: RwSignal<bool>) -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    let (commands, toasts) = (use_commands(), use_toasts());
    let problems = Problems::provide();
    let reason = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let reason = reason.with_untracked(|reason| reason.trim().to_owned());
        if reason.is_empty() {
            return problems.set(vec![wrong("reason", Refusal::Required)]);
        }
        spawn_local(async move {
            match commands.set_each(vec![(at(id), called_off(&reason))]).await {
                Ok(()) => {
                    open.set(false);
                    toasts.say(t.call_off_done);
                }
                Err(error) => problems.one("", errors::command_error(&error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <p>{t.call_off_text}</p>
            <TextField id="reason" label=all.waves.reason value=reason />
            <div class="form-actions">
                <button class="button danger">{t.call_off}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>{t.keep}</button>
            </div>
        </form>
    }
}
