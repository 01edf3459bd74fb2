//! Web Locks: one tab at a time does a job, or has something.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

/// Runs `work` unless another tab holds the lock `name`; the lock lasts as long as the work. Where the browser has no
/// locks (an insecure address) the work runs anyway, so it must be harmless to do twice.
pub async fn if_free(name: &str, work: impl Future<Output = ()> + 'static) {
    request(name, true, work).await;
}

/// A lock this tab has, until it is dropped or the page is gone.
pub struct Held(Option<Function>);

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// The lock `name`, once no other tab holds it; `waiting` is told when one does. Where the browser has no locks it is given at
/// once, as with [`if_free`].
pub async fn hold(name: &str, waiting: impl FnOnce()) -> Held {
    if let Some(held) = hold_if_free(name).await {
        return held;
    }
    waiting();
    try_hold(name, false).await.unwrap_or(Held(None))
}

/// The lock `name`, if no other tab holds it. Where the browser has no locks nobody does.
pub async fn hold_if_free(name: &str) -> Option<Held> {
    try_hold(name, true).await
}

/// None when `if_free` and another tab holds it.
async fn try_hold(name: &str, if_free: bool) -> Option<Held> {
    let (mut release, mut answer) = (None, None);
    let released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let answered = Promise::new(&mut |resolve, _| answer = Some(resolve));
    spawn_local({
        let (name, answer) = (name.to_owned(), answer?);
        let given = answer.clone();
        async move {
            let work = async move {
                let _ = given.call1(&JsValue::UNDEFINED, &true.into());
                // Never rejected.
                let _ = JsFuture::from(released).await;
            };
            request(&name, if_free, work).await;
            // Without effect once it was given.
            let _ = answer.call1(&JsValue::UNDEFINED, &false.into());
        }
    });
    let held = Held(release);
    let given = JsFuture::from(answered).await;
    given.is_ok_and(|given| given.is_truthy()).then_some(held)
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
