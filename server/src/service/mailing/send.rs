//! Sending what is due. One mail at a time: taken for a while, so that no other server sends it; its token stored; sent;
//! marked. A server killed between sending and marking sends that one mail again, with another token of the same seat.

use super::is_wanted;
use crate::{
    mail::{Hours, MailError, Mailer, letter},
    service::{App, Failure, Org},
};
use domain::{
    campaign::{Campaign, Privacy, Stage},
    outreach::is_hour_to_write,
};
use ledger::{Seat, token_hash};
use store::{
    StoreError,
    people::{Job, Known, Outcome},
};

/// How long a job is held: longer than sending one mail may take.
const LEASE_MS: i64 = 10 * 60 * 1_000;
/// After the first failure; twice as long after each.
const BACKOFF_MS: i64 = 5 * 60 * 1_000;
const ATTEMPTS_MAX: u32 = 6;

/// What became of a job that was taken.
enum Step {
    Done(Outcome),
    /// To be tried again, not before that (Unix milliseconds).
    Later(i64),
}

impl App {
    /// Ends when somebody asks for mail to be sent.
    pub async fn mail_wanted(&self) {
        self.wake.notified().await;
    }

    /// Sends what is due in each organisation, at hours when people are written to, and tells the log of it; answers how many
    /// mails left.
    ///
    /// # Errors
    /// `Busy`; what was sent is marked.
    pub async fn send_due(&self) -> Result<u32, Failure> {
        let mut sent = 0;
        let mut failed = None;
        for org in self.orgs() {
            // What fails in one organisation keeps no mail of others back, and the log is told of what left all the same.
            let of_this = self.send_of(&org).await;
            let noted = self.note_sent(&org).await;
            match of_this.and_then(|more| noted.map(|()| more)) {
                Ok(more) => sent += more,
                Err(failure) => failed = Some(failure),
            }
        }
        failed.map_or(Ok(sent), Err)
    }

    async fn send_of(&self, org: &Org) -> Result<u32, Failure> {
        let Some(mailer) = &self.settings.mailer else {
            return Ok(0);
        };
        if self.is_hour(org, mailer) {
            self.remind(org).await?;
        }
        let mut sent = 0;
        while self.is_hour(org, mailer) {
            let now = self.now_ms();
            let Some(job) = org.people.lease(now, now + LEASE_MS).await? else {
                break;
            };
            match self.step(org, mailer, &job).await? {
                Step::Done(outcome) => {
                    let today = org.today().to_string();
                    match org.people.done(&job, &today, outcome).await {
                        Ok(()) => sent += u32::from(outcome == Outcome::Sent),
                        // Its lease ran out, and another server has it.
                        Err(StoreError::Unmet) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                Step::Later(due) => org.people.put_off(&job, due).await?,
            }
        }
        Ok(sent)
    }

    /// Whether people of an organisation are written to now.
    fn is_hour(&self, org: &Org, mailer: &Mailer) -> bool {
        let now = self.host.now().to_zoned(org.zone());
        mailer.hours == Hours::Always
            || is_hour_to_write(now.date(), now.time(), org.info().territory)
    }

    async fn step(&self, org: &Org, mailer: &Mailer, job: &Job) -> Result<Step, Failure> {
        let record = org.read().await?.campaign(job.key.campaign);
        let known = org.people.contacts(&[job.key.contact]).await?.pop();
        let (Some(record), Some(known)) = (record, known) else {
            return Ok(Step::Done(Outcome::Dropped));
        };
        // It opens later than when this was asked for.
        if record.stage(org.today()) == Stage::Planned {
            return Ok(Step::Later(self.due(org, record.opens)));
        }
        // Whoever took it that often died of it.
        if job.attempts > ATTEMPTS_MAX {
            return Ok(Step::Done(Outcome::Failed));
        }
        let seat = Seat {
            campaign: job.key.campaign,
            id: known.id.0,
        };
        let answered = org.people.is_spent(&seat).await?;
        if !is_wanted(&known, &record, org.today(), answered) {
            return Ok(Step::Done(Outcome::Dropped));
        }
        let links = self.links(org, job, &record, &known).await?;
        let stop = links.1.clone();
        let contact = &known.contact;
        let to = (contact.name.clone(), contact.lang, contact.minor);
        let ask = self.ask(org, &record, job.key.kind, to, links).await?;
        let (to, reply_to) = ((&*contact.name, &*contact.email), &org.info().contact);
        let letter = letter(&ask);
        let id = self.host.random_id();
        let sent = mailer.send(id, to, reply_to, Some(&stop), &letter);
        Ok(match sent.await {
            Ok(()) => Step::Done(Outcome::Sent),
            Err(error) => {
                tracing::warn!(%error, attempt = job.attempts, "a mail did not leave");
                if matches!(error, MailError::Address(_)) {
                    let refused = org.people.refuse(known.id, &contact.email, org.today());
                    refused.await?;
                }
                let refused = !matches!(error, MailError::Later(_));
                match refused || job.attempts >= ATTEMPTS_MAX {
                    true => Step::Done(Outcome::Failed),
                    false => {
                        let wait = BACKOFF_MS << job.attempts.saturating_sub(1).min(6);
                        Step::Later(self.now_ms() + wait)
                    }
                }
            }
        })
    }

    /// Where to answer, and where to say that one wants no more mail.
    async fn links(
        &self,
        org: &Org,
        job: &Job,
        record: &Campaign,
        known: &Known,
    ) -> Result<(String, String), Failure> {
        let slug = &org.info().slug;
        let address = &self.settings.address;
        let link = if record.privacy == Privacy::Anonyme {
            format!("{slug}.{}", record.link)
        } else {
            let (seat, link) = self.personal(org, job.key.campaign, record, known.id)?;
            org.people.seat(&[seat]).await?;
            link
        };
        let stop = domain::campaign::link(self.host.bytes());
        org.people.let_stop(known.id, &token_hash(&stop)).await?;
        Ok((
            format!("{address}/r/#c={link}"),
            format!("{address}/stop/{slug}/{stop}"),
        ))
    }
}
