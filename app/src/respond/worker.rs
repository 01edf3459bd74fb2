//! The service worker: registered so that the page opens without a network. A new version takes over when the trainer
//! says so, never during a questionnaire.

use super::{enrolment::is_secure, state::Respond};
use js_sys::{Object, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

const SCRIPT: &str = "/r/sw.js";
const SCOPE: &str = "/r/";

impl Respond {
    /// Registers the worker; an insecure address has none.
    pub(super) fn register_worker(self) {
        if !is_secure() {
            return;
        }
        let workers = window().navigator().service_worker();
        let options = RegistrationOptions::new();
        options.set_scope(SCOPE);
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        spawn_local(async move {
            let registered = workers.register_with_options(SCRIPT, &options);
            if let Ok(registration) = JsFuture::from(registered).await {
                self.watch(&workers, registration.unchecked_ref());
            }
        });
    }

    /// Shows when a new version waits: one found already, or one that arrives later.
    fn watch(self, workers: &ServiceWorkerContainer, registration: &ServiceWorkerRegistration) {
        // Without a controller this is the first version, and it is in use.
        if workers.controller().is_none() {
            return;
        }
        self.device.write().update = registration.waiting().is_some();
        let found = registration.clone();
        let arrived = Closure::<dyn Fn()>::new(move || {
            if let Some(worker) = found.installing() {
                self.follow(&worker);
            }
        });
        registration.set_onupdatefound(Some(arrived.as_ref().unchecked_ref()));
        // As long as the page lives.
        arrived.forget();
    }

    fn follow(self, worker: &ServiceWorker) {
        let followed = worker.clone();
        let changed = Closure::<dyn Fn()>::new(move || {
            if followed.state() == ServiceWorkerState::Installed {
                self.device.write().update = true;
            }
        });
        worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
    }

    /// Lets the waiting version take over, and loads it.
    pub fn update_now(self) {
        spawn_local(async move {
            let workers = window().navigator().service_worker();
            let Ok(registration) = JsFuture::from(workers.get_registration()).await else {
                return;
            };
            let registration: ServiceWorkerRegistration = registration.unchecked_into();
            let reload = Closure::once_into_js(|| _ = window().location().reload());
            workers.set_oncontrollerchange(Some(reload.unchecked_ref()));
            if let Some(waiting) = registration.waiting() {
                let message = Object::new();
                let _ = Reflect::set(&message, &"type".into(), &"skip-waiting".into());
                let _ = waiting.post_message(&message);
            }
        });
    }
}
