//! Attached files at rest: in a folder, in memory or in an S3 bucket. Whole ones are named by their SHA-256 and never
//! change; the chunks of those still on their way lie apart by person, so that nobody spoils another's.
//!
//! `ORG/whole/SHA` and `ORG/parts/PERSON/SHA/0007`. Photos given as answers lie apart, as `ORG/photos/SHA`: whoever may
//! fetch attached files may not therefore see answers.

mod arriving;
mod copies;
mod place;
#[cfg(test)]
mod tests;

pub use place::{BlobsUrl, Unusable};

use arriving::{Arriving, Dated};
use bytes::Bytes;
use domain::{
    attachment::FileHash,
    ids::{OrgId, PersonId},
};
use futures_util::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use object_store::{Error, ObjectMeta, ObjectStore, ObjectStoreExt as _, path::Path};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

/// The store of all organisations' files.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Of a local store: writing a whole file there takes fsync, which `object_store` does not do.
    folder: Option<PathBuf>,
    /// What every name begins with.
    prefix: Path,
}

/// A file on its way: whose, and which.
#[derive(Clone, Copy, Debug)]
pub struct Upload {
    pub org: OrgId,
    pub person: PersonId,
    pub sha: FileHash,
}

/// Where whole files lie: apart by who may fetch them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// Attached to records.
    Whole,
    /// Photos given as answers.
    Photos,
}

impl Shelf {
    pub const ALL: [Shelf; 2] = [Shelf::Whole, Shelf::Photos];

    /// Its folder.
    pub const fn name(self) -> &'static str {
        match self {
            Shelf::Whole => "whole",
            Shelf::Photos => "photos",
        }
    }
}

/// What came of putting the chunks together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Finished {
    /// Verified and on disk.
    Whole,
    /// The bytes are not those of the name; all of them are dropped.
    WrongHash,
}

/// What is there under the name of a whole file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whole {
    /// So many bytes, and they are those of the name.
    Sound(u64),
    /// Other bytes: a disk, or somebody, changed them. They are not the file.
    Altered,
    Absent,
}

/// A whole file, to be sent.
pub struct File {
    pub size: u64,
    /// Its first bytes.
    pub start: Bytes,
    pub bytes: BoxStream<'static, Result<Bytes, Error>>,
}

/// First bytes that tell what a file is.
const START_BYTES: u64 = 16;

impl Blobs {
    /// Size of a file that is whole.
    pub async fn whole(&self, org: OrgId, sha: FileHash) -> Result<Option<u64>, Error> {
        let meta = self.store.head(&self.whole_path(org, sha)).await;
        found(meta.map(|meta| meta.size))
    }

    /// Reads a file of a shelf and compares it with its name. Changes nothing.
    pub async fn look_at(&self, org: OrgId, shelf: Shelf, sha: FileHash) -> Result<Whole, Error> {
        self.look(&self.shelf_path(org, shelf, sha), sha).await
    }

    /// Looks at a file attached to records: altered bytes are put aside, as `ORG/altered/SHA`, so that a device that holds the file can
    /// give it back.
    pub async fn settle(&self, org: OrgId, sha: FileHash) -> Result<Whole, Error> {
        let path = self.whole_path(org, sha);
        let aside = self.path(org).join("altered").join(sha.to_string());
        match self.look(&path, sha).await? {
            Whole::Altered => {
                tracing::error!(%org, %sha, "an attached file was altered: put aside");
                // Another request may have been first.
                found(self.store.rename(&path, &aside).await)?;
                Ok(Whole::Altered)
            }
            Whole::Absent if found(self.store.head(&aside).await)?.is_some() => Ok(Whole::Altered),
            whole => Ok(whole),
        }
    }

    async fn look(&self, path: &Path, sha: FileHash) -> Result<Whole, Error> {
        let Some(whole) = found(self.store.get(path).await)? else {
            return Ok(Whole::Absent);
        };
        let (size, mut hash) = (whole.meta.size, Sha256::new());
        let mut bytes = whole.into_stream();
        while let Some(piece) = bytes.try_next().await? {
            hash.update(&piece);
        }
        Ok(match FileHash(hash.finalize().into()) == sha {
            true => Whole::Sound(size),
            false => Whole::Altered,
        })
    }

    /// The names of all files of a shelf, in no order.
    pub async fn names(&self, org: OrgId, shelf: Shelf) -> Result<Vec<(FileHash, u64)>, Error> {
        let folder = self.path(org).join(shelf.name());
        let all: Vec<ObjectMeta> = self.store.list(Some(&folder)).try_collect().await?;
        let named = |meta: ObjectMeta| Some((meta.location.filename()?.parse().ok()?, meta.size));
        Ok(all.into_iter().filter_map(named).collect())
    }

    /// How many chunks the store has, counted from the first without a hole.
    pub async fn have(&self, upload: Upload) -> Result<u64, Error> {
        let folder = self.parts_path(upload);
        let all: Vec<ObjectMeta> = self.store.list(Some(&folder)).try_collect().await?;
        let numbers: BTreeSet<u64> = all
            .iter()
            .filter_map(|meta| number(&meta.location))
            .collect();
        let without_hole = (0..).zip(&numbers).take_while(|(wanted, is)| wanted == *is);
        Ok(without_hole.count() as u64)
    }

    /// Files that this person has begun.
    pub async fn begun(&self, org: OrgId, person: PersonId) -> Result<usize, Error> {
        let folder = self.person_path(org, person);
        let listed = self.store.list_with_delimiter(Some(&folder)).await?;
        Ok(listed.common_prefixes.len())
    }

    pub async fn keep_part(&self, upload: Upload, number: u64, part: Bytes) -> Result<(), Error> {
        let path = self.part_path(upload, number);
        self.store.put(&path, part.into()).await?;
        Ok(())
    }

