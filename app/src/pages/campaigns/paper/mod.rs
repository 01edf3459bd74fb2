//! The questionnaire on paper: language, size of letters and wording are chosen, then the browser prints, or makes a PDF.
//! Works offline like every page.

mod question;
mod sheet;

use self::sheet::sheet;
use crate::{
    components::{Empty, Icon, PageHead, Switch, icon},
    locales::workspace::{lang, t},
    pages::not_found::NotHere,
    routes::Page,
    state::{preferences::lang_code, questionnaires::asked, use_log},
};
use domain::{Lang, ids::CampaignId};
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
    let log = use_log();
    let wanted = RwSignal::new(Wanted {
        lang: lang(),
        large: false,
        easy: false,
    });
    let found = Memo::new(move |_| {
        let campaign = log.campaign(id)?.value;
        let session = log.session(campaign.session)?.value;
        Some((campaign, session))
    });
    move || {
        let Some((campaign, session)) = found.get() else {
            return view! { <NotHere /> }.into_any();
        };
        let Some(asked) = asked(log, &campaign.questionnaire) else {
            return view! { <Empty title=all.titles.paper text=t.unknown /> }.into_any();
        };
        let has_easy = asked.has_easy();
        view! {
            <div class="no-print stack">
                <PageHead title=all.titles.paper lead=t.lead>
                    <a class="button" href=Page::Campaign(id).path()>{all.campaigns.back}</a>
                    <button type="button" class="button primary" on:click=move |_| print()>
                        {icon(Icon::Print)} {all.campaigns.print}
                    </button>
                </PageHead>
                <div class="row">{choices(wanted, has_easy)}</div>
            </div>
            {move || sheet(&asked, &campaign, &session, wanted.get())}
        }
        .into_any()
    }
}

fn choices(wanted: RwSignal<Wanted>, has_easy: bool) -> impl IntoView {
    let t = &t().paper;
    view! {
        <Switch
            name="paper-language"
            label=t.language
            options=vec![("fr", "Français"), ("en", "English")]
            value=Signal::derive(move || lang_code(wanted.get().lang))
            on_choose=Callback::new(move |key| {
                wanted.update(|wanted| wanted.lang = if key == "en" { Lang::En } else { Lang::Fr });
            })
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

fn print() {
    // Fails only where the browser forbids printing.
    let _ = window().print();
}
