//! What a backup asks of the files, and a restore gives back.

use super::{
    Blobs, File, Finished, Shelf, Whole,
    arriving::{Dated, local},
};
use bytes::Bytes;
use domain::{attachment::FileHash, ids::OrgId};
use object_store::Error;
use sha2::{Digest as _, Sha256};
use std::io;

impl Blobs {
    /// The bytes as they lie there: [`Blobs::look_at`] first.
    pub async fn copy(
        &self,
        org: OrgId,
        shelf: Shelf,
        sha: FileHash,
    ) -> Result<Option<File>, Error> {
        self.file(self.shelf_path(org, shelf, sha)).await
    }

    /// Puts a file where it was, unless it is there. `next` gives its bytes, piece by piece, and none at the end.
    pub async fn put_back(
        &self,
        org: OrgId,
        shelf: Shelf,
        sha: FileHash,
        mut next: impl FnMut() -> io::Result<Bytes>,
    ) -> Result<Finished, Error> {
        if let Whole::Sound(_) = self.look_at(org, shelf, sha).await? {
            return Ok(Finished::Whole);
        }
        let to = self.shelf_path(org, shelf, sha);
        let mut arriving = self.arriving(&self.begun_path(org), &to).await?;
        let mut hash = Sha256::new();
        loop {
            let piece = next().map_err(local)?;
            if piece.is_empty() {
                break;
            }
            hash.update(&piece);
            arriving.put(piece).await?;
        }
        if FileHash(hash.finalize().into()) != sha {
            arriving.abort().await?;
            return Ok(Finished::WrongHash);
        }
        // Nothing tells when the photo of an answer came: the answer may be anonymous.
        let dated = match shelf {
            Shelf::Whole => Dated::Now,
            Shelf::Photos => Dated::Never,
        };
        arriving.finish(dated).await?;
        Ok(Finished::Whole)
    }
}
