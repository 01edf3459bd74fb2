//! Web Locks: one tab at a time does a job.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs `work` unless another tab holds the lock `name`; the lock lasts as long as the work. Where the browser has no
/// locks (an insecure address) the work runs anyway, so it must be harmless to do twice.
pub async fn if_free(name: &str, work: impl Future<Output = ()> + 'static) {
    request(name, true, work).await;
}

/// Runs `work` once no tab holds the lock `name`; otherwise as [`if_free`].
pub async fn in_turn(name: &str, work: impl Future<Output = ()> + 'static) {
    request(name, false, work).await;
}

async fn request(name: &str, if_free: bool, work: impl Future<Output = ()> + 'static) {
    let Some((manager, request)) = locks() else {
        return work.await;
    };
    let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            return JsValue::UNDEFINED;
        }
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &if_free.into());
    if let Ok(promise) = request.call3(&manager, &name.into(), &options, &held) {
        // Rejected only when the page is going away.
        let _ = JsFuture::from(promise.unchecked_into::<Promise>()).await;
    }
}

/// `navigator.locks` and its `request`; called by name because web-sys has them behind an unstable flag.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&manager, &"request".into()).ok()?;
    Some((manager, request.dyn_into().ok()?))
}
