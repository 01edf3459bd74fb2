//! How long what names people, or may, is kept: chosen, shown before it is shorter, and done each day.

use super::{App, Failure, Org};
use crate::auth::{Granted, People};
use api::model::Me;
use domain::{
    Day,
    campaign::Campaign,
    campaign::CampaignStatus,
    entity::EntityKind,
    ids::{CampaignId, SessionId},
    retention::{Removal, Removed, Retention, UNSENT_DAYS},
};
use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
};
use store::people::Known;

const DAY_MS: i64 = 24 * 3_600 * 1_000;

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
        let since = self.mail_since();
        let due = due(org, keep, since).await?;
        let mut sum = Removal {
            people: u32::try_from(due.people.len()).unwrap_or(u32::MAX),
            answers: org.would_reduce(keep).await?,
            refused: org.would_forget(keep).await?,
            ..Removal::default()
        };
        for campaign in org.people.with_asked(&due.campaigns).await? {
            let kept = org.people.kept_of(campaign, since).await?;
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

    /// Removes what is past its time, once a day: nothing more is past it before tomorrow, unless the periods change. Two
    /// servers at once do the same once.
    pub(super) async fn remove_due(&self, org: &Org) -> Result<(), Failure> {
        let (today, keep) = (org.today(), org.info().retention);
        if org.removed.done(today, keep) {
            return Ok(());
        }
        let since = self.mail_since();
        let due = due(org, keep, since).await?;
        for campaign in org.people.with_asked(&due.campaigns).await? {
            org.people.forget_asked(campaign, today, since).await?;
        }
        for known in &due.people {
            org.people.forget_person(known, today, since).await?;
        }
        org.reduce_due(keep).await?;
        org.forget_due(keep).await?;
        org.removed.did(today, keep);
        Ok(())
    }

    /// Mail that was due before does not leave any more (Unix milliseconds).
    fn mail_since(&self) -> i64 {
        match self.settings.mailer {
            Some(_) => i64::MIN,
            None => self.now_ms() - UNSENT_DAYS * DAY_MS,
        }
    }
}

/// The day of the last removal, and by which periods it was.
#[derive(Default)]
pub(super) struct LastRemoval(Mutex<Option<(Day, Retention)>>);

impl LastRemoval {
    fn done(&self, today: Day, keep: Retention) -> bool {
        *self.lock() == Some((today, keep))
    }

    fn did(&self, today: Day, keep: Retention) {
        *self.lock() = Some((today, keep));
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Day, Retention)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn due(org: &Org, keep: Retention, since: i64) -> Result<Due, Failure> {
    let everybody = org.people.everybody().await?;
    let awaiting = org.people.awaiting_mail(since).await?;
    let awaiting: HashSet<_> = awaiting.into_iter().collect();
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
