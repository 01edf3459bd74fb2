//! How long what names people is kept: chosen, shown before it is shorter, and done each day.

use super::{App, Failure, Org};
use crate::auth::{Granted, People};
use api::model::Me;
use domain::{
    campaign::Campaign,
    campaign::CampaignStatus,
    entity::EntityKind,
    ids::{CampaignId, SessionId},
    retention::{Removal, Removed, Retention},
};
use std::collections::HashSet;
use store::people::Known;

/// What is past its time.
struct Due {
    /// Surveys whose links go.
    campaigns: Vec<CampaignId>,
    people: Vec<Known>,
}

impl App {
    /// What was removed so far, the latest day first.
    pub async fn removals(&self, actor: &Granted<People>) -> Result<Vec<Removed>, Failure> {
        Ok(actor.org.people.removals().await?)
    }

    /// What would be removed today under these periods.
    ///
    /// # Errors
    /// `Refused` for a period that cannot be chosen.
    pub async fn would_remove(
        &self,
        actor: &Granted<People>,
        keep: Retention,
    ) -> Result<Removal, Failure> {
        check(keep)?;
        let org = &actor.org;
        let due = due(org, keep).await?;
        let mut sum = Removal {
            people: u32::try_from(due.people.len()).unwrap_or(u32::MAX),
            ..Removal::default()
        };
        for campaign in due.campaigns {
            let kept = org.people.kept_of(campaign).await?;
            sum.seats += kept.seats;
            sum.mails += kept.mails;
        }
        Ok(sum)
    }

    /// Keeps for so long from here on; what is past it goes with the next daily removal.
    ///
    /// # Errors
    /// `Refused` for a period that cannot be chosen.
    pub async fn set_retention(
        &self,
        actor: &Granted<People>,
        keep: Retention,
    ) -> Result<Me, Failure> {
        check(keep)?;
        self.change_organisation(&actor.org, |info| info.retention = keep)
            .await?;
        self.me(actor).await
    }
}

/// Removes what is past its time. Twice a day, or on two servers at once, it does the same once.
pub(super) async fn remove_due(org: &Org) -> Result<(), Failure> {
    let (due, today) = (due(org, org.info().retention).await?, org.today());
    for campaign in due.campaigns {
        org.people.forget_asked(campaign, today).await?;
    }
    for known in &due.people {
        org.people.forget_person(known, today).await?;
    }
    Ok(())
}

async fn due(org: &Org, keep: Retention) -> Result<Due, Failure> {
    let everybody = org.people.everybody().await?;
    let awaiting: HashSet<_> = org.people.awaiting_mail().await?.into_iter().collect();
    let (core, today) = (org.read().await?, org.today());
    let mut campaigns = Vec::new();
    // Whoever is of a session that is still asked, or will be, is needed.
    let mut asked: HashSet<SessionId> = HashSet::new();
    for (id, campaign) in core.all::<Campaign>(EntityKind::Campaign) {
        if campaign.status == CampaignStatus::Open {
            asked.insert(campaign.session);
        } else if keep.links_go(&campaign, today) {
            campaigns.push(CampaignId(id));
        }
    }
    let goes = |known: &Known| {
        let sessions = known.sessions.iter().map(|of| of.session);
        // The end of a session that is not there is not known: nobody goes by a guess.
        let ends: Option<Vec<_>> = sessions
            .clone()
            .map(|id| Some(core.session(id)?.ends))
            .collect();
        !awaiting.contains(&known.id)
            && !sessions.clone().any(|id| asked.contains(&id))
            && ends.is_some_and(|ends| keep.contact_goes(ends, today))
    };
    Ok(Due {
        campaigns,
        people: everybody.into_iter().filter(goes).collect(),
    })
}

fn check(keep: Retention) -> Result<(), Failure> {
    keep.check()
        .map_err(|(field, refusal)| Failure::refused(field, refusal))
}
