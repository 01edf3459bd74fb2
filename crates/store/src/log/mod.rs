//! The operation log of one organisation and what intake keeps beside it, on SurrealDB: the port of `ledger`.

mod kept;
mod org;
mod quarantine;
mod read;
mod rows;
pub mod verify;
mod write;

pub use org::{NewOrg, OrgDb};

use domain::attachment::{Attachment, FileHash};
use surrealdb::types::{SurrealValue as _, Value};
use sync::{Body, EntityRef};

/// The file that a row of the log attaches, and to which record.
pub(crate) fn attached(row: Value) -> Option<(FileHash, EntityRef)> {
    let op = rows::OpRow::from_value(row).ok()?.read().ok()?.op;
    match Body::decode(&op) {
        Ok(Body::Add { field, item }) if field == Attachment::FIELD => {
            Some((Attachment::of_item(&item).ok()?.sha256, op.entity))
        }
        _ => None,
    }
}
