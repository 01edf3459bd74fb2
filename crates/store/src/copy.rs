//! A copy of a closed SurrealKV database beside it, as a start would leave it: for a look that changes nothing, and for a
//! repair that leaves what it found as it was.
//!
//! Tables, and all files of the value log but the newest, are never written again: they are linked, not copied.

use crate::{
    StoreError, engine,
    wal::{self, Gap, WalError},
};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// Removed when it is dropped. Until then nobody opens the database itself.
pub struct Copy {
    /// Of the copy, to be opened.
    pub url: String,
    /// Damage in the midst of the log: the copy ends there.
    pub gap: Option<Gap>,
    /// Bytes at the log's end that hold no whole entry: the copy has none of them.
    pub torn_bytes: u64,
    database: PathBuf,
    /// Holds the copy and what its opening puts beside it.
    room: PathBuf,
    _lock: File,
}

impl Copy {
    /// None when there is no such database, or it is not in a folder.
    ///
    /// # Errors
    /// `Open`: another program has it, or the folder cannot be written; `FilesDamaged`.
    pub fn of(url: &str) -> Result<Option<Self>, StoreError> {
        match engine::folder(url) {
            Some(folder) => Self::make(folder).map_err(|cause| cause.of(url)),
            None => Ok(None),
        }
    }

    fn make(database: &Path) -> Result<Option<Self>, WalError> {
        if !database.exists() {
            return Ok(None);
        }
        let Some(lock) = wal::lock(database)? else {
            return Ok(None);
        };
        wal::check_manifest(database)?;
        let end = wal::end(database)?;
        let room = wal::new_folder(database, "copy")?;
        let to = room.join("db");
        let copy = Self {
            url: format!("surrealkv://{}", to.display()),
            torn_bytes: end.torn_bytes(),
            gap: end.gap.clone(),
            database: database.to_owned(),
            room,
            _lock: lock,
        };
        copied(database, &to, &end)?;
        Ok(Some(copy))
    }

    /// The copy, closed, takes the database's place; answers the folder where that is kept, as it was.
    ///
    /// # Errors
    /// `Open`: when it was interrupted between its two steps, [`wal::prepare`] refuses until the folder is put back.
    pub fn put_in_place(self) -> Result<PathBuf, StoreError> {
        let swapped = || {
            let kept = wal::new_folder(&self.database, "cut")?;
            // A folder may take the place of an empty one.
            fs::rename(&self.database, &kept)?;
            fs::rename(self.room.join("db"), &self.database)?;
            Ok(kept)
        };
        swapped().map_err(|cause: io::Error| WalError::Io(cause).of(&self.url))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if let Err(cause) = fs::remove_dir_all(&self.room) {
            tracing::warn!(folder = %self.room.display(), %cause, "a copy is left behind: remove it");
        }
    }
}

fn copied(from: &Path, to: &Path, end: &wal::End) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let linked = match from.file_name().and_then(|name| name.to_str()) {
        Some("sstables") => files(from)?,
        Some("vlog") => {
            let mut all = files(from)?;
            all.pop();
            all
        }
        _ => Vec::new(),
    };
    for entry in fs::read_dir(from)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        let place = to.join(&name);
        if path.is_dir() {
            // What an interrupted repair of the engine's own left is forgotten by a start.
            if name != "repair_temp" {
                copied(&path, &place, end)?;
            }
        } else if let Some(length) = end.kept(&path) {
            io::copy(
                &mut io::Read::take(File::open(&path)?, length),
                &mut File::create(place)?,
            )?;
        } else if name != "LOCK"
            && !(linked.contains(&path) && fs::hard_link(&path, &place).is_ok())
        {
            fs::copy(&path, place)?;
        }
    }
    Ok(())
}

/// By their names, which are numbers of one length.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut found = entries.collect::<io::Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}
