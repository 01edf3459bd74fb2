//! The server through its use cases and through its router, on a database in memory.

mod accounts;
mod usecases;
