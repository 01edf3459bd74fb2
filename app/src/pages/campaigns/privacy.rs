//! How a survey keeps answers and people apart, and what those who are asked read of it before the first question.

use super::Campaign;
use crate::{
    locales::workspace::{lang, t},
    pages::calendar::facts,
    state::{questionnaires, use_account, use_log},
};
use api::model::Organisation;
use domain::{
    notice::{About, Paragraph, for_minors, notice},
    service::ServiceKind,
    session::Session,
};
use leptos::prelude::*;

/// The notice of a survey, on a device or on paper.
pub(super) fn told(
    campaign: &Campaign,
    session: &Session,
    service: Option<ServiceKind>,
    organisation: &Organisation,
    on_device: bool,
) -> Vec<Paragraph> {
    notice(&About {
        organisation: &organisation.name,
        contact: &organisation.contact,
        privacy: campaign.privacy,
        reason: &campaign.privacy_reason,
        minors: for_minors(campaign.stakeholder, service, session),
        stakeholder: campaign.stakeholder,
        signs: signs(campaign),
        on_device,
        keep: organisation.retention,
    })
}

/// Whether whoever answers is asked to sign.
pub(super) fn signs(campaign: &Campaign) -> bool {
    let asked = untrack(|| questionnaires::asked(use_log(), &campaign.questionnaire));
    asked.is_some_and(|asked| asked.asks_to_sign())
}

/// The facts of a survey's page about its mode.
pub(super) fn mode(campaign: &Campaign) -> impl IntoView + use<> {
    let t = &t().waves;
    let reason = campaign.privacy_reason.clone();
    view! {
        <dt>{t.privacy}</dt>
        <dd>
            <strong>{(t.mode)(campaign.privacy)} "."</strong> " " {(t.mode_text)(campaign.privacy)}
        </dd>
        {signs(campaign).then(|| view! { <dd>{t.signature_names}</dd> })}
        {(!reason.is_empty()).then(|| view! { <dt>{t.privacy_reason}</dt> <dd>{reason}</dd> })}
    }
}

/// The whole notice, folded: it is long, and the same for most surveys.
pub(super) fn given(campaign: &Campaign) -> Option<impl IntoView + use<>> {
    let log = use_log();
    let session = untrack(|| log.session(campaign.session))?.value;
    let service = untrack(|| facts::kind_of(log, campaign.session));
    let organisation = use_account().me_now().organisation;
    let told = told(campaign, &session, service, &organisation, true).into_iter();
    let rows = told.map(|one| {
        view! {
            <h3>{one.title.get(lang()).to_owned()}</h3>
            <p>{one.text.get(lang()).to_owned()}</p>
        }
    });
    Some(view! {
        <details>
            <summary>{t().waves.notice}</summary>
            <div class="stack">{rows.collect_view()}</div>
        </details>
    })
}
