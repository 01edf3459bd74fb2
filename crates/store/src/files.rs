//! Which attached files the server has received. Their bytes lie elsewhere and may go missing there; that they were here
//! is kept with the log, and in its backups.

use crate::{
    StoreError,
    db::{Db, bound},
    dump::Row,
    log::attached,
};
use domain::attachment::FileHash;
use std::collections::BTreeSet;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue};
use sync::EntityRef;

const TABLE: &str = "file";

#[derive(SurrealValue)]
struct FileRow {
    id: RecordId,
    size: i64,
}

/// The files of one organisation.
#[derive(Clone)]
pub struct Files {
    db: Db,
}

impl Files {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    /// Keeps that a file came whole; again changes nothing.
    ///
    /// # Errors
    /// `Engine`.
    pub async fn note(&self, sha: FileHash, size: u64) -> Result<(), StoreError> {
        let text = "INSERT INTO file $row ON DUPLICATE KEY UPDATE size = $input.size RETURN NONE;";
        let row = || FileRow {
            id: RecordId::new(TABLE, sha.to_string()),
            size: size.cast_signed(),
        };
        self.db.run_again(text, || bound! { "row" = row() }).await?;
        Ok(())
    }

    /// All that came.
    ///
    /// # Errors
    /// `Engine`.
    pub async fn all(&self) -> Result<BTreeSet<FileHash>, StoreError> {
        let mut rows = self.db.run("SELECT * FROM file", bound!()).await?;
        let all = rows.all::<FileRow>(0)?.into_iter();
        Ok(all.filter_map(|row| hash_of(&row.id)).collect())
    }
}

impl Row {
    /// The received file that a row stands for.
    pub fn received(&self) -> Option<FileHash> {
        (self.table() == TABLE).then(|| hash_of(&self.id)).flatten()
    }

    /// The file that a row of the log attaches, and to which record.
    pub fn attaches(&self) -> Option<(FileHash, EntityRef)> {
        (self.table() == "op")
            .then(|| attached(self.fields.clone()))
            .flatten()
    }
}

fn hash_of(id: &RecordId) -> Option<FileHash> {
    match &id.key {
        RecordIdKey::String(sha) => sha.parse().ok(),
        _ => None,
    }
}
