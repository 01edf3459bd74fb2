//! SurrealKV's log after trouble: what is written behind a torn end stays, and nothing whole behind damage is dropped.
//!
//! The engine reads its log up to the first wrong byte, as if nothing had been behind it, and writes on where the file
//! ended, or into a file that its own repair has just replaced. `store` looks the log through before the engine does.

use crate::{
    Engine,
    log::{ORG, append, comment, new_org, op, open, proof, write},
    torn::{copied, files},
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{Store, StoreError};
use tempfile::TempDir;

pub(crate) const FIRST: u128 = 20;
const LATER: u128 = 10;
/// A block of the engine's log.
const BLOCK: usize = 32 * 1024;

/// A closed copy of a database with [`FIRST`] acknowledged operations, and its log.
pub(crate) async fn database() -> (TempDir, PathBuf) {
    let engine = Engine::on_disk("surrealkv");
    let live = PathBuf::from(engine.url.split_once("://").unwrap().1);
    let (_store, db) = open(&engine).await;
    for n in 0..FIRST {
        let written = write(&db, |_, commit| append(commit, std::iter::once(op(n))));
        written.await.unwrap();
    }
    let folder = copied(&live);
    let log = folder.path().join("db/wal/00000000000000000000.wal");
    (folder, log)
}

pub(crate) async fn opened(folder: &Path) -> Result<Store, StoreError> {
    Store::open(&format!("surrealkv://{}", folder.join("db").display())).await
}

/// Operations in the log, each row proved.
async fn count(store: &Store) -> u64 {
    let proven = proof(store).await.unwrap();
    proven.head.seq
}

/// Opens, writes [`LATER`] operations, closes as a killed program would, and opens again.
async fn written_behind(folder: &Path) -> (u64, u64) {
    let store = opened(folder).await.unwrap();
    let before = count(&store).await;
    let db = store.org(ORG, &new_org()).await.unwrap();
    for n in FIRST..FIRST + LATER {
        let written = write(&db, |_, commit| append(commit, std::iter::once(op(n))));
        written.await.unwrap();
    }
    let copy = copied(&folder.join("db"));
    (before, count(&opened(copy.path()).await.unwrap()).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_behind_a_torn_end_stays() {
    for cut in [1, 3, 100, 2_000] {
        let (folder, log) = database().await;
        let mut content = fs::read(&log).unwrap();
        content.truncate(content.len() - cut);
        fs::write(&log, content).unwrap();
        let (before, after) = written_behind(folder.path()).await;
        assert!(folder.path().join("db.cut-1").exists(), "kept");
        assert!(before >= u64::try_from(FIRST).unwrap() - 2, "{before}");
        assert_eq!(after, before + u64::try_from(LATER).unwrap(), "cut {cut}");
    }
}

/// Bytes that a program killed while it wrote leaves behind: some of a header, the first part of an entry that goes over
/// the end of a block; and zeros, which a file system may have kept for what was never written.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_behind_half_an_entry_stays() {
    let begun = |length: usize| {
        let room = BLOCK - length % BLOCK;
        let part = vec![7; room - 7];
        let crc = crc32fast::hash(&[&[2], &part[..]].concat());
        let size = u16::try_from(part.len()).unwrap();
        [
            &crc.to_be_bytes()[..],
            &size.to_be_bytes()[..],
            &[2],
            &part[..],
        ]
        .concat()
    };
    let tails: [&dyn Fn(usize) -> Vec<u8>; 4] =
        [&|_| vec![1, 2, 3], &begun, &|_| vec![0; 5], &|_| {
            vec![0; 4096]
        }];
    for (which, tail) in tails.iter().enumerate() {
        let (folder, log) = database().await;
        let mut content = fs::read(&log).unwrap();
        content.extend(tail(content.len()));
        fs::write(&log, content).unwrap();
        let (before, after) = written_behind(folder.path()).await;
        assert_eq!(before, u64::try_from(FIRST).unwrap(), "tail {which}");
        assert_eq!(after, u64::try_from(FIRST + LATER).unwrap(), "tail {which}");
    }
}

/// One bit flipped, as a bad disk or memory may: before the last entry the database stays shut, and byte for byte as it was.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_whole_behind_damage_is_dropped() {
    let (folder, log) = database().await;
    // Somebody copied the files without it.
    fs::remove_file(folder.path().join("db/LOCK")).unwrap();
    let whole = fs::read(&log).unwrap();
    for place in [0, 10, 50, 90] {
        let mut content = whole.clone();
        content[whole.len() * place / 100] ^= 0x10;
        fs::write(&log, &content).unwrap();
        let Err(StoreError::LogDamaged(gap)) = opened(folder.path()).await.map(|_| ()) else {
            panic!("flipped at {place} %");
        };
        assert_eq!(gap.segment, log);
        assert_eq!(
            gap.at + gap.behind,
            u64::try_from(whole.len()).unwrap(),
            "{gap:?}"
        );
        assert!(fs::read(&log).unwrap() == content, "{place} %");
    }
    fs::write(&log, &whole).unwrap();
    let store = opened(folder.path()).await.unwrap();
    assert_eq!(count(&store).await, u64::try_from(FIRST).unwrap());
}

/// What stands in a later segment is behind the damage too.
#[tokio::test(flavor = "multi_thread")]
async fn a_torn_segment_before_another_is_damage() {
    let (folder, log) = database().await;
    let whole = fs::read(&log).unwrap();
    fs::write(log.with_file_name("00000000000000000001.wal"), &whole).unwrap();
    fs::write(&log, &whole[..whole.len() - 1]).unwrap();
    let refused = opened(folder.path()).await.map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::LogDamaged(_))),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_before_damage_takes_its_place_and_can_be_put_back() {
    let (folder, log) = database().await;
    let db = folder.path().join("db");
    let url = format!("surrealkv://{}", db.display());
    assert_eq!(store::Copy::of(&url).unwrap().unwrap().gap, None);
    let mut content = fs::read(&log).unwrap();
    // Behind what the migrations wrote.
    let place = content.len() * 9 / 10;
    content[place] ^= 1;
    fs::write(&log, &content).unwrap();
    let copy = store::Copy::of(&url).unwrap().unwrap();
    let gap = copy.gap.clone().unwrap();
    let [at, damaged] = [gap.at, place as u64];
    assert!(at <= damaged && damaged < at + gap.behind, "{gap:?}");
    assert!(gap.entries_before > 0 && gap.entries_behind > 0, "{gap:?}");
    let kept = copy.put_in_place().unwrap();
    assert_eq!(kept, folder.path().join("db.cut-1"));
    assert!(fs::read(kept.join("wal").join(log.file_name().unwrap())).unwrap() == content);
    assert_eq!(fs::metadata(&log).unwrap().len(), at);
    let (before, after) = written_behind(folder.path()).await;
    assert!(
        (1..u64::try_from(FIRST).unwrap()).contains(&before),
        "{before}"
    );
    assert_eq!(after, before + u64::try_from(LATER).unwrap());

    // As a repair leaves it that is killed between its two steps: what was put aside is not forgotten over a new database.
    fs::rename(&db, folder.path().join("repaired")).unwrap();
    let refused = opened(folder.path()).await.map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::Open { .. })),
        "{refused:?}"
    );
    assert!(!db.exists());
    fs::rename(&kept, &db).unwrap();
    let refused = opened(folder.path()).await.map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::LogDamaged(_))),
        "{refused:?}"
    );
    assert!(fs::read(&log).unwrap() == content);
}

