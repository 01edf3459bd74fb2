//! Mail to be sent, and what became of it. A job's key is what it is for, so asking twice makes one; whoever takes it
//! holds it for a while, so that two servers do not send it both.

use super::{People, contact::CHUNK_ROWS, rounds::batch_id, rows::range_of};
use crate::{
    StoreError,
    db::bound,
    error::UNMET,
    rows::{name_of, named},
};
use domain::ids::{CampaignId, ContactId};
use serde::{Deserialize, Serialize};
use surrealdb::types::{Array, RecordId, SurrealValue, Uuid as RowUuid, Value};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    Invitation,
    Reminder,
}

/// What a mail is for: there is one of each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MailKey {
    pub campaign: CampaignId,
    pub contact: ContactId,
    pub kind: MailKind,
    /// Of reminders, from 1.
    pub number: u32,
}

/// A mail to be sent, not before `due` (Unix milliseconds, like the lease).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Job {
    pub key: MailKey,
    pub due: i64,
    /// Until then it is somebody's.
    pub lease: i64,
    /// How often it was taken.
    pub attempts: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Sent,
    /// The mail server would not have it, or never answered.
    Failed,
    /// It was no longer wanted: answered, opted out, closed.
    Dropped,
}

/// What became of a mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    pub key: MailKey,
    /// `2026-11-21`.
    pub day: String,
    pub outcome: Outcome,
}

fn key_id(table: &str, key: &MailKey) -> RecordId {
    let parts = vec![
        Value::Uuid(key.campaign.0.into()),
        Value::Uuid(key.contact.0.into()),
        Value::String(name_of(&key.kind)),
        i64::from(key.number).into_value(),
    ];
    RecordId::new(table, Array::from(parts))
}

/// The parts of a key as columns hold them.
fn key(
    campaign: RowUuid,
    contact: RowUuid,
    kind: &str,
    number: i64,
) -> Result<MailKey, StoreError> {
    Ok(MailKey {
        campaign: CampaignId(campaign.into()),
        contact: ContactId(contact.into()),
        kind: named(kind)?,
        number: u32::try_from(number).unwrap_or_default(),
    })
}

/// A job, without its key, whose parts are columns too.
#[derive(SurrealValue)]
struct JobRow {
    campaign: RowUuid,
    contact: RowUuid,
    kind: String,
    number: i64,
    due: i64,
    lease: i64,
    attempts: i64,
}

#[derive(SurrealValue)]
struct NewRow {
    id: RecordId,
    mail: RecordId,
    row: JobRow,
}

#[derive(SurrealValue)]
struct MailRow {
    campaign: RowUuid,
    contact: RowUuid,
    kind: String,
    number: i64,
    day: String,
    outcome: String,
}

impl JobRow {
    fn of(job: &Job) -> Self {
        Self {
            campaign: job.key.campaign.0.into(),
            contact: job.key.contact.0.into(),
            kind: name_of(&job.key.kind),
            number: job.key.number.into(),
            due: job.due,
            lease: job.lease,
            attempts: job.attempts.into(),
        }
    }

    fn read(self) -> Result<Job, StoreError> {
        Ok(Job {
            key: key(self.campaign, self.contact, &self.kind, self.number)?,
            due: self.due,
            lease: self.lease,
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
        })
    }
}

impl MailRow {
    fn read(self) -> Result<Sent, StoreError> {
        Ok(Sent {
            key: key(self.campaign, self.contact, &self.kind, self.number)?,
            day: self.day,
            outcome: named(&self.outcome)?,
        })
    }
}

impl People {
    /// Asks for mail. What was asked for before, or is done, stays as it is; an invitation that did not leave is asked for
    /// anew.
    pub async fn ask(&self, jobs: &[Job]) -> Result<(), StoreError> {
        for part in jobs.chunks(CHUNK_ROWS) {
            self.ask_part(part).await?;
        }
        Ok(())
    }

