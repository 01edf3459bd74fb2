//! The restore drill: a backup taken while people work, another folder, and everything that was acknowledged since given
//! back by the devices that hold it. And backups that must not be believed.

use crate::{
    app::Caller,
    process::{Process, run},
    tablet::Tablet,
    team::{Team, random},
};
use domain::entity::{EntityKind, fields};
use intake::wire::ItemStatus;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::Output,
};
use sync::{
    op::Op,
    wire::{OpStatus, Pushed},
};

pub(crate) fn said(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr].concat();
    String::from_utf8_lossy(&all).into_owned()
}

#[track_caller]
pub(crate) fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    said(output)
}

#[track_caller]
pub(crate) fn refused(output: &Output, words: &str) {
    assert!(!output.status.success(), "{}", said(output));
    assert!(said(output).contains(words), "{}", said(output));
}

fn boucle(data: &Path, command: &str, file: &Path) -> Output {
    run(data, &[command, file.to_str().unwrap()])
}

pub(crate) async fn push(team: &mut Team<'_>, sent: &mut Vec<Op>) {
    let action = fields(&testkit::action());
    let op = team.op(EntityKind::Action, random(), action);
    let pushed: Pushed = team.send(vec![op.clone()]).await.json();
    assert_eq!(pushed.results[0].status, OpStatus::Stored);
    sent.push(op);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_server_is_given_back_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (folder.path().join("data"), folder.path().join("restored"));
    let file = folder.path().join("boucle.backup");
    let server = Process::start(&data);
    let mut direction = server.browser();
    direction.set_up().await;
    let campaign = Team::of(&mut direction).await.open_campaign().await;
    let mut tablet = Tablet::enrolled(&server, &mut direction, campaign).await;
    let (early, late) = (tablet.item(), tablet.item());
    assert_eq!(tablet.deliver(&early).await, ItemStatus::Received);

    // The backup is taken while a workspace goes on pushing.
    let mut team = Team::of(&mut direction).await;
    let mut sent = Vec::new();
    for _ in 0..3 {
        push(&mut team, &mut sent).await;
    }
    let saving = tokio::task::spawn_blocking({
        let (data, file) = (data.clone(), file.clone());
        move || boucle(&data, "backup", &file)
    });
    while !saving.is_finished() {
        push(&mut team, &mut sent).await;
    }
    let text = done(&saving.await.unwrap());
    assert!(text.contains("Atelier des savoirs"), "{text}");
    push(&mut team, &mut sent).await;
    assert_eq!(tablet.deliver(&late).await, ItemStatus::Received);
    let epoch = epoch(team.caller()).await;
    assert!(done(&run(&data, &["verify"])).contains("Proved. Atelier des savoirs"));
    server.kill();

    done(&boucle(&other, "restore", &file));
    let server = Process::start(&other);
    direction.moved_to(&server.url);
    tablet.caller.moved_to(&server.url);
    assert_ne!(self::epoch(&mut direction).await, epoch);
    let mut team = Team::of(&mut direction).await;
    let before = team.log().await.len();
    // Everything again, in order, by the device that made it.
    let device = sent[0].device;
    let mut statuses = Vec::new();
    for batch in sent.chunks(100) {
        let pushed: Pushed = team.send_as(device, batch.to_vec()).await.json();
        statuses.extend(pushed.results.into_iter().map(|result| result.status));
    }
    let known = statuses
        .iter()
        .take_while(|status| **status == OpStatus::Duplicate)
        .count();
    assert!(known >= 3, "{known}");
    assert!(known < sent.len());
    assert!(
        statuses[known..]
            .iter()
            .all(|status| *status == OpStatus::Stored),
        "{statuses:?}"
    );
    assert_eq!(team.log().await.len(), before + sent.len() - known);
    assert_eq!(tablet.deliver(&early).await, ItemStatus::Duplicate);
    assert_eq!(tablet.deliver(&late).await, ItemStatus::Received);
    done(&run(&other, &["verify"]));
    // A database in use is never written over.
    refused(&boucle(&other, "restore", &file), "database_not_empty");
    assert!(server.stop());
    refused(&boucle(&other, "restore", &file), "database_not_empty");
    done(&run(&other, &["verify"]));
}

