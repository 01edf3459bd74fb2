//! Where everybody is who was expected: head-count = received + on tablets + refused + absent + without an answer; what
//! tablets told, and what to do about a difference.

use crate::{
    clock,
    components::{Notice, Tone},
    locales::{
        dates,
        workspace::{lang, t},
    },
    routes::Page,
    state::use_account,
};
use api::model::TabletHolds;
use domain::{
    Day,
    campaign::{Campaign, Stage},
    custody::{Balance, Custody, may_hold},
    figures::Counts,
    ids::CampaignId,
    role::Permission,
    session::Session,
};
use leptos::prelude::*;

/// More names would hide the sentence they stand in.
const NAMES_MAX: usize = 3;

/// The people of a survey, as far as this device knows.
pub fn sum(id: CampaignId, session: &Session, counts: Counts, tablets: &[TabletHolds]) -> Custody {
    Custody {
        headcount: session.headcount,
        received: counts.received,
        on_tablets: tablets.iter().map(|one| people_on(one, id)).sum(),
        refused: counts.refused,
        absent: session.absent,
    }
}

pub fn custody(
    id: CampaignId,
    campaign: &Campaign,
    session: &Session,
    counts: Counts,
    tablets: &[TabletHolds],
) -> impl IntoView + use<> {
    let t = &t().campaigns;
    let sum = sum(id, session, counts, tablets);
    let line = match sum.balance() {
        Balance::Uncounted => t.uncounted.to_owned(),
        _ => (t.custody)(&sum, sum.silent()),
    };
    let today = clock::today();
    let over = match sum.balance() {
        Balance::Over(n) => Some(too_many(campaign, (t.more_than)(n))),
        _ => None,
    };
    let advice = match (over.is_some(), campaign.stage(today)) {
        (true, _) | (_, Stage::Planned | Stage::CalledOff) => None,
        _ if session.starts > today => None,
        (_, stage) => advice(&sum, stage == Stage::Open),
    };
    let silent = matches!(sum.balance(), Balance::Silent(_));
    let quiet = (silent && session.ends < today).then(|| quiet(id, session, tablets));
    view! {
        <p class="num">{line}</p>
        {on_tablets(id, tablets)}
        {over}
        {advice.map(|text| view! { <p>{text}</p> })}
        {quiet.flatten().map(|text| view! { <p>{text}</p> })}
    }
}

fn too_many(campaign: &Campaign, text: String) -> AnyView {
    let account = use_account();
    let to = Page::EditSession(campaign.session).path();
    view! {
        <Notice tone=Tone::Attention text=text>
            <Show when=move || account.may(Permission::Plan)>
                <a class="button small" href=to.clone()>{t().sessions.edit}</a>
            </Show>
        </Notice>
    }
    .into_any()
}

/// What to do about those of whom nothing is known, or whose answers are still away.
fn advice(sum: &Custody, open: bool) -> Option<String> {
    let t = &t().campaigns;
    match sum.balance() {
        Balance::Silent(n) if open => Some((t.silent_open)(n)),
        Balance::Even if sum.on_tablets > 0 => Some(t.even_once_sent.to_owned()),
        Balance::Even => Some(t.even.to_owned()),
        _ => None,
    }
}

/// What tablets told, each with its moment.
fn on_tablets(id: CampaignId, tablets: &[TabletHolds]) -> Option<AnyView> {
    let (t, lang) = (&t().campaigns, lang());
    let moment = |at: &Option<String>| {
        let at = at.as_deref().and_then(dates::unix_ms);
        at.map(|at| dates::moment(at, lang)).unwrap_or_default()
    };
    let one = |tablet: &TabletHolds| match &tablet.held {
        Some(_) => {
            let people = people_on(tablet, id);
            (people > 0).then(|| (t.tablet_holds)(&tablet.name, people, &moment(&tablet.told)))
        }
        // Nobody can say whether some of it is of this survey.
        None if is_given(tablet, id) && !tablet.revoked => {
            let at = moment(&tablet.last_contact);
            Some((t.tablet_holds_some)(&tablet.name, tablet.unsent, &at))
        }
        None => None,
    };
    let told = tablets.iter().filter_map(one);
    let all: Vec<_> = told.map(|text| view! { <p>{text}</p> }).collect();
    (!all.is_empty()).then(|| all.into_any())
}

/// The tablets that nobody has heard of since the session, by name.
fn quiet(id: CampaignId, session: &Session, tablets: &[TabletHolds]) -> Option<String> {
    let t = &t().campaigns;
    let quiet = |tablet: &&TabletHolds| {
        let heard = tablet.last_contact.as_deref().and_then(day_of);
        let heard = heard.is_some_and(|day| may_hold(day, session.starts, session.ends));
        heard && !tablet.revoked && is_given(tablet, id)
    };
    let names: Vec<&str> = tablets
        .iter()
        .filter(quiet)
        .map(|tablet| tablet.name.as_str())
        .collect();
    let more = names.len().saturating_sub(NAMES_MAX);
    let names: Vec<&str> = names.into_iter().take(NAMES_MAX).collect();
    (!names.is_empty()).then(|| (t.quiet)(&names.join(", "), more))
}

/// On the clock of this device, as are the days of the session.
fn day_of(instant: &str) -> Option<Day> {
    dates::unix_ms(instant).map(dates::day_of)
}

fn is_given(tablet: &TabletHolds, id: CampaignId) -> bool {
    tablet.only.as_ref().is_none_or(|only| only.contains(&id))
}

fn people_on(tablet: &TabletHolds, id: CampaignId) -> u32 {
    let held = tablet.held.iter().flatten();
    held.filter(|held| held.campaign == id)
        .map(|held| held.people())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{custody::Held, ids::DeviceId};
    use uuid::Uuid;

    const SURVEY: CampaignId = CampaignId(Uuid::from_u128(1));
    const OTHER: CampaignId = CampaignId(Uuid::from_u128(2));

    fn tablet(held: Option<Vec<Held>>) -> TabletHolds {
        TabletHolds {
            id: DeviceId(Uuid::from_u128(9)),
            name: "Salle 2".to_owned(),
            revoked: false,
            last_contact: None,
            unsent: 7,
            held,
            told: None,
            only: Some(vec![SURVEY]),
        }
    }

    fn held(campaign: CampaignId, answers: u32, declined: u32, kept: u32) -> Held {
        Held {
            campaign,
            answers,
            declined,
            kept,
        }
    }

    #[test]
    fn what_tablets_told_of_this_survey_is_in_the_sum_and_nothing_else() {
        let first = vec![held(SURVEY, 2, 1, 1), held(OTHER, 5, 0, 0)];
        let tablets = [
            tablet(Some(first)),
            tablet(Some(vec![held(SURVEY, 1, 0, 0)])),
            tablet(None),
        ];
        let session = serde_json::json!({
            "service": Uuid::nil(), "title": "Excel", "starts": "2026-11-20", "ends": "2026-11-20",
            "headcount": 12, "absent": 2,
        });
        let session: Session = serde_json::from_value(session).expect("a session");
        let counts = Counts {
            received: 4,
            refused: 1,
            ..Counts::default()
        };
        let sum = sum(SURVEY, &session, counts, &tablets);
        assert_eq!((sum.on_tablets, sum.silent()), (5, 0));
        assert_eq!(sum.balance(), Balance::Even);
        assert!(is_given(&tablets[2], SURVEY) && !is_given(&tablets[2], OTHER));
    }
}
