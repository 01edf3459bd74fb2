//! `/app/campaigns/:id/import`: answers from another survey tool into one campaign.

use crate::{
    components::{Empty, ImportField, ImportWizard, Notice, PageHead, Tone},
    locales::workspace::{errors, lang, t},
    routes::Page,
    state::{Contact, questionnaires::asked, use_account, use_log, use_sync_status},
};
use domain::{Lang, ids::CampaignId, questionnaire::Questionnaire, role::Permission};
use leptos::prelude::*;

/// The key of the time stamp's column in a mapping; no question has it.
const DAY: &str = "day";

#[component]
pub fn ImportAnswersPage(id: CampaignId) -> impl IntoView {
    let (log, account, status) = (use_log(), use_account(), use_sync_status());
    let (lang, words) = (lang(), &t().results);
    let campaign = Memo::new(move |_| log.campaign(id).map(|row| row.value));
    let title = Signal::derive(move || {
        let session = campaign
            .get()
            .and_then(|campaign| log.session(campaign.session));
        let session = session.map(|row| row.value.title);
        session.map_or_else(
            || t().titles.import_answers.to_owned(),
            |session| (words.import_title)(&session),
        )
    });
    let questionnaire =
        Memo::new(move |_| campaign.with(|campaign| asked(log, &campaign.as_ref()?.questionnaire)));
    let offline = move || {
        (status.contact() == Contact::Offline)
            .then(|| view! { <Notice tone=Tone::Attention text=t().imports.offline/> })
    };
    let body = move || match questionnaire.get() {
        _ if !account.may(Permission::Answers) => {
            view! { <Notice tone=Tone::Attention text=errors::sentence("forbidden")/> }.into_any()
        }
        Some(questionnaire) => {
            let url = format!("/app/import/v1/answers?campaign={id}");
            let done = move || {
                view! {
                    <a class="button primary" href=Page::CampaignResults(id).path()>{words.see_results}</a>
                }
            };
            view! { <ImportWizard url fields=fields(&questionnaire, lang) goes_on=true done/> }
                .into_any()
        }
        None => view! {
            <Empty title=words.gone_title text=words.gone_text>
                <a class="button" href=Page::Results.path()>{words.to_results}</a>
            </Empty>
        }
        .into_any(),
    };
    view! {
        <PageHead title lead=words.import_lead/>
        {offline}
        {body}
    }
}

/// The date of the answer, then every question.
fn fields(questionnaire: &Questionnaire, lang: Lang) -> Vec<ImportField> {
    let day = ImportField {
        key: DAY.to_owned(),
        label: t().results.import_day.to_owned(),
        needed: false,
    };
    let questions = questionnaire.questions.iter().map(|question| ImportField {
        key: question.key.clone(),
        label: question.text.get(lang).to_owned(),
        needed: false,
    });
    std::iter::once(day).chain(questions).collect()
}
