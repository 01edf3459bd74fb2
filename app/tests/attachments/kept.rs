//! What is kept of a file somebody chose.

use super::files::{SECRET, file, holds, join, jpeg, pdf, png, size_of};
use crate::stage::me;
use app::attachments::{
    Problem,
    idb_files::IdbFiles,
    prepare,
    store::{Change, FileStore as _, Kept, Prepared},
};
use domain::attachment::{FileHash, Media};
use js_sys::Uint8Array;
use sha2::{Digest as _, Sha256};
use wasm_bindgen_test::wasm_bindgen_test;

fn hash(bytes: &[u8]) -> FileHash {
    FileHash(Sha256::digest(bytes).into())
}

async fn prepared(name: &str, bytes: &[u8]) -> Prepared {
    prepare(&file(name, bytes)).await.unwrap()
}

#[wasm_bindgen_test]
async fn a_photo_loses_its_place_and_what_is_larger_than_a_screen() {
    let photo = jpeg(3200, 1600).await;
    assert!(holds(&photo, SECRET) && holds(&photo, "Exif"));
    let kept = prepared("IMG_0001.JPG", &photo).await;
    let bytes = join(&kept.chunks);
    assert!(!holds(&bytes, SECRET) && !holds(&bytes, "Exif"));
    assert_eq!(size_of(&bytes).await, (2560, 1280));
    assert_eq!(kept.file.sha256, hash(&bytes));
    assert_eq!(kept.file.size, bytes.len() as u64);
    assert_eq!(
        (kept.file.name.as_str(), kept.file.media),
        ("IMG_0001.jpg", Media::Jpeg)
    );

    let small = Uint8Array::new(&kept.thumbnail.unwrap()).to_vec();
    assert!(!holds(&small, SECRET));
    assert_eq!(size_of(&small).await, (192, 96));
}

#[wasm_bindgen_test]
async fn a_drawing_stays_a_png_of_its_size_without_its_texts() {
    let drawing = png(300, 200).await;
    assert!(holds(&drawing, SECRET));
    let kept = prepared("plan.png", &drawing).await;
    let bytes = join(&kept.chunks);
    assert!(!holds(&bytes, SECRET));
    assert_eq!(kept.file.media, Media::Png);
    assert_eq!(size_of(&bytes).await, (300, 200));
}

#[wasm_bindgen_test]
async fn a_pdf_is_kept_byte_for_byte_in_chunks() {
    let original = pdf(600 * 1024);
    let kept = prepared("Émargement.pdf", &original).await;
    assert_eq!(kept.chunks.len(), 3);
    assert_eq!(join(&kept.chunks), original);
    assert_eq!(kept.file.sha256, hash(&original));
    assert!(kept.thumbnail.is_none());
}

#[wasm_bindgen_test]
async fn what_is_no_photo_and_no_pdf_is_not_taken_whatever_its_name() {
    let refused = async |name, bytes: &[u8]| prepare(&file(name, bytes)).await.unwrap_err();
    assert_eq!(refused("photo.jpg", b"<html><script>").await, Problem::Kind);
    assert_eq!(refused("empty.pdf", b"").await, Problem::Kind);
    let torn = &jpeg(50, 50).await[..40];
    assert_eq!(refused("torn.jpg", torn).await, Problem::Unreadable);
    let large = pdf(20 * 1024 * 1024 + 1);
    assert_eq!(refused("large.pdf", &large).await, Problem::TooLarge);
}

#[wasm_bindgen_test]
async fn a_kept_file_is_there_after_a_new_start_until_the_server_has_it() {
    let original = pdf(300 * 1024);
    let file = prepared("a.pdf", &original).await;
    let sha = file.file.sha256;
    let store = IdbFiles::open(&me()).await;
    store.keep(file, 7).await.unwrap();
    drop(store);

    let store = IdbFiles::open(&me()).await;
    let kept = store.all().await.unwrap().pop().unwrap();
    assert_eq!(
        (kept.file.sha256, kept.kept_ms, kept.received),
        (sha, 7, false)
    );
    let mut chunks = Vec::new();
    for number in 0..2 {
        chunks.push(store.chunk(sha, number).await.unwrap().unwrap());
    }
    assert_eq!(join(&chunks), original);

    let change = async |change| store.change(sha, change).await.unwrap().unwrap();
    let (at_ms, epoch) = (9, Some("a".to_owned()));
    let kept = change(Change::Received { at_ms, epoch }).await;
    assert!(kept.received && store.all().await.unwrap().contains(&kept));
    // The server lost it: it waits again.
    assert!(store.chunk(sha, 0).await.unwrap().is_some());
    assert!(change(Change::Missing { epoch: None }).await.waits());
    change(Change::Received { at_ms, epoch: None }).await;
    let kept = change(Change::LetGo).await;
    assert!(store.chunk(sha, 0).await.unwrap().is_none());
    let lost = change(Change::Missing { epoch: None }).await;
    assert!(lost.lost && !lost.waits() && !kept.lost);
    store.forget(kept.file).await.unwrap();
    assert_eq!(store.all().await.unwrap(), Vec::new());
}

#[wasm_bindgen_test]
fn what_an_earlier_version_kept_is_read() {
    let json = r#"{"file":{"sha256":"HASH","name":"a.pdf","size":3,"media":"application/pdf"},"kept_ms":7,"received":true}"#;
    let kept: Kept = serde_json::from_str(&json.replace("HASH", &"07".repeat(32))).unwrap();
    assert!(kept.received && !kept.is_whole() && !kept.lost && !kept.waits());
}
