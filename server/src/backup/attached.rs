//! The files of an organisation in a backup: each one whole, named by its SHA-256, not compressed a second time.

use super::{
    BackupError,
    write::{Zip, start_as},
};
use crate::blobs::{Blobs, Shelf, Whole};
use domain::{attachment::FileHash, ids::OrgId};
use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use std::io::Write;
use tokio::runtime::Handle;
use zip::CompressionMethod;

/// A file in a backup.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attached {
    pub shelf: Shelf,
    pub sha256: FileHash,
}

impl Attached {
    /// Its name in the zip.
    pub(super) fn path(self, org: OrgId) -> String {
        format!("files/{org}/{}/{}", self.shelf.name(), self.sha256)
    }
}

/// Writes every file of `org` that is what it is named by. After the rows: what they name as received was there before
/// them.
///
/// # Errors
/// The place of the files does not answer, or `zip` cannot be written.
pub(super) fn write<W: Write>(
    zip: &mut Zip<W>,
    blobs: &Blobs,
    org: OrgId,
) -> Result<Vec<Attached>, BackupError> {
    let handle = Handle::current();
    let mut written = Vec::new();
    for shelf in Shelf::ALL {
        let mut names = handle.block_on(blobs.names(org, shelf))?;
        // By name, which tells nothing of when they came: an answer may be anonymous.
        names.sort_unstable();
        for (sha256, _) in names {
            let Whole::Sound(_) = handle.block_on(blobs.look_at(org, shelf, sha256))? else {
                continue;
            };
            // Removed meanwhile, with the answer it was given in.
            let Some(mut file) = handle.block_on(blobs.copy(org, shelf, sha256))? else {
                continue;
            };
            let attached = Attached { shelf, sha256 };
            start_as(zip, &attached.path(org), CompressionMethod::Stored)?;
            while let Some(piece) = handle.block_on(file.bytes.try_next())? {
                zip.write_all(&piece).map_err(BackupError::Write)?;
            }
            written.push(attached);
        }
    }
    Ok(written)
}
