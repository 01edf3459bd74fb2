//! Web Locks: one tab at a time does a job, or has something. Where the browser has none (an insecure address) nobody holds
//! them, so what is done under one must be harmless to do twice.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/storage/lock.js")]
extern "C" {
    #[wasm_bindgen(js_name = hold)]
    fn request(name: &str, if_free: bool) -> Promise;
}

/// A lock this tab has, until it is dropped or the page is gone.
pub struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

impl Held {
    /// Gives it back; when this returns another can have it.
    async fn release(self) {
        // A second time, by the drop, is without effect.
        if let Ok(released) = self.0.call0(&JsValue::UNDEFINED) {
            let _ = JsFuture::from(Promise::resolve(&released)).await;
        }
    }
}

/// Runs `work` unless another tab holds the lock `name`; the lock lasts as long as the work.
pub async fn if_free(name: &str, work: impl Future<Output = ()>) {
    if let Some(held) = hold_if_free(name).await {
        work.await;
        held.release().await;
    }
}

/// Runs `work` once no tab holds the lock `name`; otherwise as [`if_free`].
pub async fn in_turn(name: &str, work: impl Future<Output = ()>) {
    if let Some(held) = take(name, false).await {
        work.await;
        held.release().await;
    }
}

/// The lock `name`, if no other tab holds it.
pub async fn hold_if_free(name: &str) -> Option<Held> {
    take(name, true).await
}

/// The lock `name`, once no other tab holds it; `waiting` is told when one does. None when the page is going away.
pub async fn hold(name: &str, waiting: impl FnOnce()) -> Option<Held> {
    if let Some(held) = hold_if_free(name).await {
        return Some(held);
    }
    waiting();
    take(name, false).await
}

async fn take(name: &str, if_free: bool) -> Option<Held> {
    let given = JsFuture::from(request(name, if_free)).await.ok()?;
    Some(Held(given.dyn_into().ok()?))
}
