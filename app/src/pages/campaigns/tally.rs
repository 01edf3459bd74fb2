//! How many have answered, where everybody else is, and how answers came in.

use super::custody::custody;
use crate::{
    locales::workspace::t,
    pages::results::answers::came_by,
    state::{use_log, use_people, use_rollups},
};
use domain::{
    campaign::Stakeholder,
    figures::{Came, Counts},
    ids::CampaignId,
};
use leptos::prelude::*;

/// One line and a bar, and the sum of the people expected; `whole` adds what intake counted besides.
#[component]
pub fn Tally(id: CampaignId, #[prop(optional)] whole: bool) -> impl IntoView {
    let texts = t();
    let t = &texts.campaigns;
    let (log, rollups, people) = (use_log(), use_rollups(), use_people());
    let all = Memo::new(move |_| {
        let campaign = log.campaign(id)?.value;
        let session = log.session(campaign.session)?.value;
        let counts = rollups
            .campaign(id)
            .map(|one| one.counts)
            .unwrap_or_default();
        Some((campaign, session, counts))
    });
    // What arrived is no longer on a tablet: it would be counted twice.
    Effect::new(move |_| {
        all.track();
        people.hear_of_tablets();
    });
    let came = Memo::new(move |_| {
        let detail = rollups.campaign(id).and_then(|one| one.detail);
        detail.map(|detail| detail.channels).unwrap_or_default()
    });
    let shown = move || {
        let (campaign, session, counts) = all.get()?;
        // How many others there are no session tells.
        if campaign.stakeholder != Stakeholder::Beneficiary {
            let received = (texts.waves.received_n)(counts.received);
            let came = whole.then(|| channels(&came.read()));
            return Some(view! { <p>{received}</p> {came} }.into_any());
        }
        let present = session.present();
        let tablets = people.tablets();
        Some(
            view! {
                <div class="progress">
                    <p>{(t.received_of)(counts.received, present)}</p>
                    <progress
                        aria-label=t.received
                        max=present.max(1)
                        value=counts.received.min(present)
                    ></progress>
                </div>
                {custody(id, &campaign, &session, counts, &tablets)}
                {whole.then(|| view! { {besides(counts)} {channels(&came.read())} })}
            }
            .into_any(),
        )
    };
    view! { <div class="stack">{shown}</div> }
}

/// From five answers on, like everything that is told of them.
fn channels(came: &[Came]) -> Option<AnyView> {
    let each = |came: &Came| format!("{} {}", came_by(came.channel), came.count);
    let each: Vec<String> = came.iter().map(each).collect();
    (!each.is_empty()).then(|| {
        view! { <dl class="facts"><dt>{t().campaigns.came_by}</dt><dd class="num">{each.join(", ")}</dd></dl> }
            .into_any()
    })
}

fn besides(counts: Counts) -> impl IntoView {
    let t = &t().campaigns;
    let fact = |name: &'static str, n: u32| {
        (n > 0).then(|| view! { <dt>{name}</dt><dd class="num">{n}</dd> })
    };
    view! {
        <dl class="facts">
            {fact(t.waiting, counts.waiting)}
            {fact(t.abandoned, counts.abandoned)}
            {fact(t.aside, counts.quarantined)}
        </dl>
    }
}
