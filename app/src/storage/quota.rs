//! How much room the browser leaves, and asking it not to take it back.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The share of its quota from which storage counts as nearly full.
const NEARLY: f64 = 0.9;

/// Asks that what is stored here is never evicted; the answer is whether the browser agreed.
pub async fn persist() -> bool {
    answer(|storage| storage.persist())
        .await
        .is_some_and(|granted| granted.is_truthy())
}

/// Whether the browser's share for this site is nearly used up. False where it will not say.
pub async fn nearly_full() -> bool {
    let Some(estimate) = answer(|storage| storage.estimate()).await else {
        return false;
    };
    let part = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    match (part("usage"), part("quota")) {
        (Some(usage), Some(quota)) => usage >= quota * NEARLY,
        _ => false,
    }
}

/// Insecure addresses have no storage manager: the call throws, and that counts as no answer.
async fn answer(
    ask: impl FnOnce(&web_sys::StorageManager) -> Result<Promise, JsValue>,
) -> Option<JsValue> {
    let storage = web_sys::window()?.navigator().storage();
    JsFuture::from(ask(&storage).ok()?).await.ok()
}
