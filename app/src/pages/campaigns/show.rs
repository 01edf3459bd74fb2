//! One survey: handing it out, following it, closing it.

use super::{Tally, close::CloseCampaign, hand_out::HandOut, status_badge};
use crate::{
    components::{Icon, Notice, PageHead, Tone, badge, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::not_found::NotHere,
    routes::Page,
    state::{use_account, use_log},
};
use domain::{
    campaign::{Campaign, CampaignStatus},
    ids::CampaignId,
    role::Permission,
};
use leptos::prelude::*;

#[component]
pub fn CampaignPage(id: CampaignId) -> impl IntoView {
    let log = use_log();
    let campaign = Memo::new(move |_| log.campaign(id).map(|row| row.value));
    move || match campaign.get() {
        Some(campaign) => view! { <Here id=id campaign=campaign /> }.into_any(),
        None => view! { <NotHere /> }.into_any(),
    }
}

#[component]
fn Here(id: CampaignId, campaign: Campaign) -> impl IntoView {
    let all = t();
    let t = &all.campaigns;
    let lang = lang();
    let (log, account) = (use_log(), use_account());
    let session = campaign.session;
    let title = Memo::new(move |_| {
        log.session(session)
            .map(|row| row.value.title)
            .unwrap_or_default()
    });
    let open = campaign.status == CampaignStatus::Open;
    let may_read = account.may_now(Permission::Answers);
    let may_plan = account.may_now(Permission::Plan);
    view! {
        <PageHead title=t.hot lead=Signal::derive(move || title.get())>
            {may_read
                .then(|| {
                    view! {
                        <a class="button" href=Page::ImportAnswers(id).path()>{icon(Icon::Upload)} {t.import}</a>
                    }
                })}
            <a class="button primary" href=Page::CampaignResults(id).path()>{icon(Icon::Chart)} {t.results}</a>
        </PageHead>
        {campaign.test.then(|| view! { <Notice tone=Tone::Attention text=t.test_text /> })}
        {open.then(|| view! { <HandOut id=id campaign=campaign.clone() /> })}
        <section class="section">
            <h2>{t.follow}</h2>
            <Tally id=id whole=true />
        </section>
        <section class="section">
            <dl class="facts">
                <dt>{t.of_session}</dt>
                <dd><a href=Page::Session(session).path()>{move || title.get()}</a></dd>
                <dt>{t.dates}</dt>
                <dd>{dates::period(campaign.opens, campaign.closes, lang)}</dd>
                <dt>{all.plan.status}</dt>
                <dd>
                    {status_badge(&campaign)} " "
                    {campaign.test.then(|| badge(Tone::Attention, t.test))}
                </dd>
            </dl>
            {(open && may_plan).then(|| view! { <CloseCampaign id=id /> })}
        </section>
    }
}
