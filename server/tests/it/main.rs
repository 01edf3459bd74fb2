//! The server through its use cases, through its router, and as a process: what people, tablets, links and strangers get.
#![allow(
    clippy::unwrap_used,
    reason = "tests; clippy knows them by `#[test]` alone"
)]

mod app;
mod organisation;
mod process;
mod smtp;
mod tablet;
mod team;

mod access;
mod accounts;
mod assets;
mod attachments;
mod backup;
mod bad_input;
mod calls;
mod cli;
mod document;
mod durability;
mod files;
mod forms;
mod hard;
mod live;
mod people;
mod repair;
mod security;
mod tls;
mod transfer;
mod usecases;
