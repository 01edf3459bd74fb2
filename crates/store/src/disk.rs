//! A disk that failed once is not written again. After a failed sync nobody knows what of the log reached the disk, and
//! what is written behind it could be lost with it: the program stops, and the next start reads what is there.

use crate::StoreError;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// The disk under an embedded engine.
#[derive(Default)]
pub(crate) struct Disk {
    failed: AtomicBool,
    told: Notify,
}

impl Disk {
    /// # Errors
    /// `Disk`, once it has failed.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if self.failed.load(Ordering::SeqCst) {
            return Err(StoreError::Disk("it failed before".to_owned()));
        }
        Ok(())
    }

    /// What the engine answered; an error of the disk is remembered. Nothing counts as done that ended after that.
    pub(crate) fn watch<T>(&self, answered: Result<T, StoreError>) -> Result<T, StoreError> {
        match answered {
            // The engines keep no kind for it, only these words.
            Err(StoreError::Engine(cause)) if cause.contains("IO error") => {
                self.failed.store(true, Ordering::SeqCst);
                self.told.notify_one();
                Err(StoreError::Disk(cause))
            }
            other => {
                self.check()?;
                other
            }
        }
    }

    /// Ends when it has failed.
    pub(crate) async fn failed(&self) {
        self.told.notified().await;
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
        assert!(disk.check().is_err());
        disk.failed().await;
    }
}
