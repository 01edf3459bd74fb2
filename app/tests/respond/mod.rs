//! The respondent's front end, piece by piece and as a whole screen.

mod apart;
mod code;
mod conditions;
mod draft;
mod drawn;
mod flow;
mod outbox;
mod questions;
pub(crate) mod sample;
mod sentences;
mod tabs;
mod typing;
