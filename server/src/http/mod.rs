//! The HTTP edge. `router` holds every path; `routes` one file per theme; the rest is what all of them share.

pub mod admin;
pub mod assets;
mod body;
mod cookies;
mod csrf;
mod error;
mod headers;
mod limits;
mod pages;
pub mod router;
mod routes;
pub mod serve;
mod shown;
pub mod state;
mod trace;
