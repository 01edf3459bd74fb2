//! The operation log of one organisation and what intake keeps beside it, on SurrealDB: the port of `ledger`.

mod kept;
mod org;
mod quarantine;
mod read;
mod rows;
pub mod verify;
mod write;

pub use org::{NewOrg, OrgDb};
