//! The server's side of both protocols for one organisation: what a push, a pull or a delivered batch does, and what is
//! held in memory of the log. Above a store port ([`LogStore`]) and a host port ([`Host`]: time, randomness, pauses), so
//! that a simulator drives exactly what the server runs. No database, no runtime, no HTTP; who may call is decided above.

mod checkpoint;
mod closing;
mod core;
mod decide;
mod draft;
mod error;
mod exchange;
mod forget;
mod handed;
mod host;
mod index;
mod judge;
mod keyring;
mod keys;
mod late;
mod load;
mod org;
mod photos;
mod port;
mod quarantine;
mod reduce;
mod release;
mod source;
mod take;
mod ticket;
mod witness;

pub use self::core::Core;
pub use closing::close;
pub use draft::{Draft, OwnOp};
pub use error::Error;
pub use exchange::{Pull, Who};
pub use host::{Host, Pause, backoff, instant};
pub use index::Index;
pub use keyring::ImportError;
pub use keys::{Keys, verify};
pub use late::takes_from_links;
pub use org::Org;
pub use photos::Photos;
pub use port::{
    Aside, Commit, Decisions, Found, HeldOp, ItemTrace, Loaded, LogError, LogStore, Pending,
    Purpose, Pushed, Quarantined, Seat, Secret, Tally, Ticket, Waiting, Wanted,
};
pub use quarantine::{KEPT_BYTES, KEPT_PAGE, Kept, LeftAside, Thing, Undecided, is_full};
pub use source::{Source, Tablets};
pub use take::Arrived;
pub use ticket::{one_use, token_hash};
