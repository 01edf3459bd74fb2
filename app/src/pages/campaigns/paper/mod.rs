//! The questionnaire on paper: language, size of letters and wording are chosen, then the browser prints, or makes a PDF.
//! Works offline like every page.

mod question;
mod sheet;

use self::sheet::sheet;
use super::log::handed_out;
use crate::{
    components::{Empty, Icon, LangSwitch, PageHead, Switch, icon, print},
    locales::workspace::{lang, t},
    pages::not_found::NotHere,
    routes::Page,
    state::{questionnaires::asked, use_commands, use_log},
};
use domain::{Lang, ids::CampaignId, solicitation::Means};
use leptos::prelude::*;

/// How the sheet is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    pub lang: Lang,
    pub large: bool,
    pub easy: bool,
}

#[component]
pub fn PaperPage(id: CampaignId) -> impl IntoView {
    let all = t();
    let t = &all.paper;
    let (log, commands) = (use_log(), use_commands());
    let wanted = RwSignal::new(Wanted {
        lang: lang(),
        large: false,
        easy: false,
    });
    let found = Memo::new(move |_| {
        let campaign = log.campaign(id)?.value;
        let session = log.session(campaign.session)?.value;
        let asked = asked(log, &campaign.questionnaire);
        let kind = log.service(session.service).map(|row| row.value.kind);
        Some((campaign, session, kind, asked))
    });
    move || {
        let Some((campaign, session, kind, asked)) = found.get() else {
            return view! { <NotHere /> }.into_any();
        };
        let Some(asked) = asked else {
            return view! { <Empty title=all.titles.paper text=t.unknown /> }.into_any();
        };
        let has_easy = asked.has_easy();
        view! {
            <div class="no-print stack">
                <PageHead title=all.titles.paper lead=t.lead>
                    <a class="button" href=Page::Campaign(id).path()>{all.campaigns.back}</a>
                    <button type="button" class="button primary" on:click=move |_| {
                        handed_out((log, commands), id, (Means::Paper, None));
                        print();
                    }>
                        {icon(Icon::Print)} {all.campaigns.print}
                    </button>
                </PageHead>
                <div class="form-actions">{choices(wanted, has_easy)}</div>
            </div>
            {move || sheet(&asked, &campaign, (&session, kind), wanted.get())}
        }
        .into_any()
    }
}

fn choices(wanted: RwSignal<Wanted>, has_easy: bool) -> impl IntoView {
    let t = &t().paper;
    view! {
        <LangSwitch
            name="paper-language"
            label=t.language
            value=Signal::derive(move || wanted.get().lang)
            on_choose=Callback::new(move |lang| wanted.update(|wanted| wanted.lang = lang))
        />
        <Switch
            name="paper-size"
            label=t.size
            options=vec![("plain", t.size_plain), ("large", t.size_large)]
            value=Signal::derive(move || if wanted.get().large { "large" } else { "plain" })
            on_choose=Callback::new(move |key| wanted.update(|wanted| wanted.large = key == "large"))
        />
        {has_easy
            .then(|| {
                view! {
                    <Switch
                        name="paper-wording"
                        label=t.wording
                        options=vec![("plain", t.wording_plain), ("easy", t.wording_easy)]
                        value=Signal::derive(move || if wanted.get().easy { "easy" } else { "plain" })
                        on_choose=Callback::new(move |key| {
                            wanted.update(|wanted| wanted.easy = key == "easy");
                        })
                    />
                }
            })}
    }
}
