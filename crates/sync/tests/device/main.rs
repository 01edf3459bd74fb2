//! A device and its exchange with a server, on memory: nothing lost and nothing doubled, whatever happens between two
//! steps.
#![allow(clippy::unwrap_used, reason = "a test says what must be there")]

mod copies;
mod crashes;
mod kept;
mod lives;
mod queue;
mod scopes;
mod server;
mod tab;
mod tabs;
mod trust;
