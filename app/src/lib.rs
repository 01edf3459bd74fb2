//! The two front ends over one library: `workspace` (the team) and `respond` (tablets and links).
//! A screen of the workspace starts at `routes.rs`; sentences are in `locales/`.

pub mod clock;
pub mod locales;
pub mod random;
pub mod routes;
pub mod state;
