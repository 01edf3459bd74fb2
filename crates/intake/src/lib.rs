//! What a respondent's device sends: sealed, frozen, idempotent items. Pure and small: it is linked into the tablet's
//! page. Nothing here knows the operation log.

pub mod device;
pub mod incoming;
pub mod outbox;
pub mod payload;
pub mod release;
pub mod seal;
pub mod wire;

pub use payload::{Note, Payload, PhotoFile, Seen};
pub use seal::{PrivateKey, PublicKey, SealError, Sealed};
