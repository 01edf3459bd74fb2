//! From a file somebody chose to what is kept: told by its first bytes, without what a camera adds, hashed and cut.

use super::{picture, store::Prepared};
use domain::attachment::{Attachment, BYTES_MAX, FileHash, Media, file_name};
use js_sys::{ArrayBuffer, Uint8Array};
use sha2::{Digest as _, Sha256};
use sync::blob::chunk_len;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Why a file is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Problem {
    #[error("attachment_too_large")]
    TooLarge,
    #[error("attachment_kind")]
    Kind,
    /// Damaged, or gone from under us.
    #[error("attachment_unreadable")]
    Unreadable,
    /// Text keeps the room that is left.
    #[error("attachment_no_room")]
    NoRoom,
    #[error("storage_failed")]
    NotKept,
}

/// A photo is drawn smaller anyway; beyond this a device may not even decode it.
const PHOTO_BYTES_MAX: f64 = 64.0 * 1024.0 * 1024.0;

/// # Errors
/// As [`Problem`] says.
pub async fn prepare(file: &File) -> Result<Prepared, Problem> {
    let start = bytes(file, 0, Media::SNIFFED as u64).await?;
    let media = Media::sniff(&Uint8Array::new(&start).to_vec()).ok_or(Problem::Kind)?;
    if !media.is_image() {
        return cut(file, &file.name(), media, None).await;
    }
    if file.size() > PHOTO_BYTES_MAX {
        return Err(Problem::TooLarge);
    }
    let (drawn, thumbnail) = picture::redrawn(file, media).await?;
    // A browser that cannot write one kind writes another.
    let start = bytes(&drawn, 0, Media::SNIFFED as u64).await?;
    let media = Media::sniff(&Uint8Array::new(&start).to_vec()).ok_or(Problem::Unreadable)?;
    cut(&drawn, &file.name(), media, Some(thumbnail)).await
}

/// Reads a file once, a chunk at a time.
async fn cut(
    blob: &Blob,
    name: &str,
    media: Media,
    thumbnail: Option<ArrayBuffer>,
) -> Result<Prepared, Problem> {
    let size = blob.size() as u64;
    if size > BYTES_MAX {
        return Err(Problem::TooLarge);
    }
    let mut hash = Sha256::new();
    let mut chunks = Vec::new();
    let mut off = 0;
    while let Some(len) = chunk_len(size, off) {
        let chunk = bytes(blob, off, off + len).await?;
        hash.update(Uint8Array::new(&chunk).to_vec());
        chunks.push(chunk);
        off += len;
    }
    Ok(Prepared {
        file: Attachment {
            sha256: FileHash(hash.finalize().into()),
            name: file_name(name, media),
            size,
            media,
        },
        chunks,
        thumbnail,
    })
}

async fn bytes(blob: &Blob, from: u64, to: u64) -> Result<ArrayBuffer, Problem> {
    let unreadable = |_: JsValue| Problem::Unreadable;
    let slice = blob
        .slice_with_f64_and_f64(from as f64, to as f64)
        .map_err(unreadable)?;
    let buffer = JsFuture::from(slice.array_buffer())
        .await
        .map_err(unreadable)?;
    Ok(buffer.unchecked_into())
}
