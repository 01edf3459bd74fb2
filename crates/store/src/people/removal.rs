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
    answers: Option<i64>,
    refused: Option<i64>,
}

#[derive(SurrealValue)]
struct AskedRow {
    id: RowUuid,
    seats: RecordId,
    mails: RecordId,
}

#[derive(SurrealValue)]
struct CountRow {
    seats: i64,
    mails: i64,
    jobs: i64,
}

pub(crate) fn removal_id(on: Day) -> RecordId {
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

    /// Who has mail to come that was due after `since` (Unix milliseconds): what has waited for longer leaves no more.
    pub async fn awaiting_mail(&self, since: i64) -> Result<Vec<ContactId>, StoreError> {
        let text = "SELECT VALUE contact FROM job WHERE due > $since GROUP BY contact";
        let mut rows = self.db.run(text, bound! { "since" = since }).await?;
        let ids = rows.all::<RowUuid>(0)?.into_iter();
        Ok(ids.map(|id| ContactId(id.into())).collect())
    }

    /// Those of the campaigns of which it is still kept who was asked.
    pub async fn with_asked(
        &self,
        campaigns: &[CampaignId],
    ) -> Result<Vec<CampaignId>, StoreError> {
        let text = "RETURN $all.filter(|$one|
            array::len((SELECT VALUE id FROM $one.seats LIMIT 1)) > 0
            OR array::len((SELECT VALUE id FROM $one.mails LIMIT 1)) > 0).id";
        let all = campaigns.iter().map(|campaign| AskedRow {
            id: campaign.0.into(),
            seats: range_of("seat", campaign.0),
            mails: range_of("mail", campaign.0),
        });
        let bound = bound! { "all" = all.collect::<Vec<_>>() };
        let ids = self.db.run(text, bound).await?.all::<RowUuid>(0)?;
        Ok(ids.into_iter().map(|id| CampaignId(id.into())).collect())
    }

    /// What is kept of who was asked for a survey; nothing while mail of it waits to be sent that was due after `since`.
    pub async fn kept_of(&self, campaign: CampaignId, since: i64) -> Result<Removal, StoreError> {
        let text = "RETURN {
            seats: array::len((SELECT VALUE id FROM $seats)),
            mails: array::len((SELECT VALUE id FROM $mails)),
            jobs: array::len((SELECT VALUE id FROM $jobs WHERE due > $since))
        }";
        let bound = bound! {
            "seats" = range_of("seat", campaign.0),
            "mails" = range_of("mail", campaign.0),
            "jobs" = range_of("job", campaign.0),
            "since" = since,
        };
        let row: Option<CountRow> = self.db.run(text, bound).await?.first(0)?;
        let row = row.filter(|row| row.jobs == 0);
        Ok(row.map_or(Removal::default(), |row| Removal {
            seats: number(row.seats),
            mails: number(row.mails),
            ..Removal::default()
        }))
    }

    /// Removes who was asked for a survey, with their links and what was noted of mail, unless mail of it waits to be
    /// sent that was due after `since`. Again, it removes nothing.
    pub async fn forget_asked(
        &self,
        campaign: CampaignId,
        on: Day,
        since: i64,
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            IF array::len((SELECT VALUE id FROM $jobs WHERE due > $since)) = 0 {
                DELETE $jobs RETURN NONE;
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
                "since" = since,
                "removal" = removal_id(on),
            }
        });
        run.await.map(|_| ())
    }

    /// Removes somebody with all that names them, unless mail to them waits to be sent that was due after `since`, or they
    /// are of other sessions or refused mail meanwhile. Of an address that refused mail a keyed hash stays. Again, it
    /// removes nothing.
    pub async fn forget_person(
        &self,
        known: &Known,
        on: Day,
        since: i64,
    ) -> Result<(), StoreError> {
        let refusing = known.contact.leaves_refusal(None);
        let address = refusing.then_some(known.contact.email.as_str());
        let refusals = self.refusal_ids(address).await?;
        let text = "BEGIN;
            LET $now = (SELECT VALUE array::len(sessions) FROM ONLY $person WHERE opted_out = $opted_out);
            IF $now = $sessions AND array::len((SELECT VALUE id FROM job WHERE contact = $contact AND due > $since)) = 0 {
                DELETE job WHERE contact = $contact RETURN NONE;
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
                "since" = since,
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
                    answers: number(row.answers.unwrap_or(0)),
                    refused: number(row.refused.unwrap_or(0)),
                },
            })
        };
        rows.all::<RemovalRow>(0)?.into_iter().map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        NewOrg, Store,
        people::{NewSeat, SeatOf},
    };
    use domain::ids::OrgId;
    use ledger::Seat;
    use surrealdb::types::Value;
    use uuid::Uuid;

    async fn people() -> People {
        let store = Store::open("mem://").await.unwrap();
        let new = NewOrg {
            epoch: "life-1".to_owned(),
        };
        let org = store.org(OrgId(Uuid::from_u128(1)), &new).await.unwrap();
        org.people()
    }

    #[tokio::test]
    async fn what_is_kept_of_somebody_is_found_by_an_index() {
        let people = people().await;
        for table in ["seat", "job", "mail", "stop"] {
            for which in ["contact = $one", "contact IN $some"] {
                let text = format!("DELETE {table} WHERE {which} EXPLAIN");
                let one = RowUuid::from(Uuid::from_u128(5));
                let bound = bound! { "one" = one, "some" = vec![one] };
                let plan = people.db.run(&text, bound).await.unwrap().all::<Value>(0);
                let plan = format!("{:?}", plan.unwrap());
                assert!(plan.contains(&format!("{table}_contact")), "{text}: {plan}");
            }
        }
    }

    #[tokio::test]
    async fn surveys_of_which_nothing_is_kept_are_passed_over() {
        let people = people().await;
        let [asked, other] = [30, 31].map(|n| CampaignId(Uuid::from_u128(n)));
        let contact = Uuid::from_u128(5);
        let seat = NewSeat {
            seat: Seat {
                campaign: asked,
                id: contact,
            },
            of: SeatOf::Contact(ContactId(contact)),
            hash: "h".to_owned(),
        };
        people.seat(&[seat]).await.unwrap();
        assert_eq!(people.with_asked(&[other, asked]).await.unwrap(), [asked]);
        let on = day::read("2027-03-01").unwrap();
        people.forget_asked(asked, on, i64::MIN).await.unwrap();
        assert_eq!(people.with_asked(&[other, asked]).await.unwrap(), []);
        assert_eq!(people.with_asked(&[]).await.unwrap(), []);
    }
}
