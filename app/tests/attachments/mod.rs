//! Files attached to records: what is kept of them, and how they reach the server.

mod carried;
mod files;
mod kept;
mod queue;
pub(crate) mod server;
mod shown;
