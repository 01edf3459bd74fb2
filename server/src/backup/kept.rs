//! Signed heads that somebody kept outside the database: a device, an auditor, the folder of checkpoints.

use super::BackupError;
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use sync::wire::{Checkpoint, SignedHead};

/// A head with the file it was read from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub from: String,
    pub checkpoint: Checkpoint,
}

/// What such a file may hold.
#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
    Checkpoint(Checkpoint),
    Head(SignedHead),
    /// What a device saves that was contradicted.
    Doubt {
        before: SignedHead,
    },
}

impl Kept {
    /// # Errors
    /// `Read`, `NoHead`.
    pub fn read(path: &Path) -> Result<Self, BackupError> {
        let bytes = fs::read(path).map_err(|cause| unreadable(path, cause))?;
        let content = serde_json::from_slice(&bytes).map_err(|_| BackupError::NoHead {
            path: path.to_owned(),
        })?;
        let checkpoint = match content {
            Content::Checkpoint(checkpoint) => checkpoint,
            Content::Head(signed) | Content::Doubt { before: signed } => Checkpoint {
                signed,
                token: None,
            },
        };
        Ok(Self {
            from: path.display().to_string(),
            checkpoint,
        })
    }

    /// All of a folder, by name; none when there is no such folder yet.
    ///
    /// # Errors
    /// As [`Kept::read`].
    pub fn folder(folder: &Path) -> Result<Vec<Self>, BackupError> {
        let entries = match fs::read_dir(folder) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|cause| unreadable(folder, cause))?,
        };
        let paths = entries
            .map(|entry| Ok(entry?.path()))
            .collect::<io::Result<Vec<PathBuf>>>();
        let mut paths = paths.map_err(|cause| unreadable(folder, cause))?;
        paths.retain(|path| path.extension().is_some_and(|ext| ext == "json"));
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }
}

fn unreadable(path: &Path, cause: io::Error) -> BackupError {
    BackupError::Read {
        path: path.to_owned(),
        cause,
    }
}
