//! A respondent's device and its turns with a server, on memory: what was answered arrives once, whatever happens.
#![allow(clippy::unwrap_used, reason = "a test says what must be there")]

mod custody;
mod memory;
mod rest;
mod turns;
