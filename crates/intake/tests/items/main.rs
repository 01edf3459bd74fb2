//! Sealed items as tablets and server rely on them.
#![allow(clippy::unwrap_used, reason = "a test says what must be there")]

mod golden;
mod golden_questions;
mod outbox;
mod seal;
mod support;
