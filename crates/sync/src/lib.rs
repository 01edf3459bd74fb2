//! The operation log, pure: operations, their fold into records, the device's side of the exchange, the server's plan for
//! a push, and the wire messages. No sockets, no clock, no storage: hosts own those (the browser, the server, the simulator).
//!
//! State is `fold(log)`. A device shows the server's log with its own pending operations replayed on top. The same
//! functions run on both sides, so equal logs give equal records.

mod accept;
pub mod blob;
mod body;
pub mod decide;
pub mod device;
pub mod erasure;
pub mod fold;
pub mod hash;
pub mod incoming;
pub mod merkle;
pub mod op;
pub mod outbox;
pub mod plan;
pub mod snapshot;
pub mod wire;

pub use body::Body;
pub use fold::{Contender, Entity, Field, State};
pub use op::{EntityRef, Op, Scope, Stamp, Stored};
