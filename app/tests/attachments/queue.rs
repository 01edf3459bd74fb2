//! The way to the server: resumed, corrected, behind the text, and what is let go when.

use super::{
    files::{file, pdf},
    server::{Fault, Server},
};
use app::{
    attachments::{
        memory_files::MemoryFiles,
        prepare,
        queue::{Around, Halt, Use, drain},
        store::{FileStore as _, Kept},
    },
    net::NetError,
};
use domain::attachment::FileHash;
use std::cell::{Cell, RefCell};
use wasm_bindgen_test::wasm_bindgen_test;

const CHUNK: usize = 256 * 1024;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// One kept file, a server, and what the records say.
struct Scene {
    store: MemoryFiles,
    server: Server,
    sha: FileHash,
    content: Vec<u8>,
    used: Cell<Use>,
    text_waits: Cell<bool>,
    epoch: RefCell<&'static str>,
    shown: RefCell<Vec<u64>>,
    refused: RefCell<Option<String>>,
}

impl Around for Scene {
    fn used(&self, _: FileHash) -> Use {
        self.used.get()
    }
    fn text_waits(&self) -> bool {
        self.text_waits.get()
    }
    fn epoch(&self) -> Option<String> {
        Some((*self.epoch.borrow()).to_owned())
    }
    fn sent(&self, _: FileHash, have: u64) {
        self.shown.borrow_mut().push(have);
    }
    fn noted(&self, kept: Kept) {
        assert_eq!(kept.file.sha256, self.sha);
    }
    fn refused(&self, _: FileHash, code: String) {
        self.refused.replace(Some(code));
    }
    fn was_refused(&self, _: FileHash) -> bool {
        self.refused.borrow().is_some()
    }
    fn forgotten(&self, _: FileHash) {}
}

impl Scene {
    async fn of(size: usize) -> Scene {
        let content = pdf(size);
        let prepared = prepare(&file("a.pdf", &content)).await.unwrap();
        let sha = prepared.file.sha256;
        let store = MemoryFiles::new();
        store.keep(prepared, DAY_MS).await.unwrap();
        Scene {
            store,
            server: Server::default(),
            sha,
            content,
            used: Cell::new(Use::Settled),
            text_waits: Cell::new(false),
            epoch: RefCell::new("first life"),
            shown: RefCell::default(),
            refused: RefCell::default(),
        }
    }

    fn next(&self, faults: impl IntoIterator<Item = Fault>) {
        self.server.faults.borrow_mut().extend(faults);
    }

    async fn drain(&self) -> Result<(), Halt> {
        self.drain_on(2).await
    }

    async fn drain_on(&self, day: u64) -> Result<(), Halt> {
        drain(&self.store, &self.server, self, day * DAY_MS).await
    }

    fn is_received(&self) -> bool {
        let there = self.server.bytes(self.sha);
        let whole = there.as_ref() == Some(&self.content);
        // Never let go before the server has it, nor at once after.
        assert!(self.store.holds(self.sha));
        whole
    }
}

#[wasm_bindgen_test]
async fn a_file_goes_up_chunk_by_chunk_and_its_copy_is_let_go_after_a_month() {
    let scene = Scene::of(CHUNK * 2 + 5).await;
    assert_eq!(scene.drain().await, Ok(()));
    assert!(scene.is_received());
    assert_eq!(scene.server.puts.get(), 3);
    let chunk = CHUNK as u64;
    assert_eq!(*scene.shown.borrow(), [0, chunk, chunk * 2]);
    // Nothing more to do.
    assert_eq!(scene.drain_on(31).await, Ok(()));
    assert_eq!(scene.server.puts.get(), 3);
    assert!(scene.store.holds(scene.sha));
    assert_eq!(scene.drain_on(33).await, Ok(()));
    assert!(!scene.store.holds(scene.sha));
}

#[wasm_bindgen_test]
async fn a_lost_network_costs_no_chunk_that_had_arrived() {
    let scene = Scene::of(CHUNK * 3).await;
    scene.next([Fault::None, Fault::Offline]);
    assert_eq!(scene.drain().await, Err(Halt::Remote(NetError::Offline)));
    assert!(!scene.is_received());
    scene.next([Fault::AnswerLost]);
    assert_eq!(scene.drain().await, Err(Halt::Remote(NetError::Offline)));
    scene.next([Fault::AnswerLost]);
    assert_eq!(scene.drain().await, Err(Halt::Remote(NetError::Offline)));
    // The server had the last one: asking is enough.
    assert_eq!(scene.drain().await, Ok(()));
    assert!(scene.is_received());
    assert_eq!(scene.server.puts.get(), 4);
}

