//! The control database: organisations, people and tablets. Everything that must happen together is one transaction;
//! guards that must exist once (`setup`, `email`, `demo`) are records of their own, created, never upserted.

pub mod account;
mod invitation;
mod login;
mod org;
mod rows;
pub mod tablet;

use crate::{StoreError, db::Db};
use surrealdb::types::{SurrealValue as _, Value};

/// The control database, opened. Times are Unix milliseconds; tokens and codes are passed as hashes.
#[derive(Clone)]
pub struct Control {
    db: Db,
}

impl Control {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    /// # Errors
    /// `FilesDamaged` when the database has forgotten its organisation.
    pub(crate) async fn check_marker(&self) -> Result<(), StoreError> {
        match self.db.marker() {
            Some(marker) => marker.check(self.is_set_up().await?),
            None => Ok(()),
        }
    }
}

/// The organisation that a row of the table `org` holds.
pub(crate) fn organisation(row: Value) -> Result<account::Org, StoreError> {
    rows::OrgRow::from_value(row)?.read()
}
