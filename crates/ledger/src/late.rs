//! Until when a public link's campaign takes answers.

use crate::Core;
use domain::{
    Day,
    campaign::{Campaign, CampaignStatus},
    day,
    entity::EntityKind,
    ids::CampaignId,
};
use jiff::ToSpan as _;
use sync::EntityRef;

/// How long after its last day a link's campaign still takes what was answered in time on a phone without a network.
const LATE_DAYS: i64 = 30;

/// Tablets may deliver what they hold at any time; links stop with the campaign.
pub fn takes_from_links(campaign: &Campaign, today: Day) -> bool {
    campaign.status == CampaignStatus::Open && today <= campaign.closes
}

/// An answer of a day when the link was still good, delivered later.
pub(crate) fn takes_late(
    core: &Core,
    id: CampaignId,
    campaign: &Campaign,
    (day, today): (Day, Day),
) -> bool {
    let by_hand = closed_on(core, id, campaign).map(|closed| closed.saturating_sub(1.day()));
    let last = by_hand.map_or(campaign.closes, |day| day.min(campaign.closes));
    day <= last && last < today && today <= last.saturating_add(LATE_DAYS.days())
}

/// The day somebody, or the calendar, closed a campaign.
fn closed_on(core: &Core, id: CampaignId, campaign: &Campaign) -> Option<Day> {
    if campaign.status == CampaignStatus::Open {
        return None;
    }
    let at = EntityRef {
        kind: EntityKind::Campaign,
        id: id.0,
    };
    let status = core.state.get(at)?.fields.get("status")?;
    day::read(status.by.received_at.as_deref()?.get(..10)?)
}
