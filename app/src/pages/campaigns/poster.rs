//! The sheet to pin up, in the language chosen for it, which need not be that of the screen.

use super::{hand_out::address, log::handed_out};
use crate::{
    components::{Icon, LangSwitch, Notice, PageHead, Qr, Tone, icon, print},
    locales::{
        dates,
        workspace::{lang, t, texts},
    },
    pages::not_found::NotHere,
    routes::Page,
    state::{
        place, preferences::lang_code, questionnaires::asked, use_account, use_commands, use_log,
    },
};
use domain::{
    Lang,
    campaign::{Campaign, Stakeholder},
    ids::CampaignId,
    notice::for_minors,
    session::Session,
    solicitation::Means,
};
use leptos::prelude::*;

#[component]
pub fn PosterPage(id: CampaignId) -> impl IntoView {
    let all = t();
    let t = &all.campaigns;
    let (log, commands) = (use_log(), use_commands());
    let sheet_lang = RwSignal::new(lang());
    let found = Memo::new(move |_| {
        let campaign = log.campaign(id)?.value;
        let session = log.session(campaign.session)?.value;
        Some((campaign, session))
    });
    let local_only = !place::is_public();
    move || {
        let Some((campaign, session)) = found.get() else {
            return view! { <NotHere /> }.into_any();
        };
        view! {
            <div class="no-print stack">
                <PageHead title=all.titles.poster lead=session.title.clone()>
                    <a class="button" href=Page::Campaign(id).path()>{t.back}</a>
                    <button type="button" class="button primary" on:click=move |_| {
                        handed_out((log, commands), id, (Means::Qr, None));
                        print();
                    }>
                        {icon(Icon::Print)} {t.print}
                    </button>
                </PageHead>
                {local_only.then(|| view! { <Notice tone=Tone::Attention text=t.not_public /> })}
                <LangSwitch
                    name="poster-language"
                    label=t.poster_lang
                    value=sheet_lang
                    on_choose=Callback::new(move |lang| sheet_lang.set(lang))
                />
            </div>
            {move || view! { <Sheet campaign=campaign.clone() session=session.clone() lang=sheet_lang.get() /> }}
        }
        .into_any()
    }
}

#[component]
fn Sheet(campaign: Campaign, session: Session, lang: Lang) -> impl IntoView {
    let service = untrack(|| use_log().service(session.service));
    let kind = service.map(|service| service.value.kind);
    let minors = for_minors(campaign.stakeholder, kind, &session);
    let t = &texts(lang).campaigns;
    let asked = untrack(|| asked(use_log(), &campaign.questionnaire));
    let how_long = asked.as_ref().map(|asked| {
        let written = [Lang::Fr, Lang::En].map(|lang| asked.is_written_in(lang));
        (t.poster_text)(asked.minutes, written)
    });
    let privacy = match asked.is_some_and(|asked| asked.asks_to_sign()) {
        true => texts(lang).waves.signature_names,
        false => (t.poster_privacy)(campaign.privacy),
    };
    // Tablets are handed round in rooms, to those who learn there.
    let in_room = campaign.stakeholder == Stakeholder::Beneficiary;
    let organisation = use_account().me_now().organisation;
    let period = dates::period(session.starts, session.ends, lang);
    view! {
        <article class="poster" lang=lang_code(lang)>
            <p><strong>{organisation.name}</strong></p>
            <h2>{t.poster_title}</h2>
            <p>{session.title} <br /> {period}</p>
            <Qr text=address(&campaign) label=t.qr_label.to_owned() />
            <p>{t.poster_scan}</p>
            <p>{how_long} " " {privacy}</p>
            {minors.then(|| view! { <p>{t.poster_minors}</p> })}
            <div class="foot">
                <p>{t.poster_offline}</p>
                {in_room.then(|| view! { <p>{t.poster_tablet}</p> })}
                <p>{(t.poster_contact)(&organisation.contact)}</p>
            </div>
        </article>
    }
}
