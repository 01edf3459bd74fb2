//! Who brings answers.

use crate::Core;
use domain::{
    answer::Channel,
    ids::{CampaignId, DeviceId},
};
use std::collections::HashMap;
use uuid::Uuid;

/// The organisation's tablets, each as a source.
pub type Tablets = HashMap<DeviceId, Source>;

/// Who brings answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// An enrolled tablet.
    Tablet(DeviceId),
    /// An enrolled tablet that was given some campaigns only.
    Limited(DeviceId, Vec<CampaignId>),
    /// A tablet that was revoked before it delivered.
    Revoked(DeviceId),
    /// Whoever holds a campaign's public link.
    Link(CampaignId),
    /// Whoever holds a personal link or a strip of a campaign: nothing counts without its token.
    OneUse(CampaignId),
    /// Whoever holds the address where a campaign's sheets are typed in, which the team alone is given.
    Typing(CampaignId),
    /// Somebody of the team who may import answers, or the example data.
    Team,
}

impl Source {
    /// Whose refused items are counted together: a tablet's, or all of one public link's. Never one person's.
    pub(crate) fn id(&self) -> Uuid {
        match self {
            Source::Link(campaign) | Source::OneUse(campaign) | Source::Typing(campaign) => {
                campaign.0
            }
            _ => self.tablet().unwrap_or(DeviceId::SERVER).0,
        }
    }

    /// The source of an item that was kept under [`Source::id`], once somebody decided that it may count: no limit holds.
    pub(crate) fn decided(core: &Core, id: Option<Uuid>) -> Source {
        match id.filter(|id| *id != DeviceId::SERVER.0) {
            None => Source::Team,
            Some(id) if core.campaign(CampaignId(id)).is_some() => Source::Link(CampaignId(id)),
            Some(id) => Source::Tablet(DeviceId(id)),
        }
    }

    /// The source of an item that was kept under [`Source::id`], with the limits that hold for it now; none when nobody knows
    /// it any more.
    pub(crate) fn of_kept(core: &Core, id: Option<Uuid>, tablets: &Tablets) -> Option<Source> {
        let id = id?;
        let link = core.campaign(CampaignId(id));
        let link = link.map(|_| Source::Link(CampaignId(id)));
        link.or_else(|| tablets.get(&DeviceId(id)).cloned())
    }

    pub(crate) fn tablet(&self) -> Option<DeviceId> {
        match self {
            Source::Tablet(device) | Source::Limited(device, _) | Source::Revoked(device) => {
                Some(*device)
            }
            Source::Link(_) | Source::OneUse(_) | Source::Typing(_) | Source::Team => None,
        }
    }

    /// The campaign whose link it is.
    pub(crate) fn link(&self) -> Option<CampaignId> {
        match self {
            Source::Link(campaign) | Source::OneUse(campaign) | Source::Typing(campaign) => {
                Some(*campaign)
            }
            _ => None,
        }
    }

    /// Whether it may bring answers that somebody typed in. Like what comes by the shared link they are nobody's: a sheet
    /// does not say whose it is.
    pub(crate) fn may_type(&self) -> bool {
        match self {
            Source::Tablet(_) | Source::Limited(..) | Source::Typing(_) | Source::Team => true,
            Source::Link(_) | Source::OneUse(_) | Source::Revoked(_) => false,
        }
    }

    /// How answers really came; devices only claim it. That somebody typed them in is what this person says, where they may
    /// ([`Source::may_type`]) or somebody decided so.
    pub(crate) fn channel(&self, claimed: Channel) -> Channel {
        match self {
            _ if matches!(claimed, Channel::Paper | Channel::Phone) => claimed,
            Source::Tablet(_) | Source::Limited(..) | Source::Revoked(_) => Channel::Tablet,
            Source::Link(_) | Source::OneUse(_) | Source::Typing(_) => Channel::Link,
            Source::Team => claimed,
        }
    }
}
