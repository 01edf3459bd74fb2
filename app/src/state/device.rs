//! What the browser says of its storage.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Storage {
    /// Whether the browser promised not to delete by itself; none when it cannot say.
    pub persisted: Option<bool>,
    /// Bytes used and allowed.
    pub room: Option<(f64, f64)>,
}

pub async fn storage() -> Storage {
    let Some(manager) = manager() else {
        return Storage::default();
    };
    let persisted = match manager.persisted() {
        Ok(promise) => JsFuture::from(promise)
            .await
            .ok()
            .and_then(|value| value.as_bool()),
        Err(_) => None,
    };
    Storage {
        persisted,
        room: room(&manager).await,
    }
}

/// Asks the browser to keep everything. It decides; some never ask the person.
pub async fn ask_to_persist() -> bool {
    let Some(Ok(promise)) = manager().map(|manager| manager.persist()) else {
        return false;
    };
    JsFuture::from(promise)
        .await
        .is_ok_and(|granted| granted.as_bool() == Some(true))
}

async fn room(manager: &StorageManager) -> Option<(f64, f64)> {
    let estimate = JsFuture::from(manager.estimate().ok()?).await.ok()?;
    let number = |name: &str| Reflect::get(&estimate, &JsValue::from(name)).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// Absent on an insecure address.
fn manager() -> Option<StorageManager> {
    let navigator = window().navigator();
    let has = Reflect::get(&navigator, &JsValue::from("storage")).is_ok_and(|it| it.is_object());
    has.then(|| navigator.storage())
}
