//! Starting a survey of a session: which of those the calendar plans, with which questionnaire, dates and privacy.

pub mod draft;

use super::form::wrong;
use crate::{
    components::{
        Choices, Dialog, ErrorSummary, Icon, Notice, Problems, SelectField, TextArea, TextField,
        Tick, Tone, icon, use_toasts,
    },
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::{
        calendar::facts,
        record::words::{from_wire, wire},
    },
    routes::Page,
    state::{questionnaires::newest, use_commands, use_log},
    workspace::whole_path,
};
use domain::{
    calendar::{
        agenda::{Entry, Standing},
        cadence::{Stakeholder, Wave},
    },
    campaign::Privacy,
    entity::EntityKind,
    ids::{CampaignId, SessionId},
    questionnaire::{Published, Questionnaire},
    service::ServiceKind,
};
use draft::{Draft, OTHER};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

const WAVES: [Wave; 6] = [
    Wave::Positioning,
    Wave::Mid,
    Wave::Hot,
    Wave::Cold,
    Wave::Yearly,
    Wave::Term,
];

/// Key of the address for the questionnaire that somebody comes with.
const QUESTIONNAIRE: &str = "questionnaire";

/// The page of a session, where a survey with a questionnaire is about to be started.
pub fn with_questionnaire(id: SessionId, key: &str) -> String {
    format!("{}?{QUESTIONNAIRE}={key}", Page::Session(id).path())
}

#[component]
pub fn StartCampaign(id: SessionId) -> impl IntoView {
    let t = &t().campaigns;
    let (query, navigate) = (use_location().query, use_navigate());
    let wanted = query.with_untracked(|query| query.get(QUESTIONNAIRE));
    let open = RwSignal::new(wanted.is_some());
    if wanted.is_some() {
        // Once is enough: neither a reload nor the way back opens the sheet again.
        let once = NavigateOptions {
            replace: true,
            scroll: false,
            ..whole_path()
        };
        request_animation_frame(move || navigate(&Page::Session(id).path(), once));
    }
    let wanted = StoredValue::new(wanted);
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>
            {icon(Icon::Plus)} {t.start}
        </button>
        <Dialog title=t.start_title open=open side=true>
            <Form id wanted=wanted.get_value() />
        </Dialog>
    }
}

#[component]
fn Form(id: SessionId, wanted: Option<String>) -> impl IntoView {
    let t = t();
    let (log, commands, toasts, navigate) =
        (use_log(), use_commands(), use_toasts(), use_navigate());
    let problems = Problems::provide();
    let kind = untrack(|| facts::kind_of(log, id)).unwrap_or(ServiceKind::Formation);
    let waits = |entry: &Entry| {
        use Standing::{CalledOff, Missed, ToSetUp};
        matches!(entry.standing, ToSetUp | CalledOff | Missed)
    };
    let mut planned = untrack(|| facts::of_session(log, id));
    planned.retain(waits);
    let session = untrack(|| log.session(id)).map(|row| row.value);
    let known = untrack(|| (newest(log), facts::rules(log)));
    let draft = Draft::new((id, kind), planned.clone(), session, known);
    if let Some(key) = wanted {
        draft.ask(&key);
    }
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let campaign = match draft.campaign() {
            Ok(campaign) => campaign,
            Err((field, refusal)) => return problems.set(vec![wrong(field, refusal)]),
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
            <Which draft planned />
            <Asked draft />
            <div class="form-grid">
                <TextField id="opens" label=t.campaigns.opens value=draft.opens kind="date" />
                <TextField id="closes" label=t.campaigns.closes hint=t.campaigns.closes_hint value=draft.closes kind="date" />
            </div>
            <Mode draft />
            <Tick id="test" words=t.campaigns.as_test hint=t.campaigns.as_test_hint value=draft.test />
            <div class="form-actions">
                <button class="button primary">{t.campaigns.go}</button>
            </div>
        </form>
    }
}

