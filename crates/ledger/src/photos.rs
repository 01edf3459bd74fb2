//! The photos that come with answers: whether they are what the answers say, and where their bytes are kept.

use crate::Pending;
use domain::{
    Refusal,
    answer::{Answer, Answers},
    attachment::FileHash,
    photo::Photo,
};
use intake::{PhotoFile, outbox::sha256_hex};

/// Where the bytes of photos are kept, by their hash. A write that counts an answer keeps its photos first: an answer
/// that is committed has them, and what is kept for a write that comes to nothing is kept again with the next one.
pub trait Photos: Send + Sync {
    /// Ends once they are on disk; keeping the same bytes twice is keeping them once.
    fn keep<'a>(&'a self, sha: FileHash, bytes: &'a [u8]) -> Pending<'a, ()>;
    /// Removes them for ever; what is not there is removed.
    fn remove(&self, sha: FileHash) -> Pending<'_, ()>;
}

/// The bytes of a photo that is to be kept.
pub(crate) type Kept = (FileHash, Vec<u8>);

/// The bytes of every photo that the answers name; what they do not name is not kept.
///
/// # Errors
/// `NotAPhoto` when one is missing, is another than the answer says, or holds more than its pixels.
pub(crate) fn named(answers: &Answers, files: Vec<PhotoFile>) -> Result<Vec<Kept>, Refusal> {
    let photos: Vec<_> = answers
        .values()
        .filter_map(|answer| match answer {
            Answer::Photo(photo) => Some(photo),
            _ => None,
        })
        .collect();
    if photos.is_empty() {
        return Ok(Vec::new());
    }
    let came = files.into_iter().map(|PhotoFile(bytes)| {
        let sha: FileHash = sha256_hex(&bytes).parse()?;
        Ok((sha, bytes))
    });
    let came: Vec<Kept> = came.collect::<Result<_, Refusal>>()?;
    let is_there = |photo: &&Photo| {
        let mut same = came.iter().filter(|(sha, _)| *sha == photo.sha256);
        same.any(|(_, bytes)| photo.is_of(bytes))
    };
    if !photos.iter().all(is_there) {
        return Err(Refusal::NotAPhoto);
    }
    let wanted = |(sha, _): &Kept| photos.iter().any(|photo| photo.sha256 == *sha);
    Ok(came.into_iter().filter(wanted).collect())
}
