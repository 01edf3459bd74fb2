//! A whole file being written: seen under its name when all of it is on disk, and not before.

use bytes::Bytes;
use object_store::{Error, MultipartUpload, WriteMultipart, path::Path};
use std::{
    io,
    path::{Path as FsPath, PathBuf},
    time::SystemTime,
};
use tokio::{fs, io::AsyncWriteExt as _, task::spawn_blocking};

/// Parts of a multipart upload under way at once.
const PARTS_AT_ONCE: usize = 2;

/// What a file tells of when it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dated {
    Now,
    /// A store elsewhere dates its files all the same.
    Never,
}

pub(super) enum Arriving {
    /// Temporary file → fsync → rename → fsync of its folders.
    File {
        file: fs::File,
        temporary: PathBuf,
        to: PathBuf,
        root: PathBuf,
    },
    /// What the store shows only once it is complete, and keeps then.
    Multipart(WriteMultipart),
}

impl Arriving {
    /// `chunks` is the folder of what is on its way: what a killed server leaves there is swept with it.
    pub(super) async fn in_folder(
        root: &FsPath,
        chunks: &Path,
        to: &Path,
    ) -> Result<Arriving, Error> {
        let chunks = root.join(chunks.as_ref());
        fs::create_dir_all(&chunks).await.map_err(local)?;
        let random = getrandom::u64().map_err(io::Error::other).map_err(local)?;
        let temporary = chunks.join(format!("whole-{random:016x}"));
        Ok(Arriving::File {
            file: fs::File::create_new(&temporary).await.map_err(local)?,
            temporary,
            to: root.join(to.as_ref()),
            root: root.to_owned(),
        })
    }

    pub(super) fn elsewhere(upload: Box<dyn MultipartUpload>) -> Arriving {
        Arriving::Multipart(WriteMultipart::new(upload))
    }

    pub(super) async fn put(&mut self, bytes: Bytes) -> Result<(), Error> {
        match self {
            Arriving::File { file, .. } => file.write_all(&bytes).await.map_err(local),
            Arriving::Multipart(write) => {
                write.wait_for_capacity(PARTS_AT_ONCE).await?;
                write.put(bytes);
                Ok(())
            }
        }
    }

    pub(super) async fn finish(self, dated: Dated) -> Result<(), Error> {
        match self {
            Arriving::File {
                mut file,
                temporary,
                to,
                root,
            } => {
                let settle = async {
                    file.flush().await?;
                    let file = file.into_std().await;
                    let settle = move || {
                        if dated == Dated::Never {
                            file.set_modified(SystemTime::UNIX_EPOCH)?;
                        }
                        file.sync_all()
                    };
                    spawn_blocking(settle).await??;
                    let folder = to.parent().unwrap_or(&root);
                    fs::create_dir_all(folder).await?;
                    fs::rename(&temporary, &to).await?;
                    // The new name is in its folder, which may be new in its own.
                    for folder in folder.ancestors().take_while(|at| at.starts_with(&root)) {
                        fs::File::open(folder).await?.sync_all().await?;
                    }
                    Ok(())
                };
                settle.await.map_err(local)
            }
            Arriving::Multipart(write) => write.finish().await.map(|_| ()),
        }
    }

    pub(super) async fn abort(self) -> Result<(), Error> {
        match self {
            Arriving::File { temporary, .. } => fs::remove_file(temporary).await.map_err(local),
            Arriving::Multipart(write) => write.abort().await,
        }
    }
}

pub(super) fn local(error: io::Error) -> Error {
    Error::Generic {
        store: "folder",
        source: Box::new(error),
    }
}
