//! What goes because its time is over, with a line of that day that says how much: both in one transaction, so that the
//! numbers are right whoever else removes at the same moment.

use super::{
    People,
    contact::Known,
    edit::rows_of,
    rows::{ContactRow, range_of},
};
use crate::{StoreError, db::bound, rows::damaged};
use domain::{
    Day, day,
    ids::{CampaignId, ContactId},
    retention::{Removal, Removed},
};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Uuid as RowUuid};

#[derive(SurrealValue)]
struct RemovalRow {
    id: RecordId,
    people: i64,
    seats: i64,
    mails: i64,
}

#[derive(SurrealValue)]
struct CountRow {
    seats: i64,
    mails: i64,
    jobs: i64,
}

fn removal_id(on: Day) -> RecordId {
    RecordId::new("removal", day::text(on))
}

fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl People {
    /// Everybody who is kept.
    pub async fn everybody(&self) -> Result<Vec<Known>, StoreError> {
        let mut rows = self.db.run("SELECT * FROM contact", bound!()).await?;
        let rows = rows.all::<ContactRow>(0)?.into_iter();
        rows.map(ContactRow::read).collect()
    }

    /// Who has mail to come.
    pub async fn awaiting_mail(&self) -> Result<Vec<ContactId>, StoreError> {
        let text = "SELECT VALUE contact FROM job GROUP BY contact";
        let mut rows = self.db.run(text, bound!()).await?;
        let ids = rows.all::<RowUuid>(0)?.into_iter();
        Ok(ids.map(|id| ContactId(id.into())).collect())
    }

    /// What is kept of who was asked for a survey; nothing while mail of it waits to be sent.
    pub async fn kept_of(&self, campaign: CampaignId) -> Result<Removal, StoreError> {
        let text = "RETURN {
            seats: array::len((SELECT VALUE id FROM $seats)),
            mails: array::len((SELECT VALUE id FROM $mails)),
            jobs: array::len((SELECT VALUE id FROM $jobs))
        }";
        let bound = bound! {
            "seats" = range_of("seat", campaign.0),
            "mails" = range_of("mail", campaign.0),
            "jobs" = range_of("job", campaign.0),
        };
        let row: Option<CountRow> = self.db.run(text, bound).await?.first(0)?;
        let row = row.filter(|row| row.jobs == 0);
        Ok(row.map_or(Removal::default(), |row| Removal {
            people: 0,
            seats: number(row.seats),
            mails: number(row.mails),
        }))
    }

    /// Removes who was asked for a survey, with their links and what was noted of mail, unless mail of it waits to be
    /// sent. Again, it removes nothing.
    pub async fn forget_asked(&self, campaign: CampaignId, on: Day) -> Result<(), StoreError> {
        let text = "BEGIN;
            IF array::len((SELECT VALUE id FROM $jobs)) = 0 {
                LET $gone = (DELETE $seats RETURN BEFORE);
                FOR $hash IN array::flatten($gone.tokens) { DELETE type::record('token', $hash) RETURN NONE };
                LET $read = (DELETE $mails RETURN BEFORE);
                IF array::len($gone) + array::len($read) > 0 {
                    UPSERT $removal SET seats += array::len($gone), mails += array::len($read) RETURN NONE
                }
            };
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "seats" = range_of("seat", campaign.0),
                "mails" = range_of("mail", campaign.0),
                "jobs" = range_of("job", campaign.0),
                "removal" = removal_id(on),
            }
        });
        run.await.map(|_| ())
    }

    /// Removes somebody with all that names them, unless mail to them waits to be sent, or they are of other sessions or
    /// refused mail meanwhile. Of an address that refused mail a keyed hash stays. Again, it removes nothing.
    pub async fn forget_person(&self, known: &Known, on: Day) -> Result<(), StoreError> {
        let refusing = known.contact.leaves_refusal(None);
        let address = refusing.then_some(known.contact.email.as_str());
        let refusals = self.refusal_ids(address).await?;
        let text = "BEGIN;
            LET $now = (SELECT VALUE array::len(sessions) FROM ONLY $person WHERE opted_out = $opted_out);
            IF $now = $sessions AND array::len((SELECT VALUE id FROM job WHERE contact = $contact)) = 0 {
                FOR $one IN $refusals { UPSERT $one RETURN NONE };
                FOR $one IN $rows { DELETE $one RETURN NONE };
                LET $gone = (DELETE seat WHERE contact = $contact RETURN BEFORE);
                FOR $hash IN array::flatten($gone.tokens) { DELETE type::record('token', $hash) RETURN NONE };
                LET $read = (DELETE mail WHERE contact = $contact RETURN BEFORE);
                DELETE stop WHERE contact = $contact RETURN NONE;
                UPSERT $removal SET people += 1, seats += array::len($gone), mails += array::len($read) RETURN NONE
            };
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "person" = crate::rows::uuid_id("contact", known.id.0),
                "contact" = RowUuid::from(known.id.0),
                "sessions" = i64::try_from(known.sessions.len()).unwrap_or(i64::MAX),
                "rows" = rows_of(known),
                "refusals" = refusals.clone(),
                "opted_out" = known.contact.opted_out,
                "removal" = removal_id(on),
            }
        });
        run.await.map(|_| ())
    }

    /// What was removed, the latest day first.
    pub async fn removals(&self) -> Result<Vec<Removed>, StoreError> {
        let text = "SELECT * FROM removal ORDER BY id DESC LIMIT 100";
        let mut rows = self.db.run(text, bound!()).await?;
        let read = |row: RemovalRow| {
            let on = match &row.id.key {
                RecordIdKey::String(text) => day::read(text),
                _ => None,
            };
            Ok(Removed {
                day: on.ok_or_else(|| damaged("the day of a removal"))?,
                removal: Removal {
                    people: number(row.people),
                    seats: number(row.seats),
                    mails: number(row.mails),
                },
            })
        };
        rows.all::<RemovalRow>(0)?.into_iter().map(read).collect()
    }
}
