//! People who are asked, and what is sent to them: beside the log, in the organisation's database. Everything that must
//! happen together is one transaction; what must exist once is created by its key.

mod contact;
mod mail;
mod removal;
mod rows;
mod seat;

pub use contact::{Added, Known, Membership};
pub use mail::{Job, MailKey, MailKind, Outcome, Sent};
pub use seat::{NewSeat, SeatOf, SeatState};
pub(crate) use seat::{TicketRow, seat_id, token_id};

use crate::db::Db;

/// The people of one organisation.
#[derive(Clone)]
pub struct People {
    db: Db,
}

impl People {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}
