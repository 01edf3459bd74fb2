//! A file in an embedded database's folder that says: an organisation was set up here. A log that was emptied, lost or
//! filled with zeros opens as a new database, whose first visitor may set it up; with this file it is not opened.

use crate::StoreError;
use std::{
    fs::File,
    io::ErrorKind,
    path::{Path, PathBuf},
};

#[derive(Clone)]
pub(crate) struct Marker(PathBuf);

impl Marker {
    pub(crate) fn of(folder: &Path) -> Self {
        Self(folder.join("SET-UP"))
    }

    pub(crate) fn is_left(&self) -> bool {
        self.0.exists()
    }

    /// What the database says of itself against what its folder says.
    ///
    /// # Errors
    /// `FilesDamaged` when it has forgotten its organisation; `Disk`.
    pub(crate) fn check(&self, set_up: bool) -> Result<(), StoreError> {
        if set_up {
            return self.leave();
        }
        if self.is_left() {
            return Err(StoreError::FilesDamaged(
                "an organisation was set up in this folder, and nothing of it is left".to_owned(),
            ));
        }
        Ok(())
    }

    /// On disk before this returns; nothing when it is there already.
    pub(crate) fn leave(&self) -> Result<(), StoreError> {
        let written = match File::create_new(&self.0) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
            Err(error) => Err(error),
            Ok(file) => file.sync_all().and_then(|()| match self.0.parent() {
                Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
                _ => Ok(()),
            }),
        };
        written.map_err(|error| StoreError::Disk(error.to_string()))
    }
}
