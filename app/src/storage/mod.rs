//! What the browser keeps: [`idb`] for everything that must survive, [`local`] for what is small and must be written
//! synchronously, [`lock`] so that one tab at a time does a job.

pub mod idb;
pub mod local;
pub mod lock;
pub mod quota;

use wasm_bindgen::{JsCast, JsValue};

/// Why something could not be stored or read back.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StorageError {
    /// The device or the browser's share of it is full.
    #[error("the storage is full")]
    Quota,
    /// The connection was closed under us (another version opened, the system took it back), and again after reopening.
    #[error("the connection was closed")]
    Closed,
    /// The browser gives no storage here (private window, blocked by a setting).
    #[error("no storage here")]
    Unavailable,
    /// What was stored does not read as the type asked for.
    #[error("the stored value cannot be read")]
    Unreadable,
    /// The browser's own name for anything else.
    #[error("{0}")]
    Other(String),
}

impl From<JsValue> for StorageError {
    fn from(thrown: JsValue) -> Self {
        let name = match thrown.dyn_ref::<web_sys::DomException>() {
            Some(exception) => exception.name(),
            None => String::from("Unknown"),
        };
        match name.as_str() {
            "QuotaExceededError" => StorageError::Quota,
            "InvalidStateError" => StorageError::Closed,
            "SecurityError" => StorageError::Unavailable,
            _ => StorageError::Other(name),
        }
    }
}
