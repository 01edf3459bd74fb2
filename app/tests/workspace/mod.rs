//! The workspace's state and its exchange with a server in memory that plans pushes with the real functions.

mod clock;
mod disk;
mod records;
mod server;
mod sync;
