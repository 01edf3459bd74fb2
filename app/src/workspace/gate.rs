//! Who gets in. The workspace opens as the last person without asking the network, for some days; otherwise the server
//! says who is there. One account lasts as long as the loaded page: another one loads it anew, so that nothing of the
//! first stays in memory.

use super::page::{OpenPage, use_page};
use crate::{
    attachments::{files::Shelf, idb_files::IdbFiles},
    clock,
    pages::gate::{Closed, InvitationPage, SetupPage, SignInPage, Withdrawn},
    routes::Page,
    state::{
        Contact, Stores,
        idb_store::IdbStore,
        remembered::{self, Remembered},
    },
    storage::{StorageError, lock},
    sync_driver::{self, Http},
};
use api::{ApiError, model::Me, rpc};
use leptos::{ev, prelude::*, task::spawn_local};
use std::rc::Rc;

#[derive(Clone)]
#[allow(
    clippy::large_enum_variant,
    reason = "there is one of it, and most of the time it is open"
)]
pub enum Stage {
    Opening,
    /// No organisation on the server yet.
    Setup,
    SignIn,
    /// Nobody was ever here, and the server does not answer.
    FirstOffline,
    /// Too long without the server.
    Locked,
    /// The browser keeps nothing.
    NoStorage(StorageError),
    Open(Stores),
}

/// A context: `use_gate()`.
#[derive(Clone, Copy)]
pub struct Gate(RwSignal<Stage>);

pub fn use_gate() -> Gate {
    expect_context()
}

impl Gate {
    pub fn provide() -> Gate {
        let gate = Gate(RwSignal::new(Stage::Opening));
        provide_context(gate);
        gate.watch_other_tabs();
        gate
    }

    /// Opens as whoever is known here, or finds out.
    pub fn open(self) {
        self.0.set(Stage::Opening);
        spawn_local(async move {
            let stage = match remembered::last() {
                Some(last) if !last.is_stale(clock::now_ms()) => opened(last.me).await,
                last => ask(last).await,
            };
            self.0.set(stage);
        });
    }

    /// The server just said who is there: after a sign-in, a first run, an invitation, a change of organisation, or of its
    /// name.
    pub fn enter(self, me: Me) {
        let public_url = remembered::last().and_then(|last| last.public_url);
        remembered::confirm(&me, public_url);
        if let Stage::Open(stores) = self.0.get_untracked() {
            // What this page has in memory of an access that was withdrawn is no longer on its disk.
            if stores.account.is(&me) && !untrack(|| withdrawn(stores)) {
                stores.account.now(me);
                return stores.status.try_now();
            }
            return reload();
        }
        spawn_local(async move { self.0.set(opened(me).await) });
    }

    /// Signs out. What is not sent stays on this device, in this person's own database.
    pub async fn leave(self) {
        if !signed_out().await {
            remembered::owe_sign_out();
        }
        remembered::forget();
        reload();
    }

    /// Signs out and leaves nothing of this account on this device, unsent work included.
    ///
    /// # Errors
    /// Nothing was erased: the person is still signed in.
    pub async fn leave_nothing(self) -> Result<(), StorageError> {
        if let Stage::Open(stores) = self.0.get_untracked() {
            // An exchange under way would write again what it read.
            let exchange = sync_driver::exchange_lock(&stores.account.me_now());
            let _held = lock::hold(&exchange, || ()).await;
            stores.erase().await?;
            self.leave().await;
        }
        Ok(())
    }

    /// Another tab signed out: this one closes too.
    fn watch_other_tabs(self) {
        window_event_listener(ev::storage, move |event| {
            let signed_out =
                event.key().as_deref() == Some(remembered::KEY) && event.new_value().is_none();
            if signed_out && matches!(self.0.get_untracked(), Stage::Open(_)) {
                reload();
            }
        });
    }
}

async fn opened(me: Me) -> Stage {
    let store: Rc<IdbStore> = match IdbStore::open(&me).await {
        Ok(store) => Rc::new(store),
        Err(error) => return Stage::NoStorage(error),
    };
    let remote = Rc::new(Http::new(me.organisation.id, me.person));
    let shelf = Shelf {
        store: Rc::new(IdbFiles::open(&me).await),
        remote: remote.clone(),
    };
    match Stores::open(me, store.clone(), store, shelf).await {
        Ok(stores) => {
            sync_driver::start(stores, remote);
            Stage::Open(stores)
        }
        Err(error) => Stage::NoStorage(error),
    }
}

/// Whether the server knows nobody behind this browser's cookie any more.
async fn signed_out() -> bool {
    matches!(rpc::sign_out().await, Ok(()) | Err(ApiError::SignInNeeded))
}

/// Nobody may be taken for granted here: the server says.
async fn ask(last: Option<Remembered>) -> Stage {
    if remembered::owes_sign_out() {
        if !signed_out().await {
            return Stage::FirstOffline;
        }
        remembered::sign_out_heard();
    }
    match rpc::me().await {
        Ok(me) => {
            remembered::confirm(&me, last.and_then(|last| last.public_url));
            opened(me).await
        }
        Err(ApiError::SignInNeeded) => match rpc::welcome().await {
            Ok(welcome) if welcome.needs_setup => Stage::Setup,
            _ => Stage::SignIn,
        },
        Err(_) if last.is_some() => Stage::Locked,
        Err(_) => Stage::FirstOffline,
    }
}

/// To the home page with fresh memory.
fn reload() {
    let _ = window().location().assign(&Page::Home.path());
}

/// What the stage and the address together show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    Invitation,
    Setup,
    SignIn,
    Open,
    Withdrawn,
    Closed,
}

#[component]
pub fn Doorway() -> impl IntoView {
    let gate = use_gate();
    let page = use_page();
    // The frame stays where it is while the address changes behind the same door.
    let door = Memo::new(move |_| door(&gate.0.get(), page.get()));
    move || match (door.get(), gate.0.get_untracked()) {
        (Door::Invitation, _) => view! { <InvitationPage /> }.into_any(),
        (Door::Setup, _) => view! { <SetupPage /> }.into_any(),
        (Door::SignIn, stage) => {
            let person = match stage {
                Stage::Open(stores) => Some(stores.account.me_now().email),
                _ => None,
            };
            view! { <SignInPage person=person /> }.into_any()
        }
        (Door::Withdrawn, Stage::Open(stores)) => {
            stores.provide();
            view! { <Withdrawn /> }.into_any()
        }
        (Door::Open, Stage::Open(stores)) => {
            stores.provide();
            view! { <OpenPage page=page /> }.into_any()
        }
        _ => view! { <Closed stage=gate.0 /> }.into_any(),
    }
}

/// Whether the server, or what was remembered of it, has said so.
fn withdrawn(stores: Stores) -> bool {
    stores.status.contact() == Contact::Withdrawn || stores.account.me().withdrawn
}

fn door(stage: &Stage, page: Option<Page>) -> Door {
    match stage {
        _ if page == Some(Page::Invitation) => Door::Invitation,
        Stage::Open(stores) if withdrawn(*stores) => Door::Withdrawn,
        Stage::Setup => Door::Setup,
        Stage::SignIn => Door::SignIn,
        // The session ended, the work here is still open: signing in again sends it.
        Stage::Open(stores)
            if page == Some(Page::SignIn) && stores.status.contact() == Contact::SignInNeeded =>
        {
            Door::SignIn
        }
        Stage::Open(_) => Door::Open,
        _ => Door::Closed,
    }
}
