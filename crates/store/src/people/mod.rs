//! People who are asked, and what is sent to them: beside the log, in the organisation's database. Everything that must
//! happen together is one transaction; what must exist once is created by its key.

mod contact;
mod edit;
mod mail;
mod refusal;
mod removal;
mod rounds;
mod rows;
mod seat;

pub use contact::{Added, Known, Membership, Written};
pub use mail::{Job, MailKey, MailKind, Outcome, Sent};
pub(crate) use removal::removal_id;
pub use rounds::{Batch, Round};
pub use seat::{NewSeat, SeatOf, SeatState};
pub(crate) use seat::{TicketRow, seat_id, token_id};

use crate::db::Db;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The people of one organisation.
#[derive(Clone)]
pub struct People {
    db: Db,
    /// Of the hashes of refusals, once it was read.
    pepper: Arc<OnceCell<String>>,
}

impl People {
    pub(crate) fn new(db: Db) -> Self {
        Self {
            db,
            pepper: Arc::default(),
        }
    }
}
