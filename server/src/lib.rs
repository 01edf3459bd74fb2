//! The Boucle server: HTTP edge, use cases and command line over the embedded store.
#![recursion_limit = "256"]

pub mod auth;
pub mod backup;
pub mod blobs;
pub mod cli;
pub mod config;
mod dates;
pub mod demo;
pub mod draft;
pub mod export;
pub mod files;
pub mod http;
pub mod keyfile;
pub mod mail;
pub mod rpc;
pub mod service;
mod supervise;
mod telemetry;
pub mod timestamp;
