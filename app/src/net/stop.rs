//! Ending a call under way.

use leptos::prelude::{LocalStorage, StoredValue};
use web_sys::{AbortController, AbortSignal};

/// Held by whoever may end a call.
#[derive(Clone)]
pub struct Stop(Option<AbortController>);

/// For a screen, which holds that of its last call.
pub type HeldStop = StoredValue<Stop, LocalStorage>;

impl Default for Stop {
    fn default() -> Self {
        Self(AbortController::new().ok())
    }
}

impl Stop {
    /// The call ends as if nobody had answered; what the server did until then is done.
    pub fn stop(&self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }

    pub fn is_stopped(&self) -> bool {
        self.signal().is_some_and(|signal| signal.aborted())
    }

    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}
