//! One file per theme of the router's page.

pub(super) mod blobs;
pub(super) mod export;
pub(super) mod form;
pub(super) mod health;
pub(super) mod import;
pub(super) mod intake;
pub(super) mod live;
pub(super) mod photos;
pub(super) mod rpc;
pub(super) mod stop;
pub(super) mod sync;
