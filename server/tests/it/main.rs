//! The server's use cases on a database in memory.

mod accounts;
mod usecases;
