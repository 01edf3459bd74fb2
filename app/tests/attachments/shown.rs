//! Attached files as a record's page shows them.

use super::server::shelf;
use crate::stage::{Log, Stage, YANN, action, me};
use api::model::Me;
use app::{
    attachments::{files::Shelf, idb_files::IdbFiles},
    pages::record::Attachments,
    storage::idb::{Database, Schema},
};
use domain::attachment::{Attachment, FileHash, Media};
use leptos::prelude::*;
use std::rc::Rc;
use sync::{Body, EntityRef};
use wasm_bindgen_test::wasm_bindgen_test;

/// An action, and the same bytes attached to it under two names.
fn attached() -> (Log, EntityRef) {
    let mut log = Log::default();
    let (at, _) = action(&mut log, "Réécrire le module 3");
    for name in ["Salle 2.pdf", "Émargement.pdf"] {
        let file = Attachment {
            sha256: FileHash([7; 32]),
            name: name.to_owned(),
            size: 300,
            media: Media::Pdf,
        };
        let (field, item) = (Attachment::FIELD.to_owned(), file.item());
        log.write(at, YANN, None, &Body::Add { field, item });
    }
    (log, at)
}

#[wasm_bindgen_test]
async fn the_same_bytes_under_two_names_are_two_lines() {
    let (log, at) = attached();
    let stage = Stage::open(log, move || view! { <Attachments at /> }.into_any()).await;
    assert_eq!(stage.all(".attachments li").len(), 2);
}

#[wasm_bindgen_test]
async fn storage_of_files_that_does_not_open_takes_nothing_else_with_it() {
    // Somebody else's: a database without our stores.
    let me = Me {
        person: YANN,
        ..me()
    };
    let name = format!("boucle-files-{}-{}", me.organisation.id, me.person);
    let emptied = Schema {
        name: name.into(),
        version: 2,
        stores: &[],
    };
    Database::open(emptied).await.unwrap();
    let shelf = Shelf {
        store: Rc::new(IdbFiles::open(&me).await),
        ..shelf()
    };
    let (log, at) = attached();
    let view = move || view! { <Attachments at /> }.into_any();
    let stage = Stage::open_on(shelf, log, view).await;
    // What the records say is there; that nothing can be added is said.
    assert_eq!(stage.all(".attachments li").len(), 2);
    assert!(stage.text().contains("hors d’usage"));
    assert!(stage.find("input[type=file]").is_none());
}
