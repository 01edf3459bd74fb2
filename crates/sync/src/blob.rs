//! `/app/sync/v1/blobs/{sha256}`: the bytes of attached files, beside the log. A file goes up in chunks of
//! [`CHUNK_BYTES`], only the last one shorter; the one that makes it whole is answered when the whole is verified and on
//! disk.
//!
//! `PUT …?size&off`, the chunk as body → [`Uploaded`], or 409 `wrong_offset` with an [`Offset`];
//! `HEAD` → 200 when the file is whole, 404 before, both with [`HAVE_HEADER`]; `GET` → the file.

use serde::{Deserialize, Serialize};

pub const CHUNK_BYTES: u64 = 256 * 1024;

/// Header of the answers to `HEAD`: bytes the server has.
pub const HAVE_HEADER: &str = "X-Boucle-Have";

/// What the server has after a chunk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Uploaded {
    pub have: u64,
    /// The file is whole, has the hash it is named by, and is on disk.
    pub complete: bool,
}

/// 409: the chunk does not follow what the server has; go on from `have`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Offset {
    pub have: u64,
}

/// Length of the chunk at `off` of a file of `size` bytes; none where no chunk begins.
pub fn chunk_len(size: u64, off: u64) -> Option<u64> {
    let begins = off < size && off.is_multiple_of(CHUNK_BYTES);
    begins.then(|| CHUNK_BYTES.min(size - off))
}

/// Number of chunks of a file.
pub fn chunks(size: u64) -> u64 {
    size.div_ceil(CHUNK_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_a_file_once() {
        for size in [
            1,
            CHUNK_BYTES - 1,
            CHUNK_BYTES,
            CHUNK_BYTES + 1,
            20 * 1024 * 1024,
        ] {
            let mut off = 0;
            let mut count = 0;
            while let Some(len) = chunk_len(size, off) {
                assert!(len > 0 && len <= CHUNK_BYTES);
                off += len;
                count += 1;
            }
            assert_eq!((off, count), (size, chunks(size)));
        }
        assert_eq!(chunk_len(CHUNK_BYTES * 2, 1), None);
        assert_eq!(chunk_len(0, 0), None);
    }
}
