//! One survey: handing it out, following it, closing it.

use super::{
    Tally, close::CloseCampaign, hand_out::HandOut, log::SolicitationLog, name, privacy,
    status_badge,
};
use crate::{
    clock,
    components::{Icon, Notice, PageHead, Tone, badge, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::{
        calendar::change::{CallOff, ChangeDates},
        not_found::NotHere,
        record::{Conflicts, History, Remarks},
    },
    routes::Page,
    state::{questionnaires, use_account, use_log},
};
use domain::{
    campaign::{Campaign, Stage},
    entity::EntityKind,
    ids::CampaignId,
    role::Permission,
};
use leptos::prelude::*;
use sync::EntityRef;

#[component]
pub fn CampaignPage(id: CampaignId) -> impl IntoView {
    let log = use_log();
    let campaign = Memo::new(move |_| log.campaign(id).map(|row| row.value));
    let known = Memo::new(move |_| campaign.with(Option::is_some));
    let page = move || match campaign.get() {
        Some(campaign) => view! { <Here id=id campaign=campaign /> }.into_any(),
        None => view! { <NotHere /> }.into_any(),
    };
    let at = at(id);
    view! {
        {page}
        // Not drawn again with the survey: a remark may be half typed.
        <Show when=move || known.get()>
            <div class="split">
                <Remarks at />
                <History at />
            </div>
        </Show>
    }
}

fn at(id: CampaignId) -> EntityRef {
    EntityRef {
        kind: EntityKind::Campaign,
        id: id.0,
    }
}

#[component]
fn Here(id: CampaignId, campaign: Campaign) -> impl IntoView {
    let t = &t().campaigns;
    let (log, account) = (use_log(), use_account());
    let session = campaign.session;
    let title = Memo::new(move |_| {
        log.session(session)
            .map(|row| row.value.title)
            .unwrap_or_default()
    });
    let stage = campaign.stage(clock::today());
    let planned = stage == Stage::Planned;
    let open = stage == Stage::Open;
    let may_read = account.may_now(Permission::Answers);
    let may_plan = account.may_now(Permission::Plan);
    view! {
        <PageHead title=name(log, &campaign) lead=Signal::derive(move || title.get())>
            {may_read
                .then(|| {
                    view! {
                        <a class="button" href=Page::ImportAnswers(id).path()>{icon(Icon::Upload)} {t.import}</a>
                    }
                })}
            <a class="button primary" href=Page::CampaignResults(id).path()>{icon(Icon::Chart)} {t.results}</a>
        </PageHead>
        {campaign.test.then(|| view! { <Notice tone=Tone::Attention text=t.test_text /> })}
        {not_open(&campaign, stage)}
        <Conflicts at=at(id) />
        {(open || planned).then(|| view! { <HandOut id=id campaign=campaign.clone() /> })}
        <section class="section">
            <h2>{t.follow}</h2>
            <Tally id=id whole=true />
        </section>
        <SolicitationLog id />
        <section class="section">
            <Facts campaign=campaign.clone() title />
            {(planned && may_plan)
                .then(|| {
                    let about = move || format!("{}, {}", name(log, &campaign), title.get_untracked());
                    view! {
                        <div class="form-actions">
                            <ChangeDates id about=about() /> <CallOff id about=about() />
                        </div>
                    }
                })}
            {(open && may_plan).then(|| view! { <CloseCampaign id=id /> })}
        </section>
    }
}

/// Why nobody can answer, of a survey that is planned or was called off.
fn not_open(campaign: &Campaign, stage: Stage) -> Option<AnyView> {
    let all = t();
    let t = &all.waves;
    let text = match stage {
        Stage::Planned => {
            let opens = (t.opens_on)(&dates::day(campaign.opens, lang()));
            format!("{} {opens}", t.planned_text)
        }
        Stage::CalledOff => {
            let reason = (all.common.labelled)(t.reason, &campaign.called_off);
            format!("{} {reason}", t.called_off_text)
        }
        Stage::Open | Stage::Closed => return None,
    };
    Some(view! { <Notice text /> }.into_any())
}

#[component]
fn Facts(campaign: Campaign, title: Memo<String>) -> impl IntoView {
    let all = t();
    let (t, lang) = (&all.campaigns, lang());
    let key = campaign.questionnaire.clone();
    let asked = untrack(|| questionnaires::asked(use_log(), &key))
        .map(|asked| asked.title.get(lang).to_owned());
    let reminders: Vec<String> = campaign
        .reminders
        .iter()
        .map(|day| dates::day(*day, lang))
        .collect();
    let party = campaign.party.clone();
    view! {
        <dl class="facts">
            <dt>{t.of_session}</dt>
            <dd><a href=Page::Session(campaign.session).path()>{move || title.get()}</a></dd>
            <dt>{all.waves.asked_of}</dt>
            <dd>
                {(all.waves.stakeholder)(campaign.stakeholder)}
                {(!party.is_empty()).then(|| format!(" ({party})"))}
            </dd>
            <dt>{all.waves.questionnaire}</dt>
            <dd>{asked.unwrap_or(key.key)}</dd>
            <dt>{t.dates}</dt>
            <dd>{dates::period(campaign.opens, campaign.closes, lang)}</dd>
            {(!reminders.is_empty())
                .then(|| view! { <dt>{all.waves.reminders}</dt> <dd>{reminders.join(", ")}</dd> })}
            {privacy::mode(&campaign)}
            <dt>{all.plan.status}</dt>
            <dd>
                {status_badge(&campaign)} " "
                {campaign.test.then(|| badge(Tone::Attention, t.test))}
            </dd>
        </dl>
        {privacy::given(&campaign)}
    }
}
