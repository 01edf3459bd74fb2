//! After a crash of the machine: a copy of the live folder whose newest files lost their last bytes, or have zeros there.
//!
//! What was synced before the copy must be there, or the engine must refuse to open, when only bytes behind the synced
//! ones are torn. Tearing synced bytes is another matter, a damaged disk: then a whole prefix of the log must be left, or
//! a refusal; how much of it is printed, and docs/proof.md tells what guards it.

use crate::{
    Engine,
    log::{ORG, append, new_org, op, open, proof, write},
};
use ledger::LogStore as _;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use store::Store;

/// Commits that were acknowledged, each synced, and those that came after the lengths of the files were noted.
const SYNCED: u128 = 20;
const BEHIND: u128 = 12;
const OPEN_MAX: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug)]
enum Damage {
    Cut,
    Zero,
}

#[derive(PartialEq, Debug)]
pub(crate) enum Outcome {
    /// So many operations, proved.
    Prefix(u64),
    Refused(String),
}

/// The last bytes of each file, as the newest writes left them: a few sizes here, all of them in the long run.
fn sizes() -> Vec<u64> {
    match std::env::var_os("BOUCLE_LONG") {
        Some(_) => (0..=12)
            .map(|power| 1 << power)
            .chain([3, 100, 1000, 3000])
            .collect(),
        None => vec![1, 100, 4096],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_torn_tail_on_surrealkv() {
    torn("surrealkv").await;
}

#[cfg(feature = "rocksdb")]
#[tokio::test(flavor = "multi_thread")]
async fn a_torn_tail_on_rocksdb() {
    torn("rocksdb").await;
}

async fn torn(scheme: &str) {
    let engine = Engine::on_disk(scheme);
    let folder = PathBuf::from(engine.url.split_once("://").unwrap().1);
    let (_store, db) = open(&engine).await;
    for n in 0..SYNCED {
        let written = write(&db, |_, commit| append(commit, std::iter::once(op(n))));
        written.await.unwrap();
    }
    let synced = files(&folder);
    for n in SYNCED..SYNCED + BEHIND {
        let written = write(&db, |_, commit| append(commit, std::iter::once(op(n))));
        written.await.unwrap();
    }
    let now = files(&folder);
    let mut lost = Vec::new();
    for (file, length) in newest(&folder, &now) {
        for bytes in sizes().into_iter().filter(|bytes| *bytes <= length) {
            for damage in [Damage::Cut, Damage::Zero] {
                let behind = length - bytes >= synced.get(&file).copied().unwrap_or(0);
                let outcome = after(scheme, &folder, &file, bytes, damage).await;
                let kept = match &outcome {
                    Outcome::Prefix(count) => u128::from(*count) >= SYNCED,
                    Outcome::Refused(_) => true,
                };
                println!(
                    "{scheme} | {} | {damage:?} {bytes} of {length}, {} | {outcome:?} of {}",
                    file.display(),
                    if behind { "behind" } else { "synced" },
                    SYNCED + BEHIND
                );
                if behind && !kept {
                    lost.push((file.clone(), bytes, outcome));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

/// A full disk or a kill can end the engine's repair of a torn log half-way. Left alone, its next repair goes on behind
/// what the first one wrote and puts the result in the log's place: all but the first records were gone.
#[tokio::test(flavor = "multi_thread")]
async fn a_repair_that_was_interrupted_is_begun_anew() {
    let engine = Engine::on_disk("surrealkv");
    let live = PathBuf::from(engine.url.split_once("://").unwrap().1);
    let (_store, db) = open(&engine).await;
    for n in 0..SYNCED + BEHIND {
        let written = write(&db, |_, commit| append(commit, std::iter::once(op(n))));
        written.await.unwrap();
    }
    let folder = copied(&live);
    let log = folder.path().join("db/wal/00000000000000000000.wal");
    let mut content = fs::read(&log).unwrap();
    content.truncate(content.len() - 100);
    fs::write(&log, &content).unwrap();
    let begun = folder.path().join("db/wal/repair_temp");
    fs::create_dir(&begun).unwrap();
    fs::write(begun.join(log.file_name().unwrap()), &content[..4_093]).unwrap();
    let left = opened("surrealkv", &folder.path().join("db")).await;
    let Outcome::Prefix(left) = left else {
        panic!("{left:?}");
    };
    assert!(u128::from(left) >= SYNCED, "{left}");
}

pub(crate) fn copied(live: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("db");
    for (name, _) in files(live) {
        let to = copy.join(&name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(live.join(&name), to).unwrap();
    }
    folder
}

/// Copies the live folder, damages one file and opens the copy.
async fn after(scheme: &str, live: &Path, file: &Path, bytes: u64, damage: Damage) -> Outcome {
    let folder = copied(live);
    let copy = folder.path().join("db");
    let path = copy.join(file);
    let mut content = fs::read(&path).unwrap();
    let whole = content.len() - usize::try_from(bytes).unwrap();
    content.truncate(whole);
    if matches!(damage, Damage::Zero) {
        content.resize(whole + usize::try_from(bytes).unwrap(), 0);
    }
    fs::write(&path, content).unwrap();
    opened(scheme, &copy).await
}

pub(crate) async fn opened(scheme: &str, copy: &Path) -> Outcome {
    let url = format!("{scheme}://{}", copy.display());
    let opened = tokio::spawn(async move {
        let store = Store::open(&url).await.map_err(|error| error.to_string())?;
        let db = store
            .org(ORG, &new_org())
            .await
            .map_err(|error| error.to_string())?;
        let seq = db.load().await.map_err(|error| error.to_string())?.head.seq;
        match proof(&store).await {
            Ok(proven) if proven.head.seq == seq => Ok(seq),
            other => Err(format!("damaged: {other:?}")),
        }
    });
    // An engine that panics, or never answers, serves nothing either.
    match tokio::time::timeout(OPEN_MAX, opened).await {
        Ok(Ok(Ok(count))) => Outcome::Prefix(count),
        Ok(Ok(Err(error))) => Outcome::Refused(error),
        Ok(Err(panic)) => Outcome::Refused(panic.to_string()),
        Err(_) => Outcome::Refused("no answer".to_owned()),
    }
}

/// Every file below `folder` with its length.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).unwrap().to_owned();
                found.insert(name, entry.metadata().unwrap().len());
            }
        }
    }
    found
}

/// The newest file of each folder that has something in it.
fn newest(folder: &Path, files: &BTreeMap<PathBuf, u64>) -> BTreeMap<PathBuf, u64> {
    let mut newest: BTreeMap<PathBuf, (std::time::SystemTime, PathBuf, u64)> = BTreeMap::new();
    for (name, length) in files.iter().filter(|(_, length)| **length > 0) {
        let changed = fs::metadata(folder.join(name)).unwrap().modified().unwrap();
        let place = name.parent().unwrap().to_owned();
        let known = newest.get(&place).is_some_and(|(at, ..)| *at > changed);
        if !known {
            newest.insert(place, (changed, name.clone(), *length));
        }
    }
    newest
        .into_values()
        .map(|(_, name, length)| (name, length))
        .collect()
}
