//! What waits, attached files included: counted, carried to another device in a locked file, and sent from there.

use super::{
    files::{file, pdf},
    server::{Fault, Server},
};
use crate::notes::{Disk, MemoryNotes};
use crate::stage::me;
use app::{
    attachments::{files::Shelf, memory_files::MemoryFiles},
    state::{Carrier, NotTaken, Stores, Taken, new_id},
};
use domain::{attachment::FileHash, entity::EntityKind, ids::DeviceId};
use js_sys::{Array, Uint8Array};
use leptos::prelude::untrack;
use std::rc::Rc;
use sync::{EntityRef, blob::CHUNK_BYTES};
use uuid::Uuid;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Blob;

const PASSPHRASE: &str = "quatre mots au hasard";

struct Device {
    stores: Stores,
    store: Rc<MemoryFiles>,
}

impl Device {
    async fn new(number: u128, server: &Rc<Server>) -> Device {
        let store = Rc::new(MemoryFiles::new());
        let shelf = Shelf {
            store: store.clone(),
            remote: server.clone(),
        };
        let disk = Rc::new(Disk::new(DeviceId(Uuid::from_u128(number))));
        let notes = Rc::new(MemoryNotes::default());
        let stores = Stores::open(me(), disk, notes, shelf).await.unwrap();
        Device { stores, store }
    }

    /// A file on a record, nothing of it sent.
    async fn attach(&self, bytes: &[u8]) -> FileHash {
        let kept = self.stores.files.keep(&file("Preuve.pdf", bytes)).await;
        let kept = kept.unwrap();
        let at = EntityRef {
            kind: EntityKind::Action,
            id: new_id(),
        };
        self.stores.commands.attach(at, &kept).await.unwrap();
        kept.sha256
    }

    /// Changes and files.
    fn unsent(&self) -> (usize, usize) {
        let unsent = untrack(|| self.stores.status.unsent());
        (unsent.count - unsent.files, unsent.files)
    }

    fn carrier(&self) -> Carrier {
        Carrier {
            log: self.stores.log,
            account: self.stores.account,
            commands: self.stores.commands,
            files: self.stores.files,
        }
    }
}

async fn bytes(blob: &Blob) -> Vec<u8> {
    let buffer = JsFuture::from(blob.array_buffer()).await.unwrap();
    Uint8Array::new(&buffer).to_vec()
}

#[wasm_bindgen_test]
async fn a_file_that_only_this_device_has_counts_as_waiting() {
    let device = Device::new(1, &Rc::default()).await;
    assert_eq!(device.unsent(), (0, 0));
    device.attach(&pdf(300)).await;
    assert_eq!(device.unsent(), (1, 1));
    let oldest_ms = untrack(|| device.stores.status.unsent()).oldest_ms;
    assert!(oldest_ms.is_some());
}

#[wasm_bindgen_test]
async fn a_locked_file_carries_the_bytes_of_what_waits() {
    let server = Rc::<Server>::default();
    server.faults.borrow_mut().push_back(Fault::Offline);
    let (from, to) = (Device::new(1, &server).await, Device::new(2, &server).await);
    let original = pdf(CHUNK_BYTES as usize * 2 + 9);
    let sha = from.attach(&original).await;

    let out = from.carrier().work_out(PASSPHRASE).await.unwrap();
    let readable = bytes(&out).await;
    assert!(!readable.windows(8).any(|part| part == b"%PDF-1.7"));
    // All of it stays.
    assert_eq!(from.unsent(), (1, 1));

    let wrong = to.carrier().work_in("quatre mots au hazard", &out).await;
    assert_eq!(wrong, Err(NotTaken::Locked));
    let cut = out.slice_with_f64_and_f64(0.0, out.size() - 9.0).unwrap();
    let cut = to.carrier().work_in(PASSPHRASE, &cut).await;
    assert_eq!(cut, Err(NotTaken::Locked));
    assert_eq!(to.unsent().0, 0);

    let to = Device::new(3, &server).await;
    let taken = to.carrier().work_in(PASSPHRASE, &out).await;
    let both = Taken {
        changes: 1,
        files: 1,
    };
    assert_eq!(taken, Ok(both));
    assert_eq!(to.unsent(), (1, 1));
    assert!(to.store.holds(sha));
    let kept = untrack(|| to.stores.files.place(sha));
    assert_eq!(kept, app::attachments::Place::Here);
    // Again: nothing is new.
    let again = to.carrier().work_in(PASSPHRASE, &out).await;
    assert_eq!(again, Ok(Taken::default()));
}

/// As version 0.1 wrote it: one operation, no files. Its passphrase is [`PASSPHRASE`].
const EARLIER: &str = include_str!("earlier.json");

#[wasm_bindgen_test]
async fn what_an_earlier_version_saved_is_taken_in() {
    let device = Device::new(1, &Rc::default()).await;
    let parts = Array::of1(&EARLIER.into());
    let earlier = Blob::new_with_str_sequence(&parts).unwrap();
    let taken = device.carrier().work_in(PASSPHRASE, &earlier).await;
    let one = Taken {
        changes: 1,
        files: 0,
    };
    assert_eq!(taken, Ok(one));
}
