//! Opening an end-of-session survey: dates, test or not, and what anonymous means.

use super::form::wrong;
use crate::{
    clock,
    components::{Dialog, ErrorSummary, Icon, Notice, Problems, TextField, Tick, icon, use_toasts},
    locales::workspace::{errors, lang, t},
    random,
    routes::Page,
    state::{use_commands, use_log},
    workspace::whole_path,
};
use domain::{
    Day, Refusal,
    campaign::{Campaign, CampaignStatus, Privacy, Wave, link},
    day,
    entity::EntityKind,
    ids::{CampaignId, SessionId},
    questionnaire::{builtin, hot},
    service::ServiceKind,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

/// Days after the session in which links still take answers.
const DAYS_AFTER: i64 = 7;

#[component]
pub fn StartCampaign(id: SessionId) -> impl IntoView {
    let t = &t().campaigns;
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>
            {icon(Icon::Plus)} {t.start}
        </button>
        <Dialog title=t.start_title open=open>
            <Form id=id />
        </Dialog>
    }
}

#[component]
fn Form(id: SessionId) -> impl IntoView {
    let t = t();
    let (log, commands, toasts, navigate) =
        (use_log(), use_commands(), use_toasts(), use_navigate());
    let problems = Problems::provide();
    let today = clock::today();
    let session = untrack(|| log.session(id)).map(|row| row.value);
    let ends = session.as_ref().map_or(today, |session| session.ends);
    let service = session.and_then(|session| untrack(|| log.service(session.service)));
    let kind = service.map_or(ServiceKind::Formation, |row| row.value.kind);
    let questionnaire = StoredValue::new(hot(kind));
    let about = builtin(&questionnaire.get_value()).and_then(|asked| asked.about);
    let about = about.map(|about| about.get(lang()).to_owned());
    let opens = RwSignal::new(day::text(today));
    let closes = RwSignal::new(day::text(last_day(ends.max(today))));
    let test = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let period = period(&opens.get_untracked(), &closes.get_untracked());
        let (opens, closes) = match period {
            Ok(period) => period,
            Err((field, refusal)) => return problems.set(vec![wrong(field, refusal)]),
        };
        let campaign = Campaign {
            session: id,
            questionnaire: questionnaire.get_value(),
            wave: Wave::Hot,
            privacy: Privacy::Anonyme,
            privacy_reason: String::new(),
            test: test.get_untracked(),
            status: CampaignStatus::Open,
            opens,
            closes,
            link: link(random::bytes()),
        };
        let navigate = navigate.clone();
        spawn_local(async move {
            match commands.create(EntityKind::Campaign, &campaign).await {
                Ok(id) => {
                    toasts.say(t.campaigns.started);
                    navigate(&Page::Campaign(CampaignId(id)).path(), whole_path());
                }
                Err(error) => problems.one("", errors::command_error(&error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <p>{about}</p>
            <p>{t.campaigns.start_text}</p>
            <div class="form-grid">
                <TextField id="opens" label=t.campaigns.opens value=opens kind="date" />
                <TextField id="closes" label=t.campaigns.closes hint=t.campaigns.closes_hint value=closes kind="date" />
            </div>
            <div class="section">
                <h3>{t.campaigns.privacy_title}</h3>
                <Notice text=t.campaigns.privacy_text />
            </div>
            <Tick id="test" words=t.campaigns.as_test hint=t.campaigns.as_test_hint value=test />
            <div class="form-actions">
                <button class="button primary">{t.campaigns.go}</button>
            </div>
        </form>
    }
}

fn last_day(ends: Day) -> Day {
    ends.saturating_add(jiff::SignedDuration::from_hours(24 * DAYS_AFTER))
}

/// Both days as typed, or the field that is wrong.
fn period(opens: &str, closes: &str) -> Result<(Day, Day), (&'static str, Refusal)> {
    let opens: Day = day::read(opens).ok_or(("opens", Refusal::NotADate))?;
    let closes: Day = day::read(closes).ok_or(("closes", Refusal::NotADate))?;
    if closes < opens {
        return Err(("closes", Refusal::DatesReversed));
    }
    Ok((opens, closes))
}