/// The surveys that the calendar plans for the session, and one outside of it.
#[component]
fn Which(draft: Draft, planned: Vec<Entry>) -> impl IntoView {
    let (t, lang) = (&t().waves, lang());
    let log = use_log();
    let option = |(index, entry): (usize, &Entry)| {
        let name = untrack(|| facts::entry_name(log, entry));
        let day = dates::day(entry.wave.opens, lang);
        (index.to_string(), (t.on_day)(&name, &day))
    };
    let mut options: Vec<_> = planned.iter().enumerate().map(option).collect();
    options.push((OTHER.to_owned(), t.other.to_owned()));
    // What is chosen fills the rest in.
    Effect::watch(
        move || draft.which.get(),
        move |_, _, _| draft.fill_in(),
        false,
    );
    Effect::watch(
        move || (draft.key.get(), draft.who.get()),
        move |_, _, _| draft.follow_questionnaire(),
        false,
    );
    let who = Stakeholder::ALL.map(|one| (wire(&one), (t.stakeholder)(one).to_owned()));
    let when = WAVES.map(|one| (wire(&one), (t.wave)(one).to_owned()));
    view! {
        <SelectField id="which" label=t.choose hint=t.choose_hint value=draft.which options=options />
        <Show when=move || draft.which.with(|which| which == OTHER)>
            <div class="form-grid">
                <SelectField id="who" label=t.who value=draft.who options=who.to_vec() />
                <SelectField id="when" label=t.when value=draft.when options=when.to_vec() />
            </div>
        </Show>
    }
}

/// The questionnaire, and who it is put to.
#[component]
fn Asked(draft: Draft) -> impl IntoView {
    let (t, lang) = (&t().waves, lang());
    let options = move || {
        let option = |one: &Published| {
            (
                one.questionnaire.key.clone(),
                one.questionnaire.title.get(lang).to_owned(),
            )
        };
        draft.fitting().iter().map(option).collect::<Vec<_>>()
    };
    let about = move || {
        let about = draft.template()?.questionnaire.about?;
        Some(view! { <p class="muted">{about.get(lang).to_owned()}</p> })
    };
    let has_party = move || {
        let who = draft.who.with(|who| from_wire(who)).unwrap_or_default();
        matches!(
            who,
            Stakeholder::Company | Stakeholder::Funder | Stakeholder::Principal
        )
    };
    view! {
        <SelectField id="template" label=t.template value=draft.key options=Signal::derive(options) />
        {about}
        <Show when=has_party>
            <TextField id="party" label=t.party hint=t.party_hint value=draft.party />
        </Show>
    }
}

#[component]
fn Mode(draft: Draft) -> impl IntoView {
    let t = &t().waves;
    let option = |mode: Privacy, key, hint| (key, (t.mode)(mode), hint);
    let options = vec![
        option(Privacy::Anonyme, "anonyme", t.anonymous_text),
        option(Privacy::Confidentiel, "confidentiel", t.confidential_text),
        option(Privacy::Nominatif, "nominatif", t.named_text),
    ];
    view! {
        <Choices id="privacy" legend=t.privacy value=draft.privacy options=options />
        <p class="muted">{t.frozen}</p>
        {move || {
            let few = draft.few_expected()?;
            Some(view! { <Notice tone=Tone::Attention text=(t.small_group)(few) /> })
        }}
        {move || {
            let signs = |asked: &Questionnaire| asked.asks_to_sign();
            let signs = draft.template().is_some_and(|one| signs(&one.questionnaire));
            signs.then(|| view! { <Notice tone=Tone::Attention text=t.signature_names /> })
        }}
        {move || {
            let asks = |asked: &Questionnaire| asked.asks_for_photos();
            let photos = draft.template().is_some_and(|one| asks(&one.questionnaire));
            let anonymous = draft.privacy.with(|mode| mode == "anonyme");
            (photos && anonymous).then(|| view! { <Notice tone=Tone::Attention text=t.photos_show /> })
        }}
        <Show when=move || draft.privacy.with(|mode| mode == "nominatif")>
            <TextArea id="privacy_reason" label=t.privacy_reason hint=t.privacy_reason_hint value=draft.privacy_reason />
        </Show>
    }
}