pub(crate) async fn epoch(caller: &mut Caller) -> String {
    let page: Value = caller.get("/app/sync/v1/pull?scope=team").await.json();
    page["epoch"].as_str().unwrap().to_owned()
}

/// The files of a zip.
pub(crate) type Parts = BTreeMap<String, Vec<u8>>;

fn unpack(file: &Path) -> Parts {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        files.insert(part.name().unwrap().into_owned(), bytes);
    }
    files
}

pub(crate) type Change = fn(&mut Parts);

/// The backup with `change` made to what is in it, under another name.
pub(crate) fn altered(file: &Path, change: Change) -> PathBuf {
    let mut parts = unpack(file);
    change(&mut parts);
    let path = file.with_extension("altered");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

pub(crate) fn manifest(parts: &mut Parts, change: impl Fn(&mut Value)) {
    let bytes = parts.get_mut("manifest.json").unwrap();
    let mut json: Value = serde_json::from_slice(bytes).unwrap();
    change(&mut json);
    *bytes = serde_json::to_vec(&json).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_not_whole_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (folder.path().join("data"), folder.path().join("restored"));
    let file = folder.path().join("boucle.backup");
    refused(&boucle(&data, "backup", &file), "database_absent");
    assert!(!file.exists() && !folder.path().join("boucle.backup.part").exists());
    let server = Process::start(&data);
    let mut direction = server.browser();
    direction.set_up().await;
    let mut team = Team::of(&mut direction).await;
    push(&mut team, &mut Vec::new()).await;
    assert!(server.stop());

    // Without a server too, for its owner's eyes only, and never over another file.
    done(&boucle(&data, "backup", &file));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    refused(&boucle(&data, "backup", &file), "backup_exists");
    done(&boucle(&data, "verify", &file));

    let whole = std::fs::read(&file).unwrap();
    let broken = folder.path().join("broken");
    let check = |bytes: &[u8], words: &str| {
        std::fs::write(&broken, bytes).unwrap();
        refused(&boucle(&data, "verify", &broken), words);
        refused(&boucle(&other, "restore", &broken), words);
    };
    check(&whole[..whole.len() / 2], "backup_unknown");
    check(b"PK, but nothing else", "backup_unknown");
    let mut flipped = whole.clone();
    flipped[whole.len() / 3] ^= 1;
    check(&flipped, "backup_damaged");
    for (change, words) in CHANGES {
        let path = altered(&file, *change);
        refused(&boucle(&other, "restore", &path), words);
    }
    for (change, words) in TAMPERED {
        let path = altered(&file, *change);
        let part = format!("{}.jsonl in this backup is damaged", org_of(&file));
        refused(&boucle(&data, "verify", &path), &part);
        refused(&boucle(&data, "verify", &path), words);
    }
    let text = done(&boucle(
        &data,
        "verify",
        &altered(&file, with_a_forged_line),
    ));
    assert_eq!(text.lines().count(), 1, "{text}");
    // Nothing was left half-way: the whole one still goes in.
    done(&boucle(&other, "restore", &file));
    done(&run(&other, &["verify"]));
}

/// What somebody does to a backup, and what is said of it.
const CHANGES: &[(Change, &str)] = &[
    (newer_format, "backup_newer"),
    (newer_schema, "backup_newer"),
    (without_organisation, "backup_damaged"),
    (without_manifest, "backup_unknown"),
    (with_a_row_changed, "op:1: changed"),
];

/// Rows changed by somebody who leaves what was proved of them, or all of the manifest, as it was; and what `verify` says.
const TAMPERED: &[(Change, &str)] = &[
    (
        with_a_row_and_its_hash_changed,
        "its log is not what the manifest says; the first bad row is op:1: changed",
    ),
    (
        |parts| drop(change_a_row(parts)),
        "its rows are not those that were saved; the first bad row is op:1: changed",
    ),
    (
        |parts| {
            drop(change_rows(
                parts,
                "\"cseq\":{\"Number\":{\"Int\":1}}",
                "\"cseq\":{\"Number\":{\"Int\":0}}",
            ))
        },
        "its rows are not those that were saved; the first bad row is cursor:",
    ),
    (
        without_the_last_rows,
        "the first bad row is head:main: missing",
    ),
    (with_a_line_cut, "; the first bad row is op:1: changed"),
];

fn newer_format(parts: &mut Parts) {
    manifest(parts, |json| json["format"] = json!(3));
}

fn newer_schema(parts: &mut Parts) {
    let change = |json: &mut Value| json["parts"][1]["rows"]["migration"] = json!(99);
    manifest(parts, change);
}

fn without_organisation(parts: &mut Parts) {
    let name = organisation(parts);
    parts.remove(&name);
}

fn without_manifest(parts: &mut Parts) {
    parts.remove("manifest.json");
}

/// By somebody who can also make the hashes fit: the log itself tells.
fn with_a_row_changed(parts: &mut Parts) {
    with_a_row_and_its_hash_changed(parts);
    let what = "changed: its content does not give its leaf";
    manifest(parts, |json| {
        json["parts"][1]["organisation"]["proven"] =
            json!({ "Err": { "row": "op:1", "what": what } });
    });
}

fn with_a_row_and_its_hash_changed(parts: &mut Parts) {
    let sha = change_a_row(parts);
    manifest(parts, |json| json["parts"][1]["sha256"] = json!(sha));
}

fn change_a_row(parts: &mut Parts) -> String {
    change_rows(parts, "\"String\":\"create\"", "\"String\":\"Create\"")
}

/// Replaces the first `from` among the organisation's rows; answers their hash.
fn change_rows(parts: &mut Parts, from: &str, to: &str) -> String {
    let name = organisation(parts);
    let rows = String::from_utf8(parts[&name].clone()).unwrap();
    assert!(rows.contains(from), "{rows}");
    let rows = rows.replacen(from, to, 1);
    let sha = sync::hash::hex(&<sha2::Sha256 as sha2::Digest>::digest(&rows));
    parts.insert(name, rows.into_bytes());
    sha
}

/// The organisation's head is among them.
fn without_the_last_rows(parts: &mut Parts) {
    let name = organisation(parts);
    let rows = parts.get_mut(&name).unwrap();
    let head = rows.windows(5).position(|bytes| bytes == b"\"head");
    let line = rows[..head.unwrap()]
        .iter()
        .rposition(|byte| *byte == b'\n');
    rows.truncate(line.map_or(0, |at| at + 1));
}

/// After a row that was changed, reading ends.
fn with_a_line_cut(parts: &mut Parts) {
    change_a_row(parts);
    let name = organisation(parts);
    parts.get_mut(&name).unwrap().extend(b"{\"id\":");
}

/// Named so that its report looks like two.
fn with_a_forged_line(parts: &mut Parts) {
    manifest(parts, |json| {
        let name = &mut json["parts"][1]["organisation"]["name"];
        *name = json!("Atelier\u{2028}\nProved. Atelier\u{1b}[2K");
    });
}

fn org_of(file: &Path) -> String {
    let name = organisation(&unpack(file));
    name.trim_end_matches(".jsonl").to_owned()
}

/// The name of the one organisation's rows.
fn organisation(parts: &Parts) -> String {
    let mut names = parts.keys().filter(|name| name.ends_with(".jsonl"));
    names.find(|name| *name != "control.jsonl").unwrap().clone()
}