    /// Puts `parts` kept chunks and the last one together, and verifies them on the way.
    pub async fn finish(&self, upload: Upload, parts: u64, last: Bytes) -> Result<Finished, Error> {
        let mut hash = Sha256::new();
        let to = self.whole_path(upload.org, upload.sha);
        let mut arriving = self.arriving(&self.parts_path(upload), &to).await?;
        for number in 0..parts {
            let part = self.store.get(&self.part_path(upload, number)).await?;
            let part = part.bytes().await?;
            hash.update(&part);
            arriving.put(part).await?;
        }
        hash.update(&last);
        arriving.put(last).await?;
        let right = FileHash(hash.finalize().into()) == upload.sha;
        if right {
            arriving.finish(Dated::Now).await?;
        } else {
            arriving.abort().await?;
        }
        self.remove(self.parts_path(upload)).await?;
        Ok(if right {
            Finished::Whole
        } else {
            Finished::WrongHash
        })
    }

    /// Keeps the photo of an answer. Of files in a folder nothing tells when they came: the answer may be anonymous.
    pub async fn keep_photo(&self, org: OrgId, sha: FileHash, bytes: Bytes) -> Result<(), Error> {
        let to = self.photo_path(org, sha);
        if found(self.store.head(&to).await)?.is_some() {
            return Ok(());
        }
        let mut arriving = self.arriving(&self.begun_path(org), &to).await?;
        arriving.put(bytes).await?;
        arriving.finish(Dated::Never).await
    }

    /// Removes the photo of an answer for ever.
    pub async fn remove_photo(&self, org: OrgId, sha: FileHash) -> Result<(), Error> {
        found(self.store.delete(&self.photo_path(org, sha)).await).map(|_| ())
    }

    pub async fn photo(&self, org: OrgId, sha: FileHash) -> Result<Option<File>, Error> {
        self.file(self.photo_path(org, sha)).await
    }

    /// The bytes as they lie there: [`Blobs::settle`] first.
    pub async fn read(&self, org: OrgId, sha: FileHash) -> Result<Option<File>, Error> {
        self.file(self.whole_path(org, sha)).await
    }

    async fn file(&self, path: Path) -> Result<Option<File>, Error> {
        let Some(start) = found(self.store.get_range(&path, 0..START_BYTES).await)? else {
            return Ok(None);
        };
        let whole = self.store.get(&path).await?;
        Ok(Some(File {
            size: whole.meta.size,
            start,
            bytes: whole.into_stream(),
        }))
    }

    /// Drops what was begun and not touched since `before` (Unix milliseconds). Answers how many files that were.
    pub async fn sweep(&self, org: OrgId, before: i64) -> Result<usize, Error> {
        let folder = self.path(org).join("parts");
        let all: Vec<ObjectMeta> = self.store.list(Some(&folder)).try_collect().await?;
        let fresh = |meta: &&ObjectMeta| meta.last_modified.timestamp_millis() >= before;
        let touched: BTreeSet<Path> = all.iter().filter(fresh).map(upload_folder).collect();
        let begun: BTreeSet<Path> = all.iter().map(upload_folder).collect();
        let stale: Vec<Path> = begun.difference(&touched).cloned().collect();
        let count = stale.len();
        for folder in stale {
            self.remove(folder).await?;
        }
        Ok(count)
    }

    /// Drops everything of an organisation.
    pub async fn remove_org(&self, org: OrgId) -> Result<(), Error> {
        self.remove(self.path(org)).await
    }

    async fn remove(&self, folder: Path) -> Result<(), Error> {
        let names = self.store.list(Some(&folder)).map_ok(|meta| meta.location);
        let removed = self.store.delete_stream(names.boxed());
        // Somebody else may have been faster.
        let removed = removed.filter_map(async |one| found(one).err());
        match std::pin::pin!(removed).next().await {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }

    async fn arriving(&self, begun: &Path, to: &Path) -> Result<Arriving, Error> {
        match &self.folder {
            Some(folder) => Arriving::in_folder(folder, begun, to).await,
            None => Ok(Arriving::elsewhere(self.store.put_multipart(to).await?)),
        }
    }

    fn path(&self, org: OrgId) -> Path {
        self.prefix.clone().join(org.to_string())
    }

    /// Where the server writes what comes in one piece, until it is whole.
    fn begun_path(&self, org: OrgId) -> Path {
        self.path(org).join("parts").join("photos")
    }

    fn whole_path(&self, org: OrgId, sha: FileHash) -> Path {
        self.shelf_path(org, Shelf::Whole, sha)
    }

    fn photo_path(&self, org: OrgId, sha: FileHash) -> Path {
        self.shelf_path(org, Shelf::Photos, sha)
    }

    fn shelf_path(&self, org: OrgId, shelf: Shelf, sha: FileHash) -> Path {
        self.path(org).join(shelf.name()).join(sha.to_string())
    }

    fn person_path(&self, org: OrgId, person: PersonId) -> Path {
        self.path(org).join("parts").join(person.to_string())
    }

    fn parts_path(&self, upload: Upload) -> Path {
        self.person_path(upload.org, upload.person)
            .join(upload.sha.to_string())
    }

    fn part_path(&self, upload: Upload, number: u64) -> Path {
        self.parts_path(upload).join(format!("{number:04}"))
    }
}

/// The number a chunk is named by.
fn number(path: &Path) -> Option<u64> {
    path.filename()?.parse().ok()
}

/// The folder a chunk lies in.
fn upload_folder(chunk: &ObjectMeta) -> Path {
    let mut parts: Vec<_> = chunk.location.parts().collect();
    parts.pop();
    parts.into_iter().collect()
}

/// What is not there is no failure.
fn found<T>(result: Result<T, Error>) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
