//! When to exchange with the server: at the start, when the network or the screen comes back, soon after a change, when
//! the server says that something changed, and from time to time. One tab at a time (Web Locks); the others hear of it over a broadcast channel.

pub mod beside;
mod live;
pub mod remote;

pub use remote::{Http, Site};

use crate::{
    clock,
    net::pace::back_off,
    random,
    state::{Contact, Stores, idb_store::database_name, notes::Note, remembered},
    storage::{StorageError, lock},
};
use api::model::Me;
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use live::Live;
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
    time::Duration,
};
use sync::device::{Halt, Trouble};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent, VisibilityState};

/// Pauses between exchanges, in milliseconds.
const IDLE_MS: u32 = 30_000;
/// Soon after a change here, others may answer it.
const EAGER_MS: u32 = 3_000;
const EAGER_TIMES: u32 = 3;
/// A moment for the next key stroke's change to join.
const WRITTEN_MS: u32 = 300;
const FAILED_MAX_MS: u32 = 300_000;
/// How often people, account and address are asked again.
const CONFIRM_MS: u64 = 10 * 60 * 1000;

/// Told to other tabs: the server has something new.
const POKED: &str = "poked";

struct Driver {
    stores: Stores,
    site: Rc<dyn Site>,
    channel: Option<BroadcastChannel>,
    live: Rc<Live>,
    name: String,
    timer: RefCell<Option<TimeoutHandle>>,
    running: Cell<bool>,
    again: Cell<bool>,
    eager: Cell<u32>,
    failures: Cell<u32>,
    confirmed_ms: Cell<u64>,
    sending: Cell<bool>,
    /// The access was withdrawn and nothing is left here: there is nothing to exchange any more, and nothing to read.
    gone: Cell<bool>,
}

/// The lock that an exchange of this account has.
pub fn exchange_lock(me: &Me) -> String {
    format!("{}-exchange", database_name(me))
}

/// Starts exchanging for an account; lasts as long as the page.
pub fn start(stores: Stores, site: Rc<dyn Site>) {
    let name = database_name(&stores.account.me_now());
    let me = stores.account.me_now();
    let url = format!(
        "/app/sync/v1/live?account={}.{}",
        me.organisation.id, me.person
    );
    let driver = Rc::new_cyclic(|driver: &Weak<Driver>| {
        let driver = driver.clone();
        let poked = move || {
            if let Some(driver) = driver.upgrade() {
                driver.poked();
            }
        };
        Driver {
            stores,
            site,
            channel: BroadcastChannel::new(&name).ok(),
            live: Rc::new(Live::new(url, poked)),
            name: name.clone(),
            timer: RefCell::new(None),
            running: Cell::new(false),
            again: Cell::new(false),
            eager: Cell::new(0),
            failures: Cell::new(0),
            confirmed_ms: Cell::new(0),
            sending: Cell::new(false),
            gone: Cell::new(false),
        }
    });
    driver.listen();
    Rc::clone(&driver.live).lead(&name);
    driver.run();
}

impl Driver {
    fn listen(self: &Rc<Self>) {
        let driver = Rc::clone(self);
        window_event_listener(ev::online, move |_| driver.wake());
        let driver = Rc::clone(self);
        window_event_listener(ev::visibilitychange, move |_| {
            if !hidden() {
                driver.wake();
            }
        });
        let driver = Rc::clone(self);
        Effect::watch(
            move || driver.stores.commands.written().track(),
            {
                let driver = Rc::clone(self);
                move |(), _, _| driver.written()
            },
            false,
        );
        let driver = Rc::clone(self);
        Effect::watch(
            {
                let driver = Rc::clone(self);
                move || driver.stores.status.asked().track()
            },
            move |(), _, _| driver.wake(),
            false,
        );
        self.hear_other_tabs();
    }

