//! A disk that failed once is not written again. After a failed sync nobody knows what of the log reached the disk, and
//! what is written behind it could be lost with it: the program stops, and the next start reads what is there. A log that
//! is as long as it may be stops the program too: the next start puts it into tables.

use crate::{StoreError, wal};
use std::{path::PathBuf, sync::OnceLock};
use tokio::sync::Notify;

/// Why a database is not written any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    Failed,
    /// Nothing is wrong: whoever opens it again goes on.
    LogFull,
}

/// The disk under an embedded engine.
#[derive(Default)]
pub(crate) struct Disk {
    stop: OnceLock<Stop>,
    told: Notify,
    /// The folder of a SurrealKV database, and how long its log may be.
    log: Option<(PathBuf, u64)>,
}

impl Disk {
    pub(crate) fn with_log(folder: PathBuf, max: u64) -> Self {
        Self {
            log: Some((folder, max)),
            ..Self::default()
        }
    }

    /// Before anything is asked of it.
    ///
    /// # Errors
    /// `Disk`, once it has failed, or its log is as long as it may be: the program starts again with a short one.
    pub(crate) fn ready(&self) -> Result<(), StoreError> {
        if self.is_log_over(1) {
            self.stop(Stop::LogFull);
        }
        self.check()
    }

    /// Whether the log is longer than a part of what it may be.
    pub(crate) fn is_log_over(&self, part: u64) -> bool {
        let Some((folder, max)) = &self.log else {
            return false;
        };
        wal::length(folder).is_ok_and(|length| length > max / part)
    }

    fn stop(&self, why: Stop) {
        // The first reason is the one that counts.
        let _ = self.stop.set(why);
        self.told.notify_one();
    }

    fn check(&self) -> Result<(), StoreError> {
        match self.stop.get() {
            None => Ok(()),
            Some(Stop::Failed) => Err(StoreError::Disk("it failed before".to_owned())),
            Some(Stop::LogFull) => Err(StoreError::Disk("its log is full".to_owned())),
        }
    }

    /// What the engine answered; an error of the disk is remembered. Nothing counts as done that ended after that.
    pub(crate) fn watch<T>(&self, answered: Result<T, StoreError>) -> Result<T, StoreError> {
        match answered {
            // The engines keep no kind for it, only these words.
            Err(StoreError::Engine(cause)) if cause.contains("IO error") => {
                self.stop(Stop::Failed);
                Err(StoreError::Disk(cause))
            }
            other => {
                self.check()?;
                other
            }
        }
    }

    /// Ends when nothing is written any more.
    pub(crate) async fn stopped(&self) -> Stop {
        loop {
            if let Some(why) = self.stop.get() {
                return *why;
            }
            self.told.notified().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn after_a_failed_sync_nothing_counts_as_written() {
        let disk = Disk::default();
        assert_eq!(disk.watch(Ok(1)).unwrap(), 1);
        let conflict = disk.watch::<()>(Err(StoreError::Conflict));
        assert!(matches!(conflict, Err(StoreError::Conflict)));
        let cause = "Cannot COMMIT: WAL error: IO error: kind=uncategorized, (os error 5)";
        let failed = disk.watch::<()>(Err(StoreError::Engine(cause.to_owned())));
        assert!(matches!(failed, Err(StoreError::Disk(_))));
        assert!(matches!(disk.watch(Ok(2)), Err(StoreError::Disk(_))));
        assert!(disk.ready().is_err());
        assert_eq!(disk.stopped().await, Stop::Failed);
    }

    #[tokio::test]
    async fn a_full_log_stops_the_program_before_the_engine_begins_another() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("wal");
        std::fs::create_dir(&log).unwrap();
        let disk = Disk::with_log(folder.path().to_owned(), 10);
        std::fs::write(log.join("00000000000000000000.wal"), [0; 10]).unwrap();
        disk.ready().unwrap();
        std::fs::write(log.join("00000000000000000000.wal"), [0; 11]).unwrap();
        assert!(matches!(disk.ready(), Err(StoreError::Disk(_))));
        assert_eq!(disk.stopped().await, Stop::LogFull);
    }
}
