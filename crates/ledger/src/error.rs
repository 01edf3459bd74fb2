//! Why a use case did not do its work.

use crate::LogError;
use sync::plan::Stop;

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Error {
    /// The push does not follow what the server has of the device.
    #[error("operations are missing after number {last_cseq}")]
    Gap { last_cseq: u64 },
    /// The device is a copy of another, or was rolled back.
    #[error("another copy of this device has used these numbers")]
    NumberTaken,
    #[error("more than this call takes")]
    TooLarge,
    #[error("the role does not hold this scope")]
    ScopeGone,
    /// The database cannot write now: the same call may be sent again.
    #[error("the database cannot write now")]
    Busy,
    /// The organisation was removed.
    #[error("the organisation is closed")]
    Closed,
    #[error(transparent)]
    Log(#[from] LogError),
}

impl From<Stop> for Error {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Gap { last_cseq } => Self::Gap { last_cseq },
            Stop::Taken => Self::NumberTaken,
        }
    }
}
