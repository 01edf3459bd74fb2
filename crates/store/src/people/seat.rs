//! Seats of a campaign and their tokens. An answer fills a seat in the transaction that stores it (`log/write.rs`).

use super::{
    People,
    rows::{pair_of, range_of},
};
use crate::{
    StoreError,
    db::bound,
    rows::{damaged, pair_id},
};
use domain::ids::{CampaignId, ContactId};
use ledger::{Seat, Ticket};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Uuid as RowUuid};

/// A token more for a seat, which is made if it is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSeat {
    pub seat: Seat,
    pub of: SeatOf,
    /// Of its token.
    pub hash: String,
}

/// Whose a seat is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SeatOf {
    Contact(ContactId),
    /// Of whoever got the strip with this number.
    Strip(u32),
}

impl SeatOf {
    fn contact(self) -> Option<RowUuid> {
        match self {
            SeatOf::Contact(id) => Some(id.0.into()),
            SeatOf::Strip(_) => None,
        }
    }

    fn strip(self) -> Option<i64> {
        match self {
            SeatOf::Contact(_) => None,
            SeatOf::Strip(number) => Some(number.into()),
        }
    }
}

/// How a seat stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SeatState {
    pub contact: Option<ContactId>,
    pub strip: Option<u32>,
    pub spent: bool,
}

#[derive(SurrealValue)]
struct SeatRow {
    contact: Option<RowUuid>,
    strip: Option<i64>,
    spent: bool,
}

#[derive(SurrealValue)]
struct NewRow {
    id: RecordId,
    contact: Option<RowUuid>,
    strip: Option<i64>,
    hash: String,
    token: RecordId,
}

/// What a token is looked up as.
#[derive(SurrealValue)]
pub(crate) struct TicketRow {
    id: RecordId,
    seat: RecordId,
    contact: Option<RowUuid>,
    spent: bool,
}

impl TicketRow {
    /// `SELECT` it from this, given token ids.
    pub(crate) const SELECT: &'static str =
        "SELECT id, seat, seat.contact AS contact, seat.spent AS spent FROM $tokens";

    pub(crate) fn read(self) -> Result<(String, Ticket), StoreError> {
        let RecordIdKey::String(hash) = self.id.key else {
            return Err(damaged("a token"));
        };
        let (campaign, id) = pair_of(&self.seat)?;
        let seat = Seat {
            campaign: CampaignId(campaign),
            id,
        };
        let ticket = Ticket {
            seat,
            contact: self.contact.map(|id| ContactId(id.into())),
            spent: self.spent,
        };
        Ok((hash, ticket))
    }
}

pub(crate) fn token_id(hash: &str) -> RecordId {
    RecordId::new("token", hash)
}

pub(crate) fn seat_id(seat: &Seat) -> RecordId {
    pair_id("seat", seat.campaign.0, seat.id)
}

impl People {
    /// Seats with a token each, all or none.
    pub async fn seat(&self, new: &[NewSeat]) -> Result<(), StoreError> {
        let text = "BEGIN;
            FOR $one IN $new {
                UPSERT $one.id SET contact = $one.contact, strip = $one.strip, spent = spent ?? false,
                    tokens = array::append(tokens ?? [], $one.hash) RETURN NONE;
                CREATE $one.token SET seat = $one.id RETURN NONE;
            };
            COMMIT;";
        let run = self.db.run_again(text, || {
            let rows = new.iter().map(|new| NewRow {
                id: seat_id(&new.seat),
                contact: new.of.contact(),
                strip: new.of.strip(),
                hash: new.hash.clone(),
                token: token_id(&new.hash),
            });
            bound! { "new" = rows.collect::<Vec<_>>() }
        });
        run.await.map(|_| ())
    }

    /// Whether an answer came for a seat.
    pub async fn is_spent(&self, seat: &Seat) -> Result<bool, StoreError> {
        let text = "SELECT VALUE spent FROM ONLY $seat";
        let bound = bound! { "seat" = seat_id(seat) };
        let spent: Option<bool> = self.db.run(text, bound).await?.first(0)?;
        Ok(spent == Some(true))
    }

    /// The seats of a campaign.
    pub async fn seats(&self, campaign: CampaignId) -> Result<Vec<SeatState>, StoreError> {
        let text = "SELECT contact, strip, spent FROM $range";
        let bound = bound! { "range" = range_of("seat", campaign.0) };
        let mut rows = self.db.run(text, bound).await?;
        let rows = rows.all::<SeatRow>(0)?.into_iter();
        let state = |row: SeatRow| SeatState {
            contact: row.contact.map(|id| ContactId(id.into())),
            strip: row.strip.and_then(|strip| u32::try_from(strip).ok()),
            spent: row.spent,
        };
        Ok(rows.map(state).collect())
    }

    /// The campaigns in which somebody has a seat, and whether they answered.
    pub async fn seats_of(
        &self,
        contact: ContactId,
    ) -> Result<Vec<(CampaignId, bool)>, StoreError> {
        let text = "SELECT id, spent FROM seat WHERE contact = $contact";
        let bound = bound! { "contact" = RowUuid::from(contact.0) };
        let mut rows = self.db.run(text, bound).await?;
        let rows = rows.all::<OwnRow>(0)?.into_iter();
        rows.map(|row| Ok((CampaignId(pair_of(&row.id)?.0), row.spent)))
            .collect()
    }
}

#[derive(SurrealValue)]
struct OwnRow {
    id: RecordId,
    spent: bool,
}