    async fn ask_part(&self, jobs: &[Job]) -> Result<(), StoreError> {
        let text = "FOR $one IN $jobs {
                DELETE $one.mail WHERE kind = $invitation AND outcome != $sent RETURN NONE;
                IF !record::exists($one.mail) AND !record::exists($one.id) {
                    CREATE $one.id CONTENT $one.row RETURN NONE
                }
            };";
        let run = self.db.run_again(text, || {
            let rows = jobs.iter().map(|job| NewRow {
                id: key_id("job", &job.key),
                mail: key_id("mail", &job.key),
                row: JobRow::of(job),
            });
            bound! {
                "jobs" = rows.collect::<Vec<_>>(),
                "invitation" = name_of(&MailKind::Invitation),
                "sent" = name_of(&Outcome::Sent),
            }
        });
        run.await.map(|_| ())
    }

    /// Takes the job that is due first and nobody's, until `lease`; nobody else gets it before.
    pub async fn lease(&self, now: i64, lease: i64) -> Result<Option<Job>, StoreError> {
        let text = "BEGIN;
            LET $due = (SELECT id, due FROM job WHERE due <= $now AND lease <= $now ORDER BY due LIMIT 1).id;
            UPDATE $due SET lease = $lease, attempts += 1 RETURN AFTER;
            COMMIT;";
        let run = self
            .db
            .run_again(text, || bound! { "now" = now, "lease" = lease });
        run.await?.first::<JobRow>(2)?.map(JobRow::read).transpose()
    }

    /// What became of a job that is held: it is no longer to be done.
    ///
    /// # Errors
    /// `Unmet` when somebody else holds it meanwhile, or it is done.
    pub async fn done(&self, job: &Job, day: &str, outcome: Outcome) -> Result<(), StoreError> {
        let text = "BEGIN;
            LET $gone = (DELETE $job WHERE lease = $lease RETURN BEFORE);
            IF array::len($gone) != 1 { THROW $unmet };
            CREATE $mail CONTENT $row RETURN NONE;
            IF $row.outcome = $sent {
                UPSERT $batch SET campaign = $row.campaign, kind = $row.kind, number = $row.number, day = $row.day,
                    sent = (sent ?? 0) + 1, noted = noted ?? 0 RETURN NONE
            };
            COMMIT;";
        let run = self.db.run_again(text, || {
            let row = MailRow {
                campaign: job.key.campaign.0.into(),
                contact: job.key.contact.0.into(),
                kind: name_of(&job.key.kind),
                number: job.key.number.into(),
                day: day.to_owned(),
                outcome: name_of(&outcome),
            };
            bound! {
                "job" = key_id("job", &job.key),
                "lease" = job.lease,
                "unmet" = UNMET,
                "mail" = key_id("mail", &job.key),
                "row" = row,
                "sent" = name_of(&Outcome::Sent),
                "batch" = batch_id(job.key.campaign, job.key.kind, job.key.number, day),
            }
        });
        run.await.map(|_| ())
    }

    /// A job that is held is nobody's again, and not due before `due`.
    pub async fn put_off(&self, job: &Job, due: i64) -> Result<(), StoreError> {
        let text = "UPDATE $job SET due = $due, lease = 0 WHERE lease = $lease RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! { "job" = key_id("job", &job.key), "due" = due, "lease" = job.lease }
        });
        run.await.map(|_| ())
    }

    /// Whoever has the token with this hash can say for somebody that they want no more mail.
    pub async fn let_stop(&self, contact: ContactId, hash: &str) -> Result<(), StoreError> {
        let text = "CREATE $stop SET contact = $contact RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! { "stop" = RecordId::new("stop", hash), "contact" = RowUuid::from(contact.0) }
        });
        run.await.map(|_| ())
    }

    /// Somebody wants no more mail.
    ///
    /// # Errors
    /// `Unmet` when nobody is known by the token with this hash.
    pub async fn stop(&self, hash: &str) -> Result<(), StoreError> {
        let text = "BEGIN;
            LET $known = (SELECT VALUE contact FROM ONLY $stop);
            LET $done = (UPDATE type::record('contact', $known) SET opted_out = true RETURN VALUE id);
            IF array::len($done) != 1 { THROW $unmet };
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! { "stop" = RecordId::new("stop", hash), "unmet" = UNMET }
        });
        run.await.map(|_| ())
    }

    /// What waits to be sent for a campaign.
    pub async fn jobs(&self, campaign: CampaignId) -> Result<Vec<Job>, StoreError> {
        let text = "SELECT * FROM $range";
        let bound = bound! { "range" = range_of("job", campaign.0) };
        let rows = self.db.run(text, bound).await?.all::<JobRow>(0)?;
        rows.into_iter().map(JobRow::read).collect()
    }

    /// What waits to be sent to somebody.
    pub async fn jobs_to(&self, contact: ContactId) -> Result<Vec<Job>, StoreError> {
        let text = "SELECT * FROM job WHERE contact = $contact";
        let bound = bound! { "contact" = RowUuid::from(contact.0) };
        let rows = self.db.run(text, bound).await?.all::<JobRow>(0)?;
        rows.into_iter().map(JobRow::read).collect()
    }

    /// What became of a campaign's mail.
    pub async fn mails(&self, campaign: CampaignId) -> Result<Vec<Sent>, StoreError> {
        let text = "SELECT * FROM $range";
        let bound = bound! { "range" = range_of("mail", campaign.0) };
        let rows = self.db.run(text, bound).await?.all::<MailRow>(0)?;
        rows.into_iter().map(MailRow::read).collect()
    }

    /// What was sent to somebody.
    pub async fn mails_to(&self, contact: ContactId) -> Result<Vec<Sent>, StoreError> {
        let text = "SELECT * FROM mail WHERE contact = $contact";
        let bound = bound! { "contact" = RowUuid::from(contact.0) };
        let rows = self.db.run(text, bound).await?.all::<MailRow>(0)?;
        rows.into_iter().map(MailRow::read).collect()
    }
}
