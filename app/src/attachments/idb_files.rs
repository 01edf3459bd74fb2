//! Files in IndexedDB, in a database of their own beside the account's log: a full disk or a damaged photo never touches
//! the operations.

use super::store::{FileStore, Kept, Prepared, Wait};
use crate::{
    order::sort_by_key,
    storage::{
        StorageError,
        idb::{Database, Schema, Transaction},
    },
};
use api::model::Me;
use domain::attachment::{Attachment, FileHash};
use js_sys::ArrayBuffer;
use sync::blob::chunks;

/// [`Kept`] by hash.
const FILES: &str = "files";
/// Bytes by hash and number.
const CHUNKS: &str = "chunks";
/// Bytes of small pictures by hash.
const THUMBNAILS: &str = "thumbnails";
const STORES: &[&str] = &[FILES, CHUNKS, THUMBNAILS];

pub struct IdbFiles {
    db: Database,
}

impl IdbFiles {
    pub async fn open(me: &Me) -> Result<IdbFiles, StorageError> {
        let name = format!("boucle-files-{}-{}", me.organisation.id, me.person);
        let schema = Schema {
            name: name.into(),
            version: 1,
            stores: STORES,
        };
        let db = Database::open(schema).await?;
        Ok(IdbFiles { db })
    }
}

impl FileStore for IdbFiles {
    fn all(&self) -> Wait<'_, Vec<Kept>> {
        Box::pin(async {
            let read = self
                .db
                .read(&[FILES], async |tx| tx.page(FILES, None, u32::MAX).await);
            let mut all: Vec<Kept> = read.await?;
            sort_by_key(&mut all, |kept| kept.kept_ms);
            Ok(all)
        })
    }

    fn keep(&self, prepared: Prepared, now_ms: u64) -> Wait<'_, Kept> {
        let kept = Kept {
            file: prepared.file,
            kept_ms: now_ms,
            received: false,
            unused_ms: None,
        };
        Box::pin(self.db.write(STORES, async move |tx| {
            let sha = kept.file.sha256;
            for (number, chunk) in (0..).zip(&prepared.chunks) {
                tx.put_bytes(CHUNKS, chunk_key(sha, number), chunk)?;
            }
            if let Some(picture) = &prepared.thumbnail {
                tx.put_bytes(THUMBNAILS, sha.to_string(), picture)?;
            }
            tx.put(FILES, sha.to_string(), &kept)?;
            Ok(kept)
        }))
    }

    fn chunk(&self, sha: FileHash, number: u64) -> Wait<'_, Option<ArrayBuffer>> {
        Box::pin(self.db.read(&[CHUNKS], async move |tx| {
            tx.bytes(CHUNKS, chunk_key(sha, number)).await
        }))
    }

    fn thumbnail(&self, sha: FileHash) -> Wait<'_, Option<ArrayBuffer>> {
        Box::pin(self.db.read(&[THUMBNAILS], async move |tx| {
            tx.bytes(THUMBNAILS, sha.to_string()).await
        }))
    }

    fn note(&self, kept: Kept) -> Wait<'_, Kept> {
        Box::pin(self.db.write(&[FILES], async move |tx| {
            tx.put(FILES, kept.file.sha256.to_string(), &kept)?;
            Ok(kept)
        }))
    }

    fn received(&self, mut kept: Kept) -> Wait<'_, Kept> {
        Box::pin(self.db.write(&[FILES, CHUNKS], async move |tx| {
            kept.received = true;
            drop_chunks(tx, &kept.file)?;
            tx.put(FILES, kept.file.sha256.to_string(), &kept)?;
            Ok(kept)
        }))
    }

    fn forget(&self, file: Attachment) -> Wait<'_, ()> {
        Box::pin(self.db.write(STORES, async move |tx| {
            drop_chunks(tx, &file)?;
            tx.delete(THUMBNAILS, file.sha256.to_string())?;
            tx.delete(FILES, file.sha256.to_string())
        }))
    }
}

fn drop_chunks(tx: &Transaction, file: &Attachment) -> Result<(), StorageError> {
    (0..chunks(file.size)).try_for_each(|number| tx.delete(CHUNKS, chunk_key(file.sha256, number)))
}

fn chunk_key(sha: FileHash, number: u64) -> String {
    format!("{sha}/{number:04}")
}
