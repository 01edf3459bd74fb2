//! Files attached to records: taken in chunks, verified, served to the organisation they belong to.

use super::{App, Failure, Org};
use crate::{
    auth::{Act, Actor, Granted},
    blobs::{File, Finished, Shelf, Upload, Whole},
};
use ::sync::blob::{CHUNK_BYTES, Uploaded, chunk_len};
use bytes::Bytes;
use domain::attachment::{BYTES_MAX, FileHash, Media};

/// Files one person may have begun at a time: what a few devices send at once.
const UNFINISHED_MAX: usize = 8;
/// What was begun and left is kept this long.
const UNFINISHED_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// A piece of a file.
#[derive(Clone, Debug)]
pub struct Chunk {
    pub sha: FileHash,
    /// Of the whole file.
    pub size: u64,
    pub off: u64,
    pub bytes: Bytes,
}

impl App {
    /// What the server has of a file.
    ///
    /// # Errors
    /// `Unexpected`.
    pub async fn file_state(&self, actor: &Actor, sha: FileHash) -> Result<Uploaded, Failure> {
        let upload = upload(actor, sha);
        Ok(match self.blobs.settle(upload.org, sha).await? {
            Whole::Sound(size) => done(size),
            // What is altered is not there: whoever holds the file sends it again.
            Whole::Altered | Whole::Absent => Uploaded {
                have: self.blobs.have(upload).await? * CHUNK_BYTES,
                complete: false,
            },
        })
    }

    /// Keeps the next chunk; the last one makes the file whole, or shows that it is another.
    ///
    /// # Errors
    /// `TooLarge`, `Malformed`, `WrongOffset`, `UnknownMedia`, `TooManyUnfinished`, `WrongHash`.
    pub async fn keep_chunk(
        &self,
        actor: &Granted<Act>,
        chunk: Chunk,
    ) -> Result<Uploaded, Failure> {
        let Chunk {
            sha,
            size,
            off,
            bytes,
        } = chunk;
        let len = bytes.len() as u64;
        if size > BYTES_MAX {
            return Err(Failure::TooLarge);
        }
        if chunk_len(size, off) != Some(len) {
            return Err(Failure::Malformed);
        }
        let upload = upload(actor, sha);
        if let Some(size) = self.blobs.whole(upload.org, sha).await? {
            return Ok(done(size));
        }
        let parts = self.blobs.have(upload).await?;
        let have = parts * CHUNK_BYTES;
        if off != have {
            return Err(Failure::WrongOffset { have });
        }
        if off == 0 && Media::sniff(&bytes).is_none() {
            return Err(Failure::UnknownMedia);
        }
        if off + len == size {
            return match self.blobs.finish(upload, parts, bytes).await? {
                Finished::Whole => {
                    actor.org.files.note(sha, size).await?;
                    Ok(done(size))
                }
                Finished::WrongHash => Err(Failure::WrongHash),
            };
        }
        if off == 0 && self.blobs.begun(upload.org, upload.person).await? >= UNFINISHED_MAX {
            return Err(Failure::TooManyUnfinished);
        }
        self.blobs.keep_part(upload, parts, bytes).await?;
        Ok(Uploaded {
            have: off + len,
            complete: false,
        })
    }

    /// A whole file of the actor's own organisation, and what it is. Its bytes were compared with its name.
    ///
    /// # Errors
    /// `NotFound`, `FileAltered`.
    pub async fn file(&self, actor: &Actor, sha: FileHash) -> Result<(Media, File), Failure> {
        if self.blobs.settle(actor.organisation(), sha).await? == Whole::Altered {
            return Err(Failure::FileAltered);
        }
        let file = self.blobs.read(actor.organisation(), sha).await?;
        let file = file.ok_or(Failure::NotFound)?;
        let media = Media::sniff(&file.start).ok_or(Failure::NotFound)?;
        Ok((media, file))
    }

    /// Drops what was begun and left. Called at boot and hourly; answers how many files that were.
    ///
    /// # Errors
    /// `Unexpected`.
    pub async fn sweep_files(&self) -> Result<usize, Failure> {
        let before = self.now_ms() - UNFINISHED_MS;
        let mut swept = 0;
        for org in self.orgs() {
            swept += self.blobs.sweep(org.info().id, before).await?;
            self.note_files(&org).await?;
        }
        Ok(swept)
    }
}

impl App {
    /// Files that came before it was noted, or whose server was killed before it noted them.
    async fn note_files(&self, org: &Org) -> Result<(), Failure> {
        let known = org.files.all().await?;
        let here = self.blobs.names(org.info().id, Shelf::Whole).await?;
        for (sha, size) in here.into_iter().filter(|(sha, _)| !known.contains(sha)) {
            org.files.note(sha, size).await?;
        }
        Ok(())
    }
}

fn upload(actor: &Actor, sha: FileHash) -> Upload {
    Upload {
        org: actor.organisation(),
        person: actor.person,
        sha,
    }
}

fn done(size: u64) -> Uploaded {
    Uploaded {
        have: size,
        complete: true,
    }
}
