//! The operation log as devices and server rely on it.
#![allow(clippy::unwrap_used, reason = "a test says what must be there")]

mod chain;
mod decide;
mod document;
mod erasure;
mod fold;
mod fuzz;
mod golden;
mod laws;
mod lives;
mod merkle;
mod numbers;
mod outbox;
mod plan;
mod records;
mod scenes;
mod sets;
mod support;
mod text;
