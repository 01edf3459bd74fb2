//! Files attached to records, on this device: prepared (`prepare`, `picture`), kept beside the log (`store`), sent after
//! the operations (`queue`), shown ([`Files`]). A file is named by its SHA-256; what a record holds is the reference
//! alone, so the two travel apart and a text never waits for a photo.

pub mod files;
pub mod idb_files;
pub mod memory_files;
pub mod picture;
pub mod prepare;
pub mod queue;
pub mod remote;
pub mod store;

pub use files::{Files, Place, use_files};
pub use prepare::{Problem, prepare};
