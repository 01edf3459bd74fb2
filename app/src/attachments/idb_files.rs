//! Files in IndexedDB, in a database of their own beside the account's log: a full disk or a damaged photo never touches
//! the operations.

use super::store::{Change, FileStore, Kept, Prepared, Wait};
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

/// Where the browser opens no database, every call says why: attachments are out of use, and nothing else.
pub struct IdbFiles {
    db: Result<Database, StorageError>,
}

impl IdbFiles {
    pub async fn open(me: &Me) -> IdbFiles {
        let name = format!("boucle-files-{}-{}", me.organisation.id, me.person);
        let schema = Schema {
            name: name.into(),
            version: 1,
            stores: STORES,
        };
        IdbFiles {
            db: Database::open(schema).await,
        }
    }

    fn db(&self) -> Result<&Database, StorageError> {
        self.db.as_ref().map_err(StorageError::clone)
    }

    fn write<'a, T: 'a>(
        &'a self,
        stores: &'static [&'static str],
        work: impl FnOnce(&Transaction) -> Result<T, StorageError> + 'a,
    ) -> Wait<'a, T> {
        Box::pin(async move { self.db()?.write(stores, async |tx| work(tx)).await })
    }

    fn bytes(&self, store: &'static str, key: String) -> Wait<'_, Option<ArrayBuffer>> {
        Box::pin(async move {
            let read = async |tx: &Transaction| tx.bytes(store, key).await;
            self.db()?.read(&[store], read).await
        })
    }
}

impl FileStore for IdbFiles {
    fn erase(&self) -> Wait<'_, ()> {
        self.write(STORES, |tx| {
            STORES.iter().try_for_each(|store| tx.clear(store))
        })
    }

    fn all(&self) -> Wait<'_, Vec<Kept>> {
        Box::pin(async {
            let read = async |tx: &Transaction| tx.page(FILES, None, u32::MAX).await;
            let mut all: Vec<Kept> = self.db()?.read(&[FILES], read).await?;
            sort_by_key(&mut all, |kept| kept.kept_ms);
            Ok(all)
        })
    }

    fn keep(&self, prepared: Prepared, now_ms: u64) -> Wait<'_, Kept> {
        let kept = Kept::new(prepared.file, now_ms);
        self.write(STORES, move |tx| {
            let sha = kept.file.sha256;
            for (number, chunk) in (0..).zip(&prepared.chunks) {
                tx.put_bytes(CHUNKS, chunk_key(sha, number), chunk)?;
            }
            if let Some(picture) = &prepared.thumbnail {
                tx.put_bytes(THUMBNAILS, sha.to_string(), picture)?;
            }
            tx.put(FILES, sha.to_string(), &kept)?;
            Ok(kept)
        })
    }

    fn chunk(&self, sha: FileHash, number: u64) -> Wait<'_, Option<ArrayBuffer>> {
        self.bytes(CHUNKS, chunk_key(sha, number))
    }

    fn thumbnail(&self, sha: FileHash) -> Wait<'_, Option<ArrayBuffer>> {
        self.bytes(THUMBNAILS, sha.to_string())
    }

    fn change(&self, sha: FileHash, change: Change) -> Wait<'_, Option<Kept>> {
        Box::pin(async move {
            let write = async |tx: &Transaction| {
                let known = tx.get::<Kept>(FILES, sha.to_string()).await?;
                let kept = known.map(|known| change.of(known));
                if let Some(kept) = &kept {
                    if !kept.is_whole() {
                        drop_chunks(tx, &kept.file)?;
                    }
                    tx.put(FILES, sha.to_string(), kept)?;
                }
                Ok(kept)
            };
            self.db()?.write(&[FILES, CHUNKS], write).await
        })
    }

    fn forget(&self, file: Attachment) -> Wait<'_, ()> {
        self.write(STORES, move |tx| {
            drop_chunks(tx, &file)?;
            tx.delete(THUMBNAILS, file.sha256.to_string())?;
            tx.delete(FILES, file.sha256.to_string())
        })
    }
}

fn drop_chunks(tx: &Transaction, file: &Attachment) -> Result<(), StorageError> {
    (0..chunks(file.size)).try_for_each(|number| tx.delete(CHUNKS, chunk_key(file.sha256, number)))
}

fn chunk_key(sha: FileHash, number: u64) -> String {
    format!("{sha}/{number:04}")
}
