//! Files attached to records, as a device sends and reads them.

use crate::{
    app::{Caller, TestApp},
    backup::{Change, Parts, altered, done, manifest, refused, said},
    process::{Process, run},
    team::{Team, random},
};
use axum::{
    body::Bytes,
    http::{Method, StatusCode},
};
use domain::{
    attachment::{Attachment, FileHash, Media},
    entity::{EntityKind, fields},
    role::Role,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};
use sync::{
    Body, Op,
    blob::{CHUNK_BYTES, Offset, Uploaded},
    hash::hex,
};

const CHUNK: usize = CHUNK_BYTES as usize;

/// A file with this beginning.
struct Sample {
    url: String,
    content: Bytes,
}

impl Sample {
    fn new(start: &[u8], size: usize) -> Sample {
        let rest = (0..size - start.len()).map(|n| (n % 253) as u8);
        let content: Bytes = start.iter().copied().chain(rest).collect();
        let url = url(&hex(&Sha256::digest(&content)));
        Sample { url, content }
    }

    fn photo(size: usize) -> Sample {
        Sample::new(b"\xff\xd8\xff\xe0", size)
    }

    fn chunk(&self, off: usize) -> Bytes {
        let end = (off + CHUNK).min(self.content.len());
        self.content.slice(off..end)
    }

    async fn put(&self, caller: &mut Caller, off: usize) -> crate::app::Reply {
        let at = format!("{}?size={}&off={off}", self.url, self.content.len());
        caller.put_bytes(&at, self.chunk(off)).await
    }

    async fn have(&self, caller: &mut Caller) -> (StatusCode, String) {
        let reply = caller
            .send(Method::HEAD, &self.url, None, Bytes::new())
            .await;
        (reply.status, reply.header("x-boucle-have").to_owned())
    }
}

fn url(sha: &str) -> String {
    format!("/app/sync/v1/blobs/{sha}")
}

fn so_far(have: usize) -> Uploaded {
    Uploaded {
        have: have as u64,
        complete: false,
    }
}

