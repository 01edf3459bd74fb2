//! Writing to the people of a session: what is asked for, shown, tried and sent. Sending itself is in `send`, reminders by the
//! campaign's calendar in `remind`, what the log tells of it in `note`.

mod note;
mod remind;
mod send;

use super::{
    App, Failure, Org,
    once::{answered, open_campaign, to_write},
    people::shown,
};
use crate::{
    auth::{Granted, Plan},
    mail::{Ask, Hours, Letter, Mailer, letter},
};
use api::outreach::{Asked, Mailing, Preview};
use domain::{
    Day, Lang, Refusal,
    campaign::{Campaign, Privacy},
    day,
    ids::{CampaignId, ContactId},
    outreach::first_day,
};
use jiff::civil::time;
use std::collections::HashMap;
use store::{
    StoreError,
    people::{Job, Known, MailKey, MailKind, Outcome},
};

/// The hour at which mail of a later day becomes due.
const HOUR: i8 = 8;

impl App {
    /// Who was and will be written to for a campaign.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn mailing(
        &self,
        actor: &Granted<Plan>,
        campaign: CampaignId,
    ) -> Result<Mailing, Failure> {
        let org = &actor.org;
        let record = org.read().await?.campaign(campaign);
        let record = record.ok_or(Failure::NotFound)?;
        let mut people = org.people.of_session(record.session).await?;
        let there = people.len();
        people.retain(|known| record.asks(&known.contact));
        let others = there - people.len();
        let reminder = self.next_reminder(org, campaign, &record).await?;
        let personal = record.privacy != Privacy::Anonyme;
        let answered = answered(org, campaign).await?;
        let mut waiting: HashMap<ContactId, Vec<Job>> = HashMap::new();
        for job in org.people.jobs(campaign).await? {
            waiting.entry(job.key.contact).or_default().push(job);
        }
        let mut mails: HashMap<ContactId, Vec<_>> = HashMap::new();
        for mail in org.people.mails(campaign).await? {
            mails.entry(mail.key.contact).or_default().push(mail);
        }
        let asked = people.into_iter().map(|known| {
            let (id, mut days, mut failed) = (known.id, Vec::new(), false);
            for mail in mails.remove(&id).unwrap_or_default() {
                match mail.outcome {
                    Outcome::Sent => days.extend(day::read(&mail.day)),
                    Outcome::Failed => failed = true,
                    Outcome::Dropped => {}
                }
            }
            let waiting = waiting.remove(&id).unwrap_or_default();
            let next = waiting.iter().map(|job| job.due).min();
            let next = next.map(|due| self.day_of(org, due));
            // Nobody is reminded of an invitation that leaves on the same day.
            let reminded = !failed && known.contact.is_written_to() && !answered.contains(&id);
            let invited = days.iter().min().copied();
            let later =
                reminder.filter(|day| reminded && invited.is_some_and(|first| first < *day));
            Asked {
                person: shown(known),
                sent: u32::try_from(days.len()).unwrap_or(u32::MAX),
                last: days.into_iter().max(),
                failed,
                next: next.or(later),
                answered: personal.then(|| answered.contains(&id)),
            }
        });
        Ok(Mailing {
            sender: self.settings.mailer.as_ref().map(Mailer::sender),
            reminder,
            others: u32::try_from(others).unwrap_or(u32::MAX),
            people: asked.collect(),
        })
    }

    /// What a person may be written by hand: an invitation with their link. It offers no end of mail, which this server does
    /// not send.
    pub(super) async fn by_hand(
        &self,
        org: &Org,
        record: &Campaign,
        known: &Known,
        link: &str,
    ) -> Result<Preview, Failure> {
        let contact = &known.contact;
        let to = (contact.name.clone(), contact.lang, contact.minor);
        let links = (self.address_of(link), String::new());
        let ask = self.ask(org, record, MailKind::Invitation, to, links);
        Ok(shown_letter(letter(&ask.await?)))
    }

    /// The address behind a link.
    fn address_of(&self, link: &str) -> String {
        format!("{}/r/#c={link}", self.settings.address)
    }

    /// The letter as somebody would get it; where the server sends no mail, as anybody may be written by hand.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn mail_preview(
        &self,
        actor: &Granted<Plan>,
        campaign: CampaignId,
        lang: Lang,
        reminder: bool,
    ) -> Result<Preview, Failure> {
        let letter = self.sample(actor, campaign, lang, reminder).await?;
        Ok(shown_letter(letter))
    }

    /// The same to whoever asks; its link counts nothing.
    ///
    /// # Errors
    /// `NotFound`; `Refused` when no mail server is set, or it does not take the mail.
    pub async fn test_mail(
        &self,
        actor: &Granted<Plan>,
        campaign: CampaignId,
        lang: Lang,
    ) -> Result<(), Failure> {
        let mailer = self.settings.mailer.as_ref().ok_or_else(no_mailer)?;
        let letter = self.sample(actor, campaign, lang, false).await?;
        let me = self.me(actor).await?;
        let contact = actor.org.info().contact.clone();
        let id = self.host.random_id();
        let sent = mailer
            .send(id, (&me.name, &me.email), &contact, None, &letter)
            .await;
        sent.map_err(|error| {
            tracing::warn!(%error, "a test mail was not sent");
            Failure::refused("", Refusal::NotSent)
        })
    }

    /// Asks for the invitation of everybody of the session whom the campaign asks, who may be written to and has not answered.
    /// Asking again changes nothing for who was asked, unless the invitation did not leave. Answers how many people that is.
    ///
    /// # Errors
    /// `NotFound`; `Refused` for a closed campaign, or when no mail server is set.
    pub async fn send_mail(
        &self,
        actor: &Granted<Plan>,
        campaign: CampaignId,
    ) -> Result<u32, Failure> {
        let mailer = self.settings.mailer.as_ref().ok_or_else(no_mailer)?;
        let org = &actor.org;
        let record = open_campaign(org, campaign).await?;
        let people = to_write(org, campaign, &record).await?;
        let now = self.host.now().to_zoned(org.zone());
        let asked = match mailer.hours {
            Hours::Always => record.opens.max(now.date()),
            Hours::Office => first_day(record.opens, now.datetime(), org.info().territory),
        };
        let due = self.due(org, asked);
        let jobs = people.iter().map(|known| {
            let key = MailKey {
                campaign,
                contact: known.id,
                kind: MailKind::Invitation,
                number: 0,
            };
            job(key, due)
        });
        let jobs: Vec<Job> = jobs.collect();
        org.people.ask(&jobs).await?;
        self.wake.notify_one();
        Ok(u32::try_from(people.len()).unwrap_or(u32::MAX))
    }

    /// Somebody wants no more mail, by the token of one they got.
    ///
    /// # Errors
    /// `LinkUnknown`.
    pub async fn stop_mail(&self, slug: &str, token: &str) -> Result<(), Failure> {
        let org = self.org_of_slug(slug).ok_or(Failure::LinkUnknown)?;
        match org.people.stop(&ledger::token_hash(token)).await {
            Err(StoreError::Unmet) => Err(Failure::LinkUnknown),
            other => Ok(other?),
        }
    }

    async fn sample(
        &self,
        actor: &Granted<Plan>,
        campaign: CampaignId,
        lang: Lang,
        reminder: bool,
    ) -> Result<Letter, Failure> {
        let org = &actor.org;
        let record = org.read().await?.campaign(campaign);
        let record = record.ok_or(Failure::NotFound)?;
        let kind = match reminder {
            true => MailKind::Reminder,
            false => MailKind::Invitation,
        };
        let (name, stop) = match self.settings.mailer {
            Some(_) => {
                let stop = format!("{}/stop/…", self.settings.address);
                (self.me(actor).await?.name, stop)
            }
            None => (String::new(), String::new()),
        };
        let to = (name, lang, false);
        let link = match record.privacy {
            Privacy::Anonyme => format!("{}.{}", org.info().slug, record.link),
            Privacy::Confidentiel | Privacy::Nominatif => "…".to_owned(),
        };
        let link = self.address_of(&link);
        let ask = self.ask(org, &record, kind, to, (link, stop)).await?;
        Ok(letter(&ask))
    }

    /// What a letter to somebody (name, language, minor) says.
    async fn ask(
        &self,
        org: &Org,
        record: &Campaign,
        kind: MailKind,
        (name, lang, minor): (String, Lang, bool),
        (link, stop): (String, String),
    ) -> Result<Ask, Failure> {
        let core = org.read().await?;
        let session = core.session(record.session).ok_or(Failure::NotFound)?;
        let questionnaire = core.questionnaire(&record.questionnaire);
        let info = org.info();
        Ok(Ask {
            lang,
            kind,
            name,
            organisation: info.name.clone(),
            contact: info.contact.clone(),
            session: session.title,
            minutes: questionnaire.as_ref().map_or(3, |asked| asked.minutes),
            signs: questionnaire
                .as_ref()
                .is_some_and(|asked| asked.asks_to_sign()),
            survey: questionnaire
                .map_or_else(String::new, |asked| asked.title.get(lang).to_owned()),
            closes: record.closes,
            today: org.today(),
            privacy: record.privacy,
            privacy_reason: record.privacy_reason.clone(),
            minor,
            link,
            stop,
        })
    }

    /// When mail of a day is due: at once today, in the morning of a later day.
    fn due(&self, org: &Org, day: Day) -> i64 {
        let now = self.now_ms();
        if day <= org.today() {
            return now;
        }
        let morning = day.to_datetime(time(HOUR, 0, 0, 0));
        let morning = org.zone().to_ambiguous_zoned(morning).compatible();
        morning.map_or(now, |at| at.timestamp().as_millisecond())
    }

    pub(super) fn day_of(&self, org: &Org, ms: i64) -> Day {
        let at = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
        at.to_zoned(org.zone()).date()
    }
}

fn job(key: MailKey, due: i64) -> Job {
    Job {
        key,
        due,
        lease: 0,
        attempts: 0,
    }
}

fn shown_letter(letter: Letter) -> Preview {
    Preview {
        subject: letter.subject,
        text: letter.text,
    }
}

fn no_mailer() -> Failure {
    Failure::refused("", Refusal::NoMailer)
}

/// Whether mail to somebody is still wanted.
fn is_wanted(known: &Known, record: &Campaign, today: Day, answered: bool) -> bool {
    let open = ledger::takes_from_links(record, today);
    open && known.contact.is_written_to() && record.asks(&known.contact) && !answered
}
