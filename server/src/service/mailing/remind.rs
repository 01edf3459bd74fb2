//! Reminders: each day of a campaign's calendar is seen to once, in the first hour to write from then on. Who was invited
//! before that day and has not answered is asked again; in an anonymous campaign everybody who was invited, for nobody knows.
//! Planning it twice, on two servers or after a crash, makes the same jobs: the keys are the same.

use super::job;
use crate::{
    mail::Hours,
    service::{App, Failure, Org, once::to_write},
};
use domain::{
    Day,
    campaign::{Campaign, Stage},
    day,
    entity::EntityKind,
    ids::{CampaignId, ContactId},
    outreach::{due_reminder, next_reminder},
};
use std::collections::HashSet;
use store::people::{Job, MailKey, MailKind, Outcome, Round};

impl App {
    /// Asks for the reminders whose day has come.
    pub(super) async fn remind(&self, org: &Org) -> Result<(), Failure> {
        let today = org.today();
        // Without what was seen to: most campaigns are told by it, and the rest is looked up at once.
        let candidates: Vec<(CampaignId, Campaign)> = {
            let core = org.read().await?;
            let all = core.all::<Campaign>(EntityKind::Campaign);
            let due = |campaign: &Campaign| {
                campaign.stage(today) == Stage::Open
                    && due_reminder(&campaign.reminders, None, today, campaign.closes).is_some()
            };
            all.filter(|(_, campaign)| due(campaign))
                .map(|(id, campaign)| (CampaignId(id), campaign))
                .collect()
        };
        let ids: Vec<CampaignId> = candidates.iter().map(|(id, _)| *id).collect();
        let rounds = org.people.rounds(&ids).await?;
        for (id, record) in candidates {
            let before = rounds.get(&id);
            let last = before.and_then(|round| day::read(&round.last));
            let due = due_reminder(&record.reminders, last, today, record.closes);
            if let Some(due) = due {
                let number = before.map_or(0, |round| round.number);
                self.round(org, (id, &record), due, number).await?;
            }
        }
        Ok(())
    }

    /// Sees to one reminder of a campaign, after `before` that somebody got.
    async fn round(
        &self,
        org: &Org,
        (campaign, record): (CampaignId, &Campaign),
        due: Day,
        before: u32,
    ) -> Result<(), Failure> {
        let invited = invited(org, campaign, due).await?;
        let mut people = match invited.is_empty() {
            true => Vec::new(),
            false => to_write(org, campaign, record).await?,
        };
        people.retain(|known| invited.contains(&known.id));
        let number = before + u32::from(!people.is_empty());
        let now = self.now_ms();
        let jobs = people.iter().map(|known| {
            let key = MailKey {
                campaign,
                contact: known.id,
                kind: MailKind::Reminder,
                number,
            };
            job(key, now)
        });
        org.people.ask(&jobs.collect::<Vec<Job>>()).await?;
        let round = Round {
            last: due.to_string(),
            number,
        };
        Ok(org.people.had_round(campaign, &round).await?)
    }

    /// When the next reminder of a campaign leaves; none where no mail is sent.
    pub(super) async fn next_reminder(
        &self,
        org: &Org,
        id: CampaignId,
        record: &Campaign,
    ) -> Result<Option<Day>, Failure> {
        let Some(mailer) = &self.settings.mailer else {
            return Ok(None);
        };
        if !matches!(record.stage(org.today()), Stage::Planned | Stage::Open) {
            return Ok(None);
        }
        let rounds = org.people.rounds(&[id]).await?;
        let last = rounds.get(&id).and_then(|round| day::read(&round.last));
        let now = self.host.now().to_zoned(org.zone()).datetime();
        let territory = (mailer.hours == Hours::Office).then(|| org.info().territory);
        let days = &record.reminders;
        Ok(next_reminder(days, last, now, record.closes, territory))
    }
}

/// Who got the invitation before a day.
async fn invited(
    org: &Org,
    campaign: CampaignId,
    before: Day,
) -> Result<HashSet<ContactId>, Failure> {
    let mails = org.people.mails(campaign).await?.into_iter();
    let invited = mails.filter(|mail| {
        let left = mail.key.kind == MailKind::Invitation && mail.outcome == Outcome::Sent;
        left && day::read(&mail.day).is_some_and(|day| day < before)
    });
    Ok(invited.map(|mail| mail.key.contact).collect())
}