/// Nobody looks through, or cuts, the log of a database that is in use.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_use_is_left_alone() {
    let (folder, log) = database().await;
    let _store = opened(folder.path()).await.unwrap();
    let mut file = fs::File::options().append(true).open(&log).unwrap();
    std::io::Write::write_all(&mut file, &[1, 2, 3]).unwrap();
    let length = fs::metadata(&log).unwrap().len();
    let refused = opened(folder.path()).await.map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::Open { .. })),
        "{refused:?}"
    );
    assert_eq!(fs::metadata(&log).unwrap().len(), length);
}

const LONG: u128 = 1_000;

/// A copy of a database into which 100 MB were written, more than the engine's write buffer holds unless it is told.
async fn much() -> TempDir {
    filled(LONG).await
}

/// The same with so many operations of 100 kB.
pub(crate) async fn filled(count: u128) -> TempDir {
    let engine = Engine::on_disk("surrealkv");
    let live = PathBuf::from(engine.url.split_once("://").unwrap().1);
    let (_store, db) = open(&engine).await;
    for first in (0..count).step_by(100) {
        let ops = (first..first + 100).map(|n| comment(n, 100_000));
        let written = write(&db, |_, commit| append(commit, ops.clone()));
        written.await.unwrap();
    }
    copied(&live)
}

/// The engine begins another log when its write buffer is full, and loses the transaction that found it so: it must not
/// come to that. A long log is put into tables at the next start.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_a_log_has_grown_long() {
    let folder = much().await;
    let whole = u64::try_from(LONG).unwrap();
    let log = |folder: &Path| {
        let all = files(folder).into_iter();
        all.filter(|(name, _)| name.starts_with("wal"))
            .map(|(_, length)| length)
            .sum::<u64>()
    };
    assert!(log(&folder.path().join("db")) > 90_000_000);
    let store = opened(folder.path()).await.unwrap();
    assert_eq!(count(&store).await, whole);
    assert!(log(&folder.path().join("db")) < 1_000_000, "in tables");
    let db = store.org(ORG, &new_org()).await.unwrap();
    for n in LONG..LONG + LATER {
        let written = write(&db, |_, commit| append(commit, std::iter::once(op(n))));
        written.await.unwrap();
    }
    let copy = copied(&folder.path().join("db"));
    let left = count(&opened(copy.path()).await.unwrap()).await;
    assert_eq!(left, whole + u64::try_from(LATER).unwrap());
}

/// The engine would begin anew, over what is there.
#[tokio::test(flavor = "multi_thread")]
async fn tables_without_a_manifest_are_not_written_over() {
    let folder = filled(400).await;
    opened(folder.path()).await.unwrap().close().await.unwrap();
    fs::remove_dir_all(folder.path().join("db/manifest")).unwrap();
    let before = files(folder.path());
    let refused = opened(folder.path()).await.map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::FilesDamaged(_))),
        "{refused:?}"
    );
    assert_eq!(files(folder.path()), before, "nothing was changed");
}
