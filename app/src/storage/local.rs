//! Local storage: small things written before the next line runs (the answer being typed, settings of this device, the
//! count of unsent items). Values are JSON. A browser without local storage reads as empty.

use super::StorageError;
use gloo_storage::{LocalStorage, Storage as _, errors::StorageError as GlooError};
use serde::{Serialize, de::DeserializeOwned};

/// What is stored under `key`, if it can be read.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    available().then(|| LocalStorage::get(key).ok()).flatten()
}

/// # Errors
/// `Quota`, or `Unavailable` where the browser has no local storage.
pub fn set<T: Serialize>(key: &str, value: &T) -> Result<(), StorageError> {
    if !available() {
        return Err(StorageError::Unavailable);
    }
    LocalStorage::set(key, value).map_err(|error| match error {
        GlooError::JsError(thrown) if thrown.name == "QuotaExceededError" => StorageError::Quota,
        GlooError::JsError(thrown) => StorageError::Other(thrown.name),
        _ => StorageError::Unreadable,
    })
}

pub fn delete(key: &str) {
    if available() {
        LocalStorage::delete(key);
    }
}

/// Everything whose key begins so.
pub fn delete_all(beginning: &str) {
    if !available() {
        return;
    }
    let all = LocalStorage::get_all::<serde_json::Map<String, serde_json::Value>>();
    let keys = all
        .into_iter()
        .flat_map(|all| all.into_iter().map(|(key, _)| key));
    keys.filter(|key| key.starts_with(beginning))
        .for_each(LocalStorage::delete);
}

/// gloo-storage panics where a setting blocks local storage, so it is asked first.
fn available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
