//! Where answers are: what tablets tell that they hold, and what the server counts that they cannot know.

use super::{App, Failure, Org, instant_of_ms, intake::campaigns_of};
use crate::auth::{Actor, Respondent, Via};
use ::intake::wire::{Count, Counts, Holds};
use api::model::TabletHolds;
use domain::{
    custody::{HELD_MAX, Held, still_held},
    ids::CampaignId,
};
use ledger::Core;
use std::collections::HashMap;
use store::tablet::Tablet;

impl App {
    /// Notes what a tablet holds, revoked or not, and answers what else is known of the surveys it may put to people.
    ///
    /// # Errors
    /// `Forbidden` for a link, which is nobody's device; `TooLarge`.
    pub async fn tablet_holds(
        &self,
        respondent: &Respondent,
        holds: Holds,
    ) -> Result<Counts, Failure> {
        let Via::Tablet(tablet) = &respondent.via else {
            return Err(Failure::Forbidden);
        };
        if holds.surveys.len() > HELD_MAX {
            return Err(Failure::TooLarge);
        }
        let control = self.store.control();
        let now = self.now_ms();
        let org = &respondent.org;
        let (held, asked) = {
            let core = org.read().await?;
            let known = |held: &Held| core.campaign(held.campaign).is_some();
            let held: Vec<Held> = holds.surveys.into_iter().filter(known).collect();
            let asked = asked(&core, org, tablet, &held);
            (held, asked)
        };
        control
            .note_held(tablet.id, now, &held, holds.unsent)
            .await?;
        let tablets = control.tablets(org.info().id, now).await?;
        let others = tablets.iter().filter(|one| one.id != tablet.id);
        let mut elsewhere: HashMap<CampaignId, u32> = HashMap::new();
        for held in others.filter_map(holds_now).flatten() {
            *elsewhere.entry(held.campaign).or_default() += held.people();
        }
        let core = org.read().await?;
        let count = |campaign: CampaignId| {
            let tally = core.tallies.get(&campaign).copied().unwrap_or_default();
            Count {
                campaign,
                refused: tally.refused,
                aside: tally.quarantined,
                elsewhere: elsewhere.get(&campaign).copied().unwrap_or_default(),
            }
        };
        let surveys = asked.into_iter().map(count).collect();
        Ok(Counts { surveys })
    }

    /// Tablets by name with what each told that it holds, also those that were revoked: their names stand in histories. Any
    /// member may know; there is nothing of anybody's answer in it.
    pub async fn tablets_hold(&self, actor: &Actor) -> Result<Vec<TabletHolds>, Failure> {
        let now = self.now_ms();
        let control = self.store.control();
        let tablets = control.tablets(actor.organisation(), now).await?;
        let holds = |tablet: Tablet| TabletHolds {
            id: tablet.id,
            held: holds_now(&tablet).map(<[Held]>::to_vec),
            told: tablet.told.as_ref().map(|(at, _)| instant_of_ms(*at)),
            name: tablet.name,
            last_contact: tablet.last_contact.map(instant_of_ms),
            unsent: tablet.unsent,
            revoked: tablet.revoked,
            only: tablet.only,
        };
        Ok(tablets.into_iter().map(holds).collect())
    }
}

fn holds_now(tablet: &Tablet) -> Option<&[Held]> {
    still_held(told(tablet), tablet.unsent)
}

fn told(tablet: &Tablet) -> Option<&[Held]> {
    tablet.told.as_ref().map(|(_, held)| held.as_slice())
}

/// The surveys in the tablet's kit, and those it still holds answers of.
fn asked(core: &Core, org: &Org, tablet: &Tablet, held: &[Held]) -> Vec<CampaignId> {
    let mut asked = match tablet.revoked {
        true => Vec::new(),
        false => campaigns_of(core, org, tablet),
    };
    for one in held {
        if !asked.contains(&one.campaign) {
            asked.push(one.campaign);
        }
    }
    asked
}
