//! Backups: a zip of one file of rows per database, the attached files and a manifest, written while the server serves, proved before it is
//! trusted, restored into an empty database. `store::dump` reads and writes rows, `store::verify` proves them.
//!
//! Everything here blocks: run it where blocking is allowed.

mod attached;
mod file;
mod files;
mod kept;
mod report;
mod restore;
mod write;

pub use attached::Attached;
pub use file::Backup;
pub use files::Files;
pub use kept::Kept;
pub use report::Report;
pub use restore::restore;
pub use write::write;

use crate::blobs::Blobs;
use domain::ids::OrgId;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io, path::PathBuf};
use store::{
    Store, StoreError,
    account::Org,
    dump::{MIGRATION, Part, Row},
    verify::Finding,
};
use tokio::runtime::Handle;

/// The layout of the file. Raised when a program that knows only the last one would misread it.
/// 2: attached files.
const FORMAT: u32 = 2;
const MANIFEST: &str = "manifest.json";

/// What a backup holds; the last file in the zip, so that one that was cut short has none.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// RFC 3339.
    pub created_at: String,
    /// The control database first.
    pub parts: Vec<Entry>,
}

/// One database in a backup.
#[derive(Serialize, Deserialize)]
pub struct Entry {
    pub name: String,
    /// Of the file's lines.
    pub sha256: String,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// None for the control database.
    pub organisation: Option<Report>,
    /// The organisation's files that are in the zip. None where they were left out, or in format 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<Vec<Attached>>,
}

impl Entry {
    fn part(&self) -> Part {
        match &self.organisation {
            None => Part::Control,
            Some(report) => Part::Org(report.id),
        }
    }

    fn migrations(&self) -> u32 {
        let count = self.rows.get(MIGRATION).copied().unwrap_or(0);
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// Why something was not backed up, proved or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("cannot read {}: {cause} (backup_unreadable)", path.display())]
    Read { path: PathBuf, cause: io::Error },
    #[error("cannot write the backup: {0} (backup_unwritable)")]
    Write(io::Error),
    #[error(
        "this is no backup of Boucle, or its end is missing: take another copy (backup_unknown)"
    )]
    NotABackup,
    #[error(
        "this backup was written by Boucle {program}, which is newer: restore it with that version (backup_newer)"
    )]
    Newer { program: String },
    #[error("{part} in this backup is damaged: {what}. Take another copy (backup_damaged)")]
    Damaged { part: String, what: String },
    #[error("{organisation} cannot be proved: {finding}. Take an older copy (backup_unproved)")]
    Unproved {
        organisation: String,
        finding: Finding,
    },
    #[error(
        "this database is in use: give the folder of a new one with --data (database_not_empty)"
    )]
    NotEmpty,
    #[error(
        "there is no organisation in this database: is --data the right folder? (database_empty)"
    )]
    Empty,
    #[error("{} is no signed head of Boucle (head_unknown)", path.display())]
    NoHead { path: PathBuf },
    #[error(
        "the place of the attached files does not answer: {0}. Leave them out with --without-files (files_unreadable)"
    )]
    Files(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives every row of a database, as it is at one moment.
fn each_row(
    store: &Store,
    part: Part,
    mut take: impl FnMut(Row) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let handle = Handle::current();
    let mut dump = handle.block_on(store.dump(part))?;
    let mut read = || {
        while let Some(rows) = handle.block_on(dump.next())? {
            rows.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    };
    let read = read();
    handle.block_on(dump.end())?;
    read
}

/// Proves every organisation of a database, and that it agrees with `kept`; then looks at its attached files, where
/// `blobs` says where they are.
///
/// # Errors
/// When the database cannot be read, or holds no organisation.
pub fn verify(
    store: &Store,
    blobs: Option<&Blobs>,
    kept: &[Kept],
) -> Result<Vec<Report>, BackupError> {
    let examined = organisations(store)?.into_iter();
    examined
        .map(|org| examine(store, blobs, org.id, &org.name, kept))
        .collect()
}

/// Every organisation's database begins another life, named by `epoch`.
///
/// # Errors
/// As [`verify`].
pub fn begin_other_lives(store: &Store, epoch: impl Fn() -> String) -> Result<(), BackupError> {
    for org in organisations(store)? {
        Handle::current().block_on(store.begin_another_life(org.id, &epoch()))?;
    }
    Ok(())
}

fn organisations(store: &Store) -> Result<Vec<Org>, BackupError> {
    let mut orgs = Vec::new();
    each_row(store, Part::Control, |row| {
        orgs.extend(row.organisation()?);
        Ok(())
    })?;
    match orgs.is_empty() {
        true => Err(BackupError::Empty),
        false => Ok(orgs),
    }
}

fn examine(
    store: &Store,
    blobs: Option<&Blobs>,
    org: OrgId,
    name: &str,
    kept: &[Kept],
) -> Result<Report, BackupError> {
    let mut proof = report::Proof::with(org, kept);
    let mut told = files::Told::default();
    each_row(store, Part::Org(org), |row| {
        proof.row(&row);
        if blobs.is_some() {
            told.row(&row);
        }
        Ok(())
    })?;
    let mut report = proof.report(org, name);
    if let Some(blobs) = blobs {
        report.files = told.look(blobs, org)?;
    }
    Ok(report)
}
