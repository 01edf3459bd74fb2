//! The server's pokes: one tab listens for all of this browser's, and hears that something changed, never what.

use crate::storage::lock;
use leptos::task::spawn_local;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::EventSource;

pub(super) struct Live {
    url: String,
    source: RefCell<Option<EventSource>>,
    poked: Closure<dyn Fn()>,
}

impl Live {
    /// `poked` is called for each poke, and when the line comes up: something may have changed while it was down.
    pub(super) fn new(url: String, poked: impl Fn() + 'static) -> Live {
        Live {
            url,
            source: RefCell::new(None),
            poked: Closure::new(poked),
        }
    }

    /// Listens once no other tab does, for as long as the page lives.
    pub(super) fn lead(self: Rc<Self>, name: &str) {
        let name = [name, "-live"].concat();
        spawn_local(async move {
            lock::in_turn(&name, async move {
                self.listen();
                std::future::pending::<()>().await;
            })
            .await;
        });
    }

    /// The server answers: takes up the line again where it was broken for good. Browsers do so by themselves after a
    /// broken connection, not after an answer that was no stream.
    pub(super) fn mend(&self) {
        let broken = |source: &EventSource| source.ready_state() == EventSource::CLOSED;
        if self.source.borrow().as_ref().is_some_and(broken) {
            self.listen();
        }
    }

    fn listen(&self) {
        let Ok(source) = EventSource::new(&self.url) else {
            return;
        };
        let poked = Some(self.poked.as_ref().unchecked_ref());
        source.set_onmessage(poked);
        source.set_onopen(poked);
        if let Some(old) = self.source.replace(Some(source)) {
            old.close();
        }
    }
}
