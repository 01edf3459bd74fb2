//! What can go wrong with the database, classified by what the caller does next.

use crate::wal::Gap;
use ledger::LogError;
use surrealdb::types::{AlreadyExistsError, ErrorDetails, QueryError};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot open the database at {url}: {reason}")]
    Open { url: String, reason: String },
    /// The default engine would open it without what stands behind the damage. Nothing was changed.
    #[error(
        "the log {} of the database is damaged at byte {}, and whole entries stand in the {} bytes behind it",
        .0.segment.display(), .0.at, .0.behind
    )]
    LogDamaged(Gap),
    /// Files of an embedded database are not what its engine wrote, or are gone.
    #[error(
        "files of the database are damaged ({0}): copy the data folder, then restore the newest backup into a new one (`boucle restore`)"
    )]
    FilesDamaged(String),
    /// Another write came first: plan again from what is stored now.
    #[error("another write came first")]
    Conflict,
    /// Something the write rests on is not so, or no longer: doing it again does not help.
    #[error("what the write rests on is not so")]
    Unmet,
    /// A record with this id is there already.
    #[error("the record exists already")]
    Exists,
    /// The schema in the database comes from a newer program.
    #[error(
        "the database {database} has schema {found}, this program knows {known}: start the newer program"
    )]
    NewerSchema {
        database: String,
        found: u32,
        known: u32,
    },
    /// Stored data cannot be what this program wrote.
    #[error("damaged data: {0}")]
    Damaged(String),
    /// Nothing more is written until the program has been started again.
    #[error("the disk failed: {0}")]
    Disk(String),
    /// The database is elsewhere and does not answer; the outcome of a commit is unknown.
    #[error("the database does not answer: {0}")]
    Away(String),
    /// Everything else, a commit of unknown outcome among it: read back before doing it again.
    #[error("the database failed: {0}")]
    Engine(String),
}

/// What our own `THROW`s say when the head record is not where the writer thought.
pub(crate) const MOVED: &str = "boucle:moved";
/// What they say when something else that the write rests on is not so.
pub(crate) const UNMET: &str = "boucle:unmet";

impl StoreError {
    /// The statements of a failed transaction all fail; one of them says why.
    pub(crate) fn of_statements(errors: impl Iterator<Item = surrealdb::Error>) -> Self {
        let mut causes = Vec::new();
        for error in errors {
            match Self::from(error) {
                Self::Engine(cause) => causes.push(cause),
                known => return known,
            }
        }
        causes.sort();
        causes.dedup();
        Self::engine(causes.join("; "))
    }

    /// What the engine says in words only.
    fn engine(cause: String) -> Self {
        if tells_damage(&cause) {
            Self::FilesDamaged(cause)
        } else {
            Self::Engine(cause)
        }
    }

    /// Why the engine did not open `url`.
    pub(crate) fn opening(url: &str, reason: String) -> Self {
        if tells_damage(&reason) {
            return Self::FilesDamaged(reason);
        }
        Self::Open {
            url: url.to_owned(),
            reason,
        }
    }
}

/// Whether SurrealKV (0.21, `src/error.rs`) found a file to be other than it wrote it. A file that cannot be read for another
/// reason, such as a missing right, is not damaged; that the system does not find it (2) is.
fn tells_damage(cause: &str) -> bool {
    const WORDS: [&str; 9] = [
        "checksum verification failed",
        "SSTable error",
        "Corrupted",
        "corruption detected",
        "table metadata",
        "Failed to load manifest",
        "failed to fill whole buffer",
        "resolve value from VLog",
        "Invalid table format",
    ];
    let system = cause.contains("(os error") && !cause.contains("(os error 2)");
    !system && WORDS.iter().any(|words| cause.contains(words))
}

impl From<surrealdb::Error> for StoreError {
    fn from(error: surrealdb::Error) -> Self {
        match error.details() {
            ErrorDetails::Query(Some(QueryError::TransactionConflict)) => Self::Conflict,
            ErrorDetails::AlreadyExists(Some(AlreadyExistsError::Record { .. })) => Self::Exists,
            ErrorDetails::Connection(_) => Self::Away(error.to_string()),
            ErrorDetails::Thrown if error.message().contains(MOVED) => Self::Conflict,
            ErrorDetails::Thrown if error.message().contains(UNMET) => Self::Unmet,
            _ => Self::engine(error.to_string()),
        }
    }
}

/// What a log answers through its port.
impl From<StoreError> for LogError {
    fn from(error: StoreError) -> Self {
        match error {
            // Of a commit: the number or the id is taken, and nothing of it was written.
            StoreError::Conflict | StoreError::Exists => Self::Conflict,
            StoreError::Damaged(what) => Self::Damaged(what),
            // The program is about to stop, and somebody starts it again.
            StoreError::Away(why) | StoreError::Disk(why) => Self::Away(why),
            other => Self::Unknown(other.to_string()),
        }
    }
}

impl From<LogError> for StoreError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Conflict => Self::Conflict,
            LogError::Damaged(what) => Self::Damaged(what),
            LogError::Away(why) => Self::Away(why),
            LogError::Unknown(why) => Self::Engine(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LogError, StoreError};

    #[test]
    fn what_cannot_be_read_is_told_from_what_is_damaged() {
        let opening = |cause: &str| StoreError::opening("surrealkv://db", cause.to_owned());
        for damaged in [
            "SSTable error: checksum verification failed for block at 0",
            "Failed to load manifest: IO error: No such file or directory (os error 2)",
            "IO error: failed to fill whole buffer",
        ] {
            let told = opening(damaged);
            assert!(matches!(told, StoreError::FilesDamaged(_)), "{told:?}");
        }
        for other in [
            "Failed to load manifest: IO error: Permission denied (os error 13)",
            "IO error: No space left on device (os error 28)",
        ] {
            let told = opening(other);
            assert!(matches!(told, StoreError::Open { .. }), "{told:?}");
        }
    }

    /// Devices that push at that moment are told to come again, not that something unexpected happened.
    #[test]
    fn a_server_that_stops_over_its_disk_is_away() {
        let told = LogError::from(StoreError::Disk("it failed before".to_owned()));
        assert!(matches!(told, LogError::Away(_)), "{told:?}");
        let told = StoreError::from(told);
        assert!(matches!(told, StoreError::Away(_)), "{told:?}");
    }
}
