//! Restoring a backup into an empty database. Organisations come first; the control database, in one transaction, comes
//! last: until then nothing leads to what was written, and a restore that stopped half-way can simply be run again. Files
//! that were put back by then stay: they are named by what they hold.

use super::{
    Attached, Backup, BackupError, Report, examine,
    file::{WRONG_BYTES, damaged, piece},
};
use crate::blobs::{Blobs, Finished};
use domain::ids::OrgId;
use store::{
    Store, StoreError,
    dump::{Fill, Part, Row},
};
use tokio::runtime::Handle;

/// Bytes of lines that are written in one transaction.
const TRANSACTION_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Restores everything, files to `blobs`; every organisation begins a new life, named by `epoch`.
///
/// # Errors
/// `NotEmpty`, `Damaged`, `Unproved`: nothing was restored.
pub fn restore(
    store: &mut Store,
    blobs: &Blobs,
    backup: &mut Backup,
    epoch: impl Fn() -> String,
) -> Result<Vec<Report>, BackupError> {
    if !Handle::current().block_on(store.is_empty())? {
        return Err(BackupError::NotEmpty);
    }
    let saved = backup.check()?;
    for report in &saved {
        proved(report)?;
    }
    let restored = organisations(store, blobs, backup, &saved, epoch);
    let done = restored.and_then(|reports| control(store, backup).map(|()| reports));
    if done.is_err() {
        for report in &saved {
            Handle::current().block_on(store.remove_org(report.id))?;
        }
    }
    done
}

fn organisations(
    store: &mut Store,
    blobs: &Blobs,
    backup: &mut Backup,
    saved: &[Report],
    epoch: impl Fn() -> String,
) -> Result<Vec<Report>, BackupError> {
    let mut reports = Vec::with_capacity(saved.len());
    for Report { id, name, .. } in saved {
        organisation(store, backup, *id, &epoch())?;
        let held = files(blobs, backup, *id)?;
        // Read back: what is there now, not what was sent.
        let report = examine(store, held.then_some(blobs), *id, name, &[])?;
        proved(&report)?;
        reports.push(report);
    }
    Ok(reports)
}

fn proved(report: &Report) -> Result<(), BackupError> {
    match &report.proven {
        Ok(_) => Ok(()),
        Err(finding) => Err(BackupError::Unproved {
            organisation: report.name.clone(),
            finding: finding.clone(),
        }),
    }
}

fn organisation(
    store: &mut Store,
    backup: &mut Backup,
    id: OrgId,
    epoch: &str,
) -> Result<(), BackupError> {
    let (mut fill, at) = begin(store, backup, Part::Org(id))?;
    let handle = Handle::current();
    let mut rows: Vec<Row> = Vec::new();
    let mut bytes = 0;
    backup.each_row(at, |line, row| {
        rows.push(row);
        bytes += line.len();
        if bytes < TRANSACTION_BYTES_MAX {
            return Ok(());
        }
        bytes = 0;
        handle.block_on(async {
            fill.write(std::mem::take(&mut rows)).await?;
            if store.shorten_log().await? {
                fill = store.fill_on(Part::Org(id)).await?;
            }
            Ok(())
        })
    })?;
    handle.block_on(async {
        fill.write(rows).await?;
        fill.new_epoch(epoch).await?;
        Ok(fill.finish().await?)
    })
}

/// Puts an organisation's files back; false where the backup was made without them.
fn files(blobs: &Blobs, backup: &mut Backup, id: OrgId) -> Result<bool, BackupError> {
    let at = backup.position(|found| found == Part::Org(id));
    let entry = backup.entry(at.ok_or(BackupError::NotABackup)?);
    let Some(files) = entry.files.clone() else {
        return Ok(false);
    };
    for attached in files {
        let path = attached.path(id);
        let mut file = backup.file(&path)?;
        let Attached { shelf, sha256 } = attached;
        let put = blobs.put_back(id, shelf, sha256, || piece(&mut file));
        match Handle::current().block_on(put)? {
            Finished::Whole => {}
            Finished::WrongHash => return Err(damaged(&path, WRONG_BYTES)),
        }
    }
    Ok(true)
}

fn control(store: &Store, backup: &mut Backup) -> Result<(), BackupError> {
    let (fill, at) = begin(store, backup, Part::Control)?;
    let mut rows = Vec::new();
    backup.each_row(at, |_, row| {
        rows.push(row);
        Ok(())
    })?;
    Handle::current().block_on(async {
        fill.write(rows).await?;
        Ok(fill.finish().await?)
    })
}

/// The empty database of a part, and where its rows are.
fn begin(store: &Store, backup: &Backup, part: Part) -> Result<(Fill, usize), BackupError> {
    let at = backup.position(|found| found == part);
    let at = at.ok_or(BackupError::NotABackup)?;
    let entry = backup.entry(at);
    let filled = Handle::current().block_on(store.fill(part, entry.migrations()));
    match filled {
        Err(StoreError::NewerSchema { .. }) => Err(BackupError::Newer {
            program: backup.manifest.program.clone(),
        }),
        filled => Ok((filled?, at)),
    }
}
