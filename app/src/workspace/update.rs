//! The service worker that makes the workspace open offline: registers it, and offers a new version when one waits.
//! Nothing is replaced under the reader's hands.

use crate::{
    components::{Notice, Tone},
    locales::workspace::t,
};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

const WORKER: &str = "/app/sw.js";

/// A worker that is installed and waits for its turn. A context.
#[derive(Clone, Copy)]
struct Waiting(RwSignal<Option<ServiceWorker>, LocalStorage>);

/// Registers the worker; an insecure address has none.
pub fn watch() {
    let waiting = Waiting(RwSignal::new_local(None));
    provide_context(waiting);
    let Some(container) = container() else { return };
    spawn_local(async move {
        let options = RegistrationOptions::new();
        options.set_type("module");
        let registered = container.register_with_options(WORKER, &options);
        // Without it the workspace works online only; the reason is the browser's and stands in its console.
        let registration = JsFuture::from(registered).await.unwrap_or_default();
        if let Ok(registration) = registration.dyn_into() {
            follow(registration, waiting);
        }
    });
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let has = js_sys::Reflect::has(&navigator, &JsValue::from("serviceWorker")).unwrap_or(false);
    has.then(|| navigator.service_worker())
}

fn follow(registration: ServiceWorkerRegistration, waiting: Waiting) {
    waiting.take(registration.waiting());
    let coming = registration.clone();
    let found = Closure::<dyn Fn()>::new(move || {
        let Some(worker) = coming.installing() else {
            return;
        };
        let changing = worker.clone();
        let changed = Closure::<dyn Fn()>::new(move || {
            if changing.state() == ServiceWorkerState::Installed {
                waiting.take(Some(changing.clone()));
            }
        });
        worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        // As long as the worker.
        changed.forget();
    });
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    // As long as the page.
    found.forget();
}

impl Waiting {
    /// The first version ever installed has nothing to replace.
    fn take(self, worker: Option<ServiceWorker>) {
        let replaces = container().is_some_and(|container| container.controller().is_some());
        if worker.is_some() && replaces {
            self.0.set(worker);
        }
    }
}

#[component]
pub fn UpdatePrompt() -> impl IntoView {
    let t = t();
    let Waiting(waiting) = expect_context();
    let update = move |_| {
        let (Some(worker), Some(container)) = (waiting.get_untracked(), container()) else {
            return;
        };
        // The new version takes over, then the page starts with it.
        let reload = Closure::once_into_js(|| {
            let _ = window().location().reload();
        });
        container.set_oncontrollerchange(Some(reload.unchecked_ref()));
        let message = js_sys::Object::new();
        // Setting a property of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&message, &"type".into(), &"skip-waiting".into());
        let _ = worker.post_message(&message);
    };
    view! {
        <Show when=move || waiting.with(Option::is_some)>
            <Notice tone=Tone::Plain text=t.shell.update>
                <button type="button" class="button small" on:click=update>{t.shell.update_now}</button>
            </Notice>
        </Show>
    }
}