#[wasm_bindgen_test]
async fn a_chunk_damaged_on_the_way_makes_the_file_begin_again() {
    let scene = Scene::of(CHUNK * 2).await;
    scene.next([Fault::Damaged]);
    assert_eq!(scene.drain().await, Ok(()));
    assert!(scene.is_received());
    assert_eq!(scene.server.puts.get(), 4);
}

#[wasm_bindgen_test]
async fn a_file_the_server_will_not_take_is_kept_and_not_tried_for_ever() {
    let scene = Scene::of(CHUNK * 2).await;
    scene.next([Fault::Refused("forbidden")]);
    assert_eq!(scene.drain().await, Ok(()));
    assert_eq!(scene.refused.borrow().as_deref(), Some("forbidden"));
    assert_eq!(scene.drain().await, Ok(()));
    assert_eq!(scene.server.puts.get(), 1);
    assert!(scene.store.holds(scene.sha));
}

#[wasm_bindgen_test]
async fn a_server_that_is_busy_is_asked_again_later() {
    let scene = Scene::of(10).await;
    scene.next([Fault::Refused("busy")]);
    assert!(matches!(scene.drain().await, Err(Halt::Remote(_))));
    assert_eq!(scene.drain().await, Ok(()));
    assert!(scene.is_received());
}

#[wasm_bindgen_test]
async fn a_text_never_waits_for_a_photo() {
    let scene = Scene::of(CHUNK * 2).await;
    scene.text_waits.set(true);
    assert_eq!(scene.drain().await, Err(Halt::TextWaits));
    assert_eq!(scene.server.puts.get(), 0);
    scene.text_waits.set(false);
    assert_eq!(scene.drain().await, Ok(()));
    assert!(scene.is_received());
}

#[wasm_bindgen_test]
async fn nothing_is_sent_or_let_go_before_the_server_has_the_operation() {
    let scene = Scene::of(10).await;
    scene.used.set(Use::Unsettled);
    assert_eq!(scene.drain_on(900).await, Ok(()));
    assert!(scene.store.holds(scene.sha));
    assert_eq!(scene.server.puts.get(), 0);
}

#[wasm_bindgen_test]
async fn what_was_removed_is_kept_for_a_month_from_then_and_never_sent() {
    let scene = Scene::of(10).await;
    // Half a year on a device without a network.
    scene.used.set(Use::Unsettled);
    assert_eq!(scene.drain_on(180).await, Ok(()));
    for day in [200, 229] {
        scene.used.set(Use::Nowhere);
        assert_eq!(scene.drain_on(day).await, Ok(()));
        assert!(scene.store.holds(scene.sha));
    }
    // Taken back, and removed again.
    scene.used.set(Use::Unsettled);
    assert_eq!(scene.drain_on(230).await, Ok(()));
    scene.used.set(Use::Nowhere);
    for day in [240, 269] {
        assert_eq!(scene.drain_on(day).await, Ok(()));
        assert!(scene.store.holds(scene.sha));
    }
    assert_eq!(scene.drain_on(271).await, Ok(()));
    assert_eq!(scene.store.all().await, Ok(Vec::new()));
    assert_eq!(scene.server.puts.get(), 0);
}

#[wasm_bindgen_test]
async fn a_server_restored_without_its_files_gets_them_back() {
    let scene = Scene::of(CHUNK + 1).await;
    assert_eq!(scene.drain().await, Ok(()));
    scene.server.lose(scene.sha);
    // In the same life nobody asks again.
    assert_eq!(scene.drain_on(3).await, Ok(()));
    assert_eq!(scene.server.puts.get(), 2);
    scene.epoch.replace("restored");
    assert_eq!(scene.drain_on(4).await, Ok(()));
    assert!(scene.is_received());
    assert_eq!(scene.server.puts.get(), 4);
}

#[wasm_bindgen_test]
async fn what_neither_the_server_nor_this_device_has_is_said_to_be_lost() {
    let scene = Scene::of(10).await;
    assert_eq!(scene.drain().await, Ok(()));
    assert_eq!(scene.drain_on(60).await, Ok(()));
    scene.server.lose(scene.sha);
    scene.epoch.replace("restored");
    assert_eq!(scene.drain_on(61).await, Ok(()));
    let kept = scene.store.all().await.unwrap().remove(0);
    assert!(kept.lost && !kept.waits());
    assert_eq!(scene.server.puts.get(), 1);
}
