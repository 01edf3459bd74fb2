//! What the browser says of its storage, and asking it not to take any back.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The share of its quota from which storage counts as nearly full.
const NEARLY: f64 = 0.9;

#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Storage {
    /// Whether the browser promised not to delete by itself; none when it cannot say.
    pub persisted: Option<bool>,
    /// Bytes used and allowed.
    pub room: Option<(f64, f64)>,
}

impl Storage {
    /// Whether the browser's share for this site is nearly used up. False where it will not say.
    pub fn nearly_full(self) -> bool {
        self.nearly_full_with(0)
    }

    /// Whether it would be with so many bytes more.
    pub fn nearly_full_with(self, bytes: u64) -> bool {
        self.room
            .is_some_and(|(used, allowed)| used + bytes as f64 >= allowed * NEARLY)
    }
}

pub async fn storage() -> Storage {
    let persisted = answer(|storage| storage.persisted()).await;
    let estimate = answer(|storage| storage.estimate()).await;
    let part = |name: &str| {
        Reflect::get(estimate.as_ref()?, &name.into())
            .ok()?
            .as_f64()
    };
    Storage {
        persisted: persisted.and_then(|promised| promised.as_bool()),
        room: part("usage").zip(part("quota")),
    }
}

/// Asks that what is stored here is never evicted; the answer is whether the browser agreed. Some never ask the person.
pub async fn persist() -> bool {
    answer(|storage| storage.persist())
        .await
        .is_some_and(|granted| granted.is_truthy())
}

/// Insecure addresses have no storage manager: the call throws, and that counts as no answer.
async fn answer(
    ask: impl FnOnce(&web_sys::StorageManager) -> Result<Promise, JsValue>,
) -> Option<JsValue> {
    let storage = web_sys::window()?.navigator().storage();
    JsFuture::from(ask(&storage).ok()?).await.ok()
}
