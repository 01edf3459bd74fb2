//! The real program in hard times: killed every few seconds under load, a disk that is full, a disk that fails. What was
//! acknowledged is there, once.
//!
//! `BOUCLE_KILL_MINUTES=30` makes the kills long; the full disk is a small file system of its own, which only an
//! administrator can mount: `BOUCLE_LONG=1`. Two servers of one database need SurrealDB's own: `cargo xtask long servers`.

mod crowd;
mod disk;
mod grown;
mod killed;
mod servers;
