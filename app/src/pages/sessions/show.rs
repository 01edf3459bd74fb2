//! One session: its facts, its surveys, remarks and history.

use super::start::StartCampaign;
use crate::{
    components::{Empty, Icon, PageHead, Tone, badge, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::{
        calendar::{facts, moved::LeftBehind, select::YEAR},
        campaigns::{Tally, name, status_badge},
        not_found::NotHere,
        record::{Conflicts, History, Remarks},
    },
    routes::Page,
    state::{Row, use_account, use_log},
};
use domain::{
    campaign::{Campaign, CampaignStatus},
    entity::EntityKind,
    ids::{CampaignId, SessionId},
    role::Permission,
    session::Session,
};
use leptos::prelude::*;
use sync::EntityRef;

#[component]
pub fn SessionPage(id: SessionId) -> impl IntoView {
    let log = use_log();
    let here = Memo::new(move |_| log.session(id).is_some());
    move || match here.get() {
        true => view! { <Here id=id /> }.into_any(),
        false => view! { <NotHere /> }.into_any(),
    }
}

#[component]
fn Here(id: SessionId) -> impl IntoView {
    let t = t();
    let lang = lang();
    let (log, account) = (use_log(), use_account());
    let at = EntityRef {
        kind: EntityKind::Session,
        id: id.0,
    };
    let session = Memo::new(move |_| log.session(id).map(|row| row.value));
    let title = move || {
        session
            .get()
            .map(|session| session.title)
            .unwrap_or_default()
    };
    let lead = move || {
        let session = session.get()?;
        let service = log.service(session.service)?.value;
        let period = dates::period(session.starts, session.ends, lang);
        Some(format!("{}, {period}", service.title))
    };
    let may = move || account.may(Permission::Plan);
    view! {
        <PageHead
            title=Signal::derive(title)
            lead=Signal::derive(move || lead().unwrap_or_default())
        >
            <Show when=may>
                <a class="button" href=Page::Contacts(id).path()>{t.people.link}</a>
                <a class="button" href=Page::EditSession(id).path()>{icon(Icon::Edit)} {t.sessions.edit}</a>
                <StartCampaign id=id />
            </Show>
        </PageHead>
        <Conflicts at=at />
        <LeftBehind session=id />
        <section class="section">
            <h2>{t.sessions.campaigns}</h2>
            <Campaigns id=id />
        </section>
        <div class="split">
            <section class="section">
                <h2>{t.sessions.facts}</h2>
                {move || session.get().map(|session| view! { <Facts session=session /> })}
            </section>
            <div class="stack">
                <Remarks at=at />
                <History at=at />
            </div>
        </div>
    }
}

#[component]
fn Facts(session: Session) -> impl IntoView {
    let t = &t().sessions;
    let lang = lang();
    let log = use_log();
    let service = move || {
        let row = log.service(session.service)?;
        let to = Page::Service(row.id).path();
        let kind = (t.kind)(row.value.kind);
        Some(view! { <a href=to>{row.value.title}</a> " (" {kind} ")" })
    };
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <dt>{name}</dt><dd>{value}</dd> })
    };
    view! {
        <dl class="facts">
            <dt>{t.service}</dt>
            <dd>{service}</dd>
            {fact(t.dates, dates::period(session.starts, session.ends, lang))}
            {fact(t.people, (t.people_present)(session.headcount, session.absent))}
            {session.minors.then(|| fact(t.minors_fact, t.minors_yes.to_owned()))}
            {fact(t.place, session.site)}
            {fact(t.trainer_short, session.trainer)}
            {fact(t.company_short, session.company)}
            {fact(t.funder_short, session.funder)}
            {fact(t.subcontracted_short, session.subcontracted_for)}
        </dl>
    }
}

#[component]
fn Campaigns(id: SessionId) -> impl IntoView {
    let log = use_log();
    let campaigns = Memo::new(move |_| log.campaigns_of(id));
    view! {
        <Show
            when=move || campaigns.with(|all| !all.is_empty())
            fallback=move || view! { <NoCampaign id /> }
        >
            <div class="columns">
                <For each=move || campaigns.get() key=|row| (row.id, row.value.status == CampaignStatus::Open, row.value.opens) let:row>
                    <Card row=row />
                </For>
            </div>
        </Show>
    }
}

/// Where the surveys that the calendar plans for the session are set up, in the year of the first of them.
#[component]
fn NoCampaign(id: SessionId) -> impl IntoView {
    let t = &t().sessions;
    let planned = untrack(|| facts::of_session(use_log(), id));
    let count = planned.len();
    let link = planned.first().map(|entry| {
        let year = entry.wave.opens.year();
        let href = format!("{}?{YEAR}={year}", Page::Calendar.path());
        view! { <a class="button" href=href>{(t.to_planned)(count)}</a> }
    });
    view! {
        <Empty title=t.no_campaign_title text=t.no_campaign_text>{link}</Empty>
    }
}

#[component]
fn Card(row: Row<CampaignId, Campaign>) -> impl IntoView {
    let t = &t().campaigns;
    let lang = lang();
    let campaign = row.value;
    view! {
        <article class="card">
            <h3><a href=Page::Campaign(row.id).path()>{name(use_log(), &campaign)}</a></h3>
            <p>
                {status_badge(&campaign)} " "
                {campaign.test.then(|| badge(Tone::Attention, t.test))}
            </p>
            <p class="muted">{dates::period(campaign.opens, campaign.closes, lang)}</p>
            <Tally id=row.id />
        </article>
    }
}