    fn hear_other_tabs(self: &Rc<Self>) {
        let Some(channel) = &self.channel else { return };
        let driver = Rc::clone(self);
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |said: MessageEvent| {
            let driver = Rc::clone(&driver);
            if said.data().as_string().is_some() {
                return driver.after(0);
            }
            spawn_local(async move {
                // A tab that cannot read its storage says so at the next exchange.
                let _ = driver.stores.refresh().await;
            });
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // Lives as long as the page, as the driver does.
        heard.forget();
    }

    /// What is stored has changed.
    fn tell_other_tabs(&self) {
        self.say(&JsValue::NULL);
    }

    fn say(&self, what: &JsValue) {
        if let Some(channel) = &self.channel {
            // Fails only on a closed channel.
            let _ = channel.post_message(what);
        }
    }

    /// The server has something new. This tab may be out of sight: the one that is looked at asks as well.
    fn poked(self: &Rc<Self>) {
        self.say(&POKED.into());
        self.after(0);
    }

    fn written(self: &Rc<Self>) {
        self.tell_other_tabs();
        self.eager.set(EAGER_TIMES);
        self.after(WRITTEN_MS);
    }

    /// Something outside changed: whatever failed before may work now.
    fn wake(self: &Rc<Self>) {
        self.failures.set(0);
        self.after(0);
    }

    fn after(self: &Rc<Self>, ms: u32) {
        let driver = Rc::clone(self);
        let duration = Duration::from_millis(u64::from(ms));
        let timer = set_timeout_with_handle(move || driver.run(), duration).ok();
        if let Some(old) = self.timer.replace(timer) {
            old.clear();
        }
    }

    fn run(self: &Rc<Self>) {
        if self.gone.get() {
            return;
        }
        if self.running.get() {
            return self.again.set(true);
        }
        let waits = self.stores.log.has_waiting() || self.stores.files.wait();
        // Nobody looks and nothing waits: no call.
        if hidden() && !waits {
            return self.after(IDLE_MS);
        }
        self.running.set(true);
        let driver = Rc::clone(self);
        spawn_local(async move {
            let work = Rc::clone(&driver);
            let exchange = exchange_lock(&driver.stores.account.me_now());
            lock::if_free(&exchange, async move { work.exchange().await }).await;
            driver.send_files();
            driver.running.set(false);
            driver.after(driver.pause());
        });
    }

    /// After the operations and beside the next exchanges: a photo on a slow network holds nothing up.
    fn send_files(self: &Rc<Self>) {
        let reached = self.stores.status.contact_now() == Contact::Fine;
        if !reached || self.sending.get() || !self.stores.files.some() {
            return;
        }
        self.sending.set(true);
        let driver = Rc::clone(self);
        spawn_local(async move {
            let work = Rc::clone(&driver);
            let files = format!("{}-files", driver.name);
            let send = async move {
                if work.stores.files.drain().await {
                    work.tell_other_tabs();
                }
            };
            lock::if_free(&files, send).await;
            driver.sending.set(false);
        });
    }

    async fn exchange(&self) {
        let status = self.stores.status;
        if !self.stores.account.is_current() {
            return status.end(Contact::OtherAccount, clock::now_ms());
        }
        status.begin();
        let contact = match self.steps().await {
            Ok(contact) => contact,
            Err(Halt::Remote(trouble)) => contact_of(trouble),
            Err(Halt::Storage(_)) => Contact::Failed("storage_failed".to_owned()),
        };
        // By the server's clock: this device's may be wrong, and says so elsewhere.
        let now_ms = clock::right_ms();
        if contact == Contact::Withdrawn {
            // What is left is seen to at the next exchange.
            self.gone.set(self.stores.leave().await.unwrap_or(false));
            // The next opening asks the server who is there; other tabs close.
            remembered::forget();
        }
        if contact == Contact::Fine {
            self.failures.set(0);
            self.live.mend();
            // Shown only: the next exchange writes it again.
            let _ = self.stores.keep(Note::LastContact, &now_ms).await;
        } else {
            self.failures.set(self.failures.get() + 1);
        }
        status.end(contact, now_ms);
    }

    async fn steps(&self) -> Result<Contact, Halt<StorageError>> {
        if beside::exchange(self.stores, &*self.site).await? {
            self.tell_other_tabs();
        }
        let now_ms = clock::now_ms();
        let long_ago = now_ms.saturating_sub(self.confirmed_ms.get()) > CONFIRM_MS;
        if self.stores.status.take_confirm() || long_ago {
            if !beside::confirm(self.stores, &*self.site).await? {
                return Ok(Contact::OtherAccount);
            }
            self.confirmed_ms.set(now_ms);
        }
        Ok(Contact::Fine)
    }

    /// Until the next exchange.
    fn pause(&self) -> u32 {
        if self.again.replace(false) {
            return 0;
        }
        let failures = self.failures.get();
        if failures > 0 {
            let [byte] = random::bytes::<1>();
            return back_off(IDLE_MS, FAILED_MAX_MS, failures, byte);
        }
        let eager = self.eager.get();
        self.eager.set(eager.saturating_sub(1));
        if eager > 0 { EAGER_MS } else { IDLE_MS }
    }
}

fn contact_of(trouble: Trouble) -> Contact {
    match trouble {
        Trouble::Offline => Contact::Offline,
        Trouble::SignInNeeded => Contact::SignInNeeded,
        Trouble::OtherAccount => Contact::OtherAccount,
        Trouble::Gap { .. } => Contact::Failed("gap".to_owned()),
        Trouble::NumberTaken => Contact::Failed("number_taken".to_owned()),
        Trouble::ScopeGone => Contact::Withdrawn,
        Trouble::Refused { code } => match code.as_str() {
            "busy" | "too_many_requests" => Contact::Busy,
            _ => Contact::Failed(code),
        },
    }
}

fn hidden() -> bool {
    document().visibility_state() == VisibilityState::Hidden
}
