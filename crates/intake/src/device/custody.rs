//! Where the people of a session are, as far as a tablet can tell without a network: what it did itself, and what the server
//! last said. Pure. Only the screens for staff show it.

use super::{
    Door, Rested,
    kit::{Label, Refused, What, tally},
};
use crate::wire::{Count, KitSession};
use domain::{
    custody::{Custody, Held},
    ids::CampaignId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Refusals that this tablet delivered, survey by survey, among the items it still keeps.
pub type Refusals = BTreeMap<CampaignId, u32>;

/// What the server last said, kept for when there is no network.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// Whose server.
    pub org: String,
    /// Unix milliseconds by the device's clock.
    pub at_ms: u64,
    pub surveys: Vec<Count>,
    /// What was among its refusals by then.
    pub delivered: Refusals,
}

/// One survey of a session on this tablet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OnTablet {
    /// With what is on this tablet and on others.
    pub sum: Custody,
    /// Answers kept here.
    pub here: u32,
    /// People counted on other tablets.
    pub elsewhere: u32,
    /// Kept apart by the server; not in the sum.
    pub aside: u32,
}

/// What the tablet tells the server that it holds of `org`.
pub fn held(waiting: &[Label], refused: &[Refused], org: &str) -> Vec<Held> {
    let mut all: BTreeMap<CampaignId, Held> = BTreeMap::new();
    let mut count = |label: &Label, add: fn(&mut Held, u32, u32)| {
        let (campaign, answers, declined) = match label.what {
            What::Answer(campaign) => (campaign, 1, 0),
            What::Declined(campaign) => (campaign, 0, 1),
            What::Note(_) => return,
        };
        if is_somebody(label, org) {
            let nothing = Held {
                campaign,
                answers: 0,
                declined: 0,
                kept: 0,
            };
            add(all.entry(campaign).or_insert(nothing), answers, declined);
        }
    };
    for label in waiting {
        count(label, |held, answers, declined| {
            held.answers += answers;
            held.declined += declined;
        });
    }
    for one in refused {
        count(&one.label, |held, answers, declined| {
            held.kept += answers + declined;
        });
    }
    all.into_values().collect()
}

/// The refusals among what was delivered.
pub fn refusals(rested: &[Rested], org: &str) -> Refusals {
    let mut all = Refusals::new();
    for one in rested {
        if let What::Declined(campaign) = one.label.what
            && one.aside.is_none()
            && is_somebody(&one.label, org)
        {
            *all.entry(campaign).or_default() += 1;
        }
    }
    all
}

/// How a survey stands: the kit's figures, what waits here, and what the server said beside, with what this tablet has
/// delivered since.
pub fn on_tablet(
    session: &KitSession,
    held: &[Held],
    waiting: &[Label],
    told: Option<&Told>,
    delivered: &Refusals,
) -> OnTablet {
    let campaign = session.campaign;
    let mine = held.iter().find(|one| one.campaign == campaign);
    let here = mine.map_or(0, |mine| mine.answers + mine.kept);
    let waits = mine.map_or(0, |mine| mine.declined);
    let said = told.and_then(|told| told.surveys.iter().find(|one| one.campaign == campaign));
    let of = |all: &Refusals| all.get(&campaign).copied().unwrap_or_default();
    let before = told.map_or(0, |told| of(&told.delivered));
    let since = of(delivered).saturating_sub(before);
    let elsewhere = said.map_or(0, |said| said.elsewhere);
    let now = tally(session, waiting);
    OnTablet {
        sum: Custody {
            headcount: now.headcount,
            received: session.received,
            on_tablets: here.saturating_add(elsewhere),
            refused: said
                .map_or(0, |said| said.refused)
                .saturating_add(since)
                .saturating_add(waits),
            absent: now.absent,
        },
        here,
        elsewhere,
        aside: said.map_or(0, |said| said.aside),
    }
}

/// An answer begun and dropped is nobody of the sum: whoever left it may answer yet.
fn is_somebody(label: &Label, org: &str) -> bool {
    !label.abandoned && label.door == Door::Tablet && label.org == org
}
