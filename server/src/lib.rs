//! The Boucle server: HTTP edge, use cases and command line over the embedded store.
#![recursion_limit = "256"]

pub mod auth;
pub mod rpc;
pub mod service;
