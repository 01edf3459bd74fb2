//! The port to the server's files. The browser's speaks HTTP; tests answer from memory.

use crate::{
    net::{self, NetError},
    sync_driver::Http,
};
use domain::attachment::FileHash;
use js_sys::ArrayBuffer;
use std::{future::Future, pin::Pin};
use sync::blob::{HAVE_HEADER, Uploaded};
use web_sys::Blob;

pub type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, NetError>> + 'a>>;

/// A chunk on its way.
#[derive(Clone, Debug)]
pub struct Chunk {
    pub sha: FileHash,
    pub size: u64,
    pub off: u64,
    pub bytes: ArrayBuffer,
}

pub trait FileRemote {
    /// What the server has of a file.
    fn have(&self, sha: FileHash) -> Call<'_, Uploaded>;
    fn put(&self, chunk: Chunk) -> Call<'_, Uploaded>;
    fn get(&self, sha: FileHash) -> Call<'_, Blob>;
}

impl FileRemote for Http {
    fn have(&self, sha: FileHash) -> Call<'_, Uploaded> {
        Box::pin(async move {
            let asked = net::head(&url(sha), &self.headers(), HAVE_HEADER).await;
            let (status, have) = asked?;
            // Without our header it is not our server that answered.
            let have = have.and_then(|have| have.parse().ok());
            Ok(Uploaded {
                have: have.ok_or(NetError::Offline)?,
                complete: status == 200,
            })
        })
    }

    fn put(&self, chunk: Chunk) -> Call<'_, Uploaded> {
        let url = format!("{}?size={}&off={}", url(chunk.sha), chunk.size, chunk.off);
        Box::pin(async move { net::put_bytes(&url, &self.headers(), &chunk.bytes).await })
    }

    fn get(&self, sha: FileHash) -> Call<'_, Blob> {
        Box::pin(async move { net::get_file(&url(sha), &self.headers()).await })
    }
}

fn url(sha: FileHash) -> String {
    format!("/app/sync/v1/blobs/{sha}")
}
