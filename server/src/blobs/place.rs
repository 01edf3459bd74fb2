//! Where attached files are kept, as configured: a folder, `s3://BUCKET/PREFIX`, or `mem://` for tests.

use super::Blobs;
use object_store::{
    BackoffConfig, ObjectStore, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem,
    memory::InMemory, path::Path,
};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// A checked address. Credentials are never in it: they come from the environment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlobsUrl {
    Folder(PathBuf),
    S3 { bucket: String, prefix: String },
    Memory,
}

/// Why files cannot be kept there.
#[derive(Debug, thiserror::Error)]
#[error("BOUCLE_BLOBS: files cannot be kept in {place}: {cause}")]
pub struct Unusable {
    place: String,
    cause: String,
}

/// A request has given up by then.
const RETRIED_MAX: Duration = Duration::from_secs(20);

impl BlobsUrl {
    /// None when it is no place we know.
    pub fn read(given: &str) -> Option<BlobsUrl> {
        let Some((scheme, rest)) = given.split_once("://") else {
            return (!given.trim().is_empty()).then(|| BlobsUrl::Folder(given.into()));
        };
        match scheme {
            "mem" if rest.is_empty() => Some(BlobsUrl::Memory),
            "file" if !rest.is_empty() => Some(BlobsUrl::Folder(rest.into())),
            "s3" => {
                let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
                let bare = !bucket.is_empty() && !bucket.contains(['@', ':']);
                bare.then(|| BlobsUrl::S3 {
                    bucket: bucket.to_owned(),
                    prefix: prefix.to_owned(),
                })
            }
            _ => None,
        }
    }
}

impl Blobs {
    /// Opens the place and looks once whether it answers.
    ///
    /// # Errors
    /// What keeps files from being kept there, for the operator.
    pub async fn open(url: &BlobsUrl) -> Result<Blobs, Unusable> {
        let (place, opened) = match url {
            BlobsUrl::Memory => ("memory".to_owned(), Ok(Blobs::memory())),
            BlobsUrl::Folder(folder) => (folder.display().to_string(), in_folder(folder)),
            BlobsUrl::S3 { bucket, prefix } => (format!("s3://{bucket}"), in_s3(bucket, prefix)),
        };
        let unusable = |cause| Unusable { place, cause };
        let blobs = match opened {
            Ok(blobs) => blobs,
            Err(cause) => return Err(unusable(cause.to_string())),
        };
        match blobs.store.list_with_delimiter(Some(&blobs.prefix)).await {
            Ok(_) => Ok(blobs),
            Err(cause) => Err(unusable(cause.to_string())),
        }
    }

    /// For tests.
    pub fn memory() -> Blobs {
        Blobs {
            store: Arc::new(InMemory::new()),
            folder: None,
            prefix: Path::default(),
        }
    }
}

type Opened = Result<Blobs, Box<dyn std::error::Error + Send + Sync>>;

fn in_folder(folder: &std::path::Path) -> Opened {
    std::fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let store = LocalFileSystem::new_with_prefix(&folder)?.with_automatic_cleanup(true);
    Ok(Blobs {
        store: Arc::new(store),
        folder: Some(folder),
        prefix: Path::default(),
    })
}

/// Keys, region and endpoint are those of every S3 tool: `AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL` …
fn in_s3(bucket: &str, prefix: &str) -> Opened {
    let retry = RetryConfig {
        backoff: BackoffConfig::default(),
        max_retries: 3,
        retry_timeout: RETRIED_MAX,
    };
    let store = AmazonS3Builder::from_env()
        .with_bucket_name(bucket)
        .with_retry(retry)
        .build()?;
    Ok(Blobs {
        store: Arc::new(store),
        folder: None,
        prefix: Path::parse(prefix)?,
    })
}
