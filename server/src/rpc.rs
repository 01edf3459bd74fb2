//! The online-only calls of `api` for one request: who asks comes from the cookie, cookies to set are collected.

use crate::service::App;
use std::sync::{Arc, Mutex};

/// What happens to the `boucle_session` cookie after the call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CookieChange {
    Set(String),
    Clear,
}

/// One request. Put it in context as `BackendContext(request.clone())`, then look at [`Request::cookie`].
pub struct Request {
    app: Arc<App>,
    token: Option<String>,
    cookie: Mutex<Option<CookieChange>>,
}

impl Request {
    /// `token` is the value of the session cookie that came in.
    pub fn new(app: Arc<App>, token: Option<String>) -> Arc<Self> {
        Arc::new(Self {
            app,
            token,
            cookie: Mutex::new(None),
        })
    }

    /// The change of the session cookie to send with the answer.
    pub fn cookie(&self) -> Option<CookieChange> {
        self.cookie.lock().ok()?.take()
    }
}