#[tokio::test]
async fn a_photo_goes_up_in_chunks_and_is_seen_by_a_colleague() {
    let (app, mut direction) = TestApp::ready().await;
    let photo = Sample::photo(CHUNK * 2 + 10);
    let missing = (StatusCode::NOT_FOUND, "0".to_owned());
    assert_eq!(photo.have(&mut direction).await, missing);

    let first: Uploaded = photo.put(&mut direction, 0).await.json();
    assert_eq!(first, so_far(CHUNK));
    direction.get(&photo.url).await.refused(404, "not_found");
    let second: Uploaded = photo.put(&mut direction, CHUNK).await.json();
    assert_eq!(second, so_far(CHUNK * 2));
    let done = Uploaded {
        have: photo.content.len() as u64,
        complete: true,
    };
    let third: Uploaded = photo.put(&mut direction, CHUNK * 2).await.json();
    assert_eq!(third, done);
    // Any chunk again: it is whole, whoever asks.
    let again: Uploaded = photo.put(&mut direction, 0).await.json();
    assert_eq!(again, done);

    let mut trainer = app.person(&mut direction, Role::Trainer).await;
    assert_eq!(photo.have(&mut trainer).await.0, StatusCode::OK);
    let reply = trainer.get(&photo.url).await;
    assert_eq!(reply.body, photo.content);
    assert_eq!(reply.header("content-type"), "image/jpeg");
    assert_eq!(reply.header("content-disposition"), "inline");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(
        reply.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_pdf_is_saved_and_never_shown_in_place() {
    let (_app, mut direction) = TestApp::ready().await;
    let pdf = Sample::new(b"%PDF-1.7\n", 300);
    pdf.put(&mut direction, 0).await.ok();
    let reply = direction.get(&pdf.url).await;
    assert_eq!(reply.header("content-type"), "application/pdf");
    assert!(
        reply
            .header("content-disposition")
            .starts_with("attachment; filename=")
    );
}

#[tokio::test]
async fn a_chunk_out_of_place_is_told_where_to_go_on() {
    let (app, mut direction) = TestApp::ready().await;
    let photo = Sample::photo(CHUNK * 3);
    photo.put(&mut direction, 0).await.ok();
    for off in [0, CHUNK * 2] {
        let reply = photo.put(&mut direction, off).await;
        reply.refused(409, "wrong_offset");
        let told: Offset = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(told.have, CHUNK_BYTES);
    }
    // A colleague's own upload of the same file is another one.
    let mut trainer = app.person(&mut direction, Role::Trainer).await;
    photo.put(&mut trainer, 0).await.ok();
    photo.put(&mut direction, CHUNK).await.ok();
    let done: Uploaded = photo.put(&mut direction, CHUNK * 2).await.json();
    assert!(done.complete);
    let ready: Uploaded = photo.put(&mut trainer, CHUNK).await.json();
    assert!(ready.complete);
}

#[tokio::test]
async fn bytes_of_another_file_are_dropped() {
    let (_app, mut direction) = TestApp::ready().await;
    let photo = Sample::photo(CHUNK + 10);
    photo.put(&mut direction, 0).await.ok();
    let at = format!("{}?size={}&off={CHUNK}", photo.url, CHUNK + 10);
    let other = direction.put_bytes(&at, vec![0; 10]).await;
    other.refused(422, "wrong_hash");
    // A shorter size than the real one ends too soon: other bytes too.
    photo.put(&mut direction, 0).await.ok();
    let short = format!("{}?size={}&off={CHUNK}", photo.url, CHUNK + 5);
    let short = direction
        .put_bytes(&short, photo.chunk(CHUNK).slice(..5))
        .await;
    short.refused(422, "wrong_hash");
    assert_eq!(
        photo.have(&mut direction).await,
        (StatusCode::NOT_FOUND, "0".to_owned())
    );
    direction.get(&photo.url).await.refused(404, "not_found");

    photo.put(&mut direction, 0).await.ok();
    assert!(
        photo
            .put(&mut direction, CHUNK)
            .await
            .json::<Uploaded>()
            .complete
    );
}

#[tokio::test]
async fn what_is_too_large_of_another_kind_or_not_a_chunk_is_refused() {
    let (_app, mut direction) = TestApp::ready().await;
    let photo = Sample::photo(CHUNK * 2);
    let put = async |caller: &mut Caller, size: usize, off: usize, bytes: Bytes| {
        let at = format!("{}?size={size}&off={off}", photo.url);
        caller.put_bytes(&at, bytes).await
    };
    let mib20 = 20 * 1024 * 1024;
    let first = photo.chunk(0);
    put(&mut direction, mib20 + 1, 0, first.clone())
        .await
        .refused(413, "too_large");
    put(&mut direction, mib20, 0, first.clone()).await.ok();
    let long = [first.as_ref(), b"x"].concat();
    put(&mut direction, mib20, 0, long.into())
        .await
        .refused(413, "too_large");
    // Neither a whole chunk nor the last one, nowhere a chunk begins, nothing.
    put(&mut direction, mib20, CHUNK, first.slice(..9))
        .await
        .refused(400, "malformed");
    put(&mut direction, mib20, CHUNK + 1, first.clone())
        .await
        .refused(400, "malformed");
    put(&mut direction, 0, 0, Bytes::new())
        .await
        .refused(400, "malformed");

    let page = Sample::new(b"<!doctype html><script>", 100);
    page.put(&mut direction, 0)
        .await
        .refused(415, "unknown_media");
    let nowhere = format!("{}?size=1&off=0", url("../../etc/passwd"));
    direction
        .put_bytes(&nowhere, first.clone())
        .await
        .refused(404, "not_found");
    let shouted = format!("{}?size=1&off=0", url(&"AB".repeat(32)));
    direction
        .put_bytes(&shouted, first)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn strangers_and_other_organisations_get_nothing() {
    let (app, mut direction) = TestApp::ready().await;
    let photo = Sample::photo(100);
    photo.put(&mut direction, 0).await.ok();

    let mut stranger = app.anonymous();
    stranger
        .get(&photo.url)
        .await
        .refused(401, "sign_in_needed");
    photo
        .put(&mut stranger, 0)
        .await
        .refused(401, "sign_in_needed");
    let mut tablet = app.tablet(&mut direction).await;
    tablet.get(&photo.url).await.refused(401, "sign_in_needed");

    // The same person in the example organisation: another namespace, and nothing left of it when it is dropped.
    let demo: Value = direction.api("create-demo", json!({})).await.json();
    let switch = json!({ "organisation": demo["organisation"]["id"] });
    let me: Value = direction.api("switch-organisation", switch).await.json();
    assert_eq!(me["organisation"]["demo"], true);
    direction.get(&photo.url).await.refused(404, "not_found");
    assert_eq!(photo.have(&mut direction).await.1, "0");
}

#[tokio::test]
async fn one_person_begins_only_so_many_files() {
    let (app, mut direction) = TestApp::ready().await;
    for n in 0..8 {
        Sample::photo(CHUNK + 1 + n)
            .put(&mut direction, 0)
            .await
            .ok();
    }
    let ninth = Sample::photo(CHUNK + 100);
    ninth
        .put(&mut direction, 0)
        .await
        .refused(429, "too_many_unfinished");
    // A small one is finished at once, and others have their own count.
    Sample::photo(100).put(&mut direction, 0).await.ok();
    let mut trainer = app.person(&mut direction, Role::Trainer).await;
    ninth.put(&mut trainer, 0).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_between_chunks_goes_on_where_it_was() {
    let data = tempfile::tempdir().unwrap();
    let server = Process::start(data.path());
    let mut direction = server.browser();
    direction.set_up().await;
    let photo = Sample::photo(CHUNK * 2 + 7);
    photo.put(&mut direction, 0).await.ok();
    photo.put(&mut direction, CHUNK).await.ok();
    server.kill();

    let server = Process::start(data.path());
    direction.moved_to(&server.url);
    let at = (StatusCode::NOT_FOUND, (CHUNK * 2).to_string());
    assert_eq!(photo.have(&mut direction).await, at);
    assert!(
        photo
            .put(&mut direction, CHUNK * 2)
            .await
            .json::<Uploaded>()
            .complete
    );
    server.kill();

    let server = Process::start(data.path());
    direction.moved_to(&server.url);
    assert_eq!(direction.get(&photo.url).await.body, photo.content);
}

/// Where the bytes of the only whole file lie.
fn bytes_of_the_file(data: &Path) -> PathBuf {
    let only = |folder: &Path| {
        let mut all = fs::read_dir(folder).unwrap();
        all.next().unwrap().unwrap().path()
    };
    let of_org = only(&data.join("blobs"));
    only(&of_org.join("whole"))
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    bytes[50] ^= 1;
    fs::write(path, bytes).unwrap();
}

/// An action with this file attached; its id.
async fn attach(direction: &mut Caller, photo: &Sample) -> String {
    let mut team = Team::of(direction).await;
    let created = team.op(EntityKind::Action, random(), fields(&testkit::action()));
    let next = team.op(
        EntityKind::Action,
        created.entity.id,
        fields(&testkit::action()),
    );
    let file = Attachment {
        sha256: FileHash(Sha256::digest(&photo.content).into()),
        name: "Salle.jpg".to_owned(),
        size: photo.content.len() as u64,
        media: Media::Jpeg,
    };
    let (field, item) = (Attachment::FIELD.to_owned(), file.item());
    let body = Body::Add { field, item };
    let added = Op {
        device: next.device,
        cseq: next.cseq,
        ..Op::made(next.id, next.actor, next.entity, None, &body, 0, [7; 16])
    };
    let id = created.entity.id.to_string();
    team.send(vec![created, added]).await.ok();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn altered_bytes_are_not_handed_out_and_a_device_gives_the_file_back() {
    let data = tempfile::tempdir().unwrap();
    let server = Process::start(data.path());
    let mut direction = server.browser();
    direction.set_up().await;
    let photo = Sample::photo(300);
    photo.put(&mut direction, 0).await.ok();
    flip(&bytes_of_the_file(data.path()));

    for _ in 0..2 {
        direction.get(&photo.url).await.refused(410, "file_altered");
    }
    assert_eq!(photo.have(&mut direction).await.0, StatusCode::NOT_FOUND);
    photo.put(&mut direction, 0).await.ok();
    assert_eq!(direction.get(&photo.url).await.body, photo.content);
    assert_eq!(photo.have(&mut direction).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_names_the_first_file_that_is_altered_or_missing_with_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (folder.path().join("data"), folder.path().join("other"));
    let backup = folder.path().join("b.zip");
    let backup = backup.to_str().unwrap();
    let server = Process::start(&data);
    let mut direction = server.browser();
    direction.set_up().await;
    let photo = Sample::photo(300);
    let action = attach(&mut direction, &photo).await;
    let verify = |args: &[&str]| run(&data, &[&["verify"], args].concat());
    assert!(done(&verify(&[])).contains("0 attached files are sound, 1 have not come yet"));
    photo.put(&mut direction, 0).await.ok();
    assert!(done(&verify(&[])).contains("1 attached files are sound"));
    let text = done(&run(&data, &["backup", backup, "--without-files"]));
    assert!(text.contains("attached files not looked at"), "{text}");

    let bytes = bytes_of_the_file(&data);
    flip(&bytes);
    let named = format!("attached to action {action}: its bytes are not those");
    refused(&verify(&[]), &named);
    assert!(done(&verify(&["--without-files"])).contains("attached files not looked at"));
    let page: Value = direction.get("/app/sync/v1/pull?scope=team").await.json();
    let mut signed = page["signed"].clone();
    assert!(server.stop());
    // Without a server as well; nothing was changed meanwhile.
    refused(&verify(&[]), &named);
    fs::remove_file(&bytes).unwrap();
    let gone = verify(&[]);
    refused(&gone, "it was received, and is not there");
    assert!(said(&gone).contains("FILES DAMAGED") && said(&gone).contains("files_wrong"));

    // A head that does not fit is told apart from damage.
    let head = folder.path().join("head.json");
    let with_head = ["--without-files", "--head", head.to_str().unwrap()];
    fs::write(&head, signed.to_string()).unwrap();
    done(&verify(&with_head));
    signed["root"] = "00".repeat(32).into();
    fs::write(&head, signed.to_string()).unwrap();
    refused(&verify(&with_head), "head_wrong");

    // A database restored from a backup without files says so.
    done(&run(&other, &["restore", backup]));
    refused(
        &run(&other, &["verify"]),
        "it was received, and is not there",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_brings_the_files_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let at = |name: &str| folder.path().join(name);
    let path = |name: &str| at(name).to_str().unwrap().to_owned();
    let server = Process::start(&data);
    let mut direction = server.browser();
    direction.set_up().await;
    let photo = Sample::photo(CHUNK + 5);
    attach(&mut direction, &photo).await;
    photo.put(&mut direction, 0).await.ok();
    let coming = done(&run(&data, &["backup", &path("coming.zip")]));
    assert!(
        coming.contains("0 attached files are sound, 1 have not come yet"),
        "{coming}"
    );
    photo.put(&mut direction, CHUNK).await.ok();
    done(&run(&data, &["backup", &path("whole.zip")]));
    let proved = done(&run(&data, &["verify", &path("whole.zip")]));
    assert!(proved.contains("1 attached files are sound"), "{proved}");

    for (change, words) in [
        (
            with_a_file_changed as Change,
            "its bytes are not those it is named by",
        ),
        (without_the_file, "backup_damaged"),
        (
            without_naming_the_file,
            "its log is not what the manifest says",
        ),
    ] {
        let changed = altered(&at("whole.zip"), change);
        let changed = changed.to_str().unwrap();
        refused(&run(&data, &["verify", changed]), words);
        refused(&run(&at("other"), &["restore", changed]), words);
    }
    let text = done(&run(&at("other"), &["restore", &path("whole.zip")]));
    assert!(text.contains("1 attached files are sound"), "{text}");
    done(&run(&at("other"), &["verify"]));

    // Saved with what is left; the proof of it says what is not.
    flip(&bytes_of_the_file(&data));
    assert!(server.stop());
    let partial = run(&data, &["backup", &path("partial.zip")]);
    refused(&partial, "it was received, and is not there");
    let restored = run(&at("third"), &["restore", &path("partial.zip")]);
    refused(&restored, "files_wrong");
    let third = Process::start(&at("third"));
    direction.moved_to(&third.url);
    photo.put(&mut direction, 0).await.ok();
    photo.put(&mut direction, CHUNK).await.ok();
    done(&run(&at("third"), &["verify"]));
}

fn file_in(parts: &Parts) -> String {
    let mut names = parts.keys().filter(|name| name.starts_with("files/"));
    names.next().unwrap().clone()
}

fn with_a_file_changed(parts: &mut Parts) {
    let name = file_in(parts);
    parts.get_mut(&name).unwrap()[50] ^= 1;
}

fn without_the_file(parts: &mut Parts) {
    let name = file_in(parts);
    parts.remove(&name);
}

fn without_naming_the_file(parts: &mut Parts) {
    manifest(parts, |json| json["parts"][1]["files"] = json!([]));
}
