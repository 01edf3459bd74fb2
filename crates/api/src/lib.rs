//! The typed contract of the calls that only work online, and the paths that browser and server agree on.
//! `app` calls the `#[server]` functions; the server runs their bodies, which reach it through [`Backend`].

pub mod error;
pub mod model;
pub mod outreach;
pub mod paths;
#[cfg(feature = "ssr")]
pub mod ports;
pub mod rpc;

pub use error::ApiError;
