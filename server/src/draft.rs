//! A file that is written whole or not at all.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// A file under another name until it is whole, readable by its owner alone; removed when it never is.
pub struct Draft {
    pub path: PathBuf,
}

impl Draft {
    pub fn new(file: &Path) -> Self {
        let mut path = file.as_os_str().to_owned();
        path.push(".part");
        Self { path: path.into() }
    }

    /// # Errors
    /// When the folder cannot be written.
    pub fn create(&self) -> io::Result<File> {
        // Left behind by a command that was killed: its mode may be another.
        if let Err(error) = fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path)
    }

    /// The name is on disk too before this returns.
    ///
    /// # Errors
    /// The file does not have its name then.
    pub fn keep(&self, file: &Path) -> io::Result<()> {
        fs::rename(&self.path, file)?;
        #[cfg(unix)]
        {
            let folder = file
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Gone already when it was kept.
        let _ = fs::remove_file(&self.path);
    }
}

/// Writes a whole file.
///
/// # Errors
/// Nothing was written then.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = Draft::new(file);
    let mut out = draft.create()?;
    out.write_all(bytes)?;
    out.sync_all()?;
    draft.keep(file)
}
