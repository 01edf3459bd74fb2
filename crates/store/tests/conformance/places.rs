//! Damage elsewhere than in SurrealKV's log: its tables, its value log, its manifest; and a log of which nothing is left.
//! Each is told as what it is, soon, or the database is whole.

use crate::{
    Engine,
    damaged::{FIRST, database, filled, opened},
    log::{ORG, open, proof},
    torn::{copied, files},
};
use domain::{calendar::Territory, ids::PersonId, role::Role};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use store::{
    Store, StoreError,
    account::{Account, Org},
    dump::Part,
};
use tempfile::TempDir;
use tokio::time::Instant;

/// More than the 32 MiB that a start puts into tables, in values long enough for the value log.
const LONG: u128 = 400;
/// A debug build on a busy machine; SurrealDB alone tries a damaged table for two minutes.
const TOLD_WITHIN: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, Debug)]
enum Damage {
    /// A bit so many bytes from the start, the middle, the end.
    Flip(Place),
    Half,
    Empty,
    Missing,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Start,
    Middle,
    End,
}

const ALL: [Damage; 6] = [
    Damage::Flip(Place::Start),
    Damage::Flip(Place::Middle),
    Damage::Flip(Place::End),
    Damage::Half,
    Damage::Empty,
    Damage::Missing,
];

impl Damage {
    fn strike(self, file: &Path) {
        let mut content = fs::read(file).unwrap();
        let length = content.len();
        // Not on the first byte of an entry: what stands there may be known from elsewhere.
        let aside = (length / 50).min(2_000);
        match self {
            Self::Flip(Place::Start) => content[aside] ^= 0x10,
            Self::Flip(Place::Middle) => content[length / 2 + aside] ^= 0x10,
            Self::Flip(Place::End) => content[length - 1 - aside] ^= 0x10,
            Self::Half => content.truncate(length / 2),
            Self::Empty => content.clear(),
            Self::Missing => return fs::remove_file(file).unwrap(),
        }
        fs::write(file, content).unwrap();
    }
}

/// A closed database of [`LONG`] operations in tables and value log.
async fn tables() -> TempDir {
    let folder = filled(LONG).await;
    opened(folder.path()).await.unwrap().close().await.unwrap();
    folder
}

/// Opens and reads every row of the organisation: whether it is whole, or why not.
async fn read(folder: &Path) -> Result<bool, StoreError> {
    let store = opened(folder).await?;
    let mut dump = store.dump(Part::Org(ORG)).await?;
    while dump.next().await?.is_some() {}
    dump.end().await?;
    let proven = proof(&store).await;
    Ok(proven.is_ok_and(|proven| u128::from(proven.head.seq) == LONG))
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_in_any_file_is_told_as_what_it_is() {
    let whole = tables().await;
    let whole = whole.path().join("db");
    let (mut told, mut found) = (0, 0);
    for (name, length) in files(&whole) {
        if length == 0 || name.starts_with("LOCK") {
            continue;
        }
        for damage in ALL {
            let folder = copied(&whole);
            damage.strike(&folder.path().join("db").join(&name));
            let begun = Instant::now();
            let read = read(folder.path()).await;
            println!("{} | {damage:?} of {length} | {read:?}", name.display());
            assert!(begun.elapsed() < TOLD_WITHIN, "{:?}", begun.elapsed());
            match read {
                Ok(true) => {}
                // Read, and not what was written: `boucle verify` names the row.
                Ok(false) => found += 1,
                Err(StoreError::FilesDamaged(_)) => told += 1,
                other => panic!("{} {damage:?}: {other:?}", name.display()),
            }
        }
    }
    assert!(told >= 15 && found >= 1, "{told} {found}");
}

async fn set_up(store: &Store) {
    let org = Org {
        id: ORG,
        name: "Atelier".to_owned(),
        contact: "contact@example.org".to_owned(),
        slug: "atelier".to_owned(),
        zone: "Europe/Paris".to_owned(),
        territory: Territory::default(),
        retention: domain::retention::Retention::default(),
        demo: false,
    };
    let account = Account {
        person: PersonId(uuid::Uuid::from_u128(7)),
        name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        password: None,
    };
    let done = store.control().set_up(&org, &account, Role::Direction);
    done.await.unwrap();
}

/// Whoever came first could set such a server up.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_of_which_nothing_is_left_is_no_new_server() {
    let engine = Engine::on_disk("surrealkv");
    let live = PathBuf::from(engine.url.split_once("://").unwrap().1);
    let (store, _db) = open(&engine).await;
    set_up(&store).await;
    let log = Path::new("db/wal/00000000000000000000.wal");
    let strikes: [fn(&Path); 3] = [
        |log| fs::write(log, []).unwrap(),
        |log| fs::write(log, vec![0; fs::read(log).unwrap().len()]).unwrap(),
        |log| fs::remove_dir_all(log.parent().unwrap()).unwrap(),
    ];
    for (which, strike) in strikes.iter().enumerate() {
        let folder = copied(&live);
        strike(&folder.path().join(log));
        let before = files(folder.path());
        // Again and again: the first refusal must not make it a new one.
        for _ in 0..2 {
            let refused = opened(folder.path()).await.map(|_| ());
            assert!(
                matches!(refused, Err(StoreError::FilesDamaged(_))),
                "{which}: {refused:?}"
            );
        }
        assert_eq!(files(folder.path()), before, "nothing was changed");
    }
    let folder = copied(&live);
    // One that an earlier version set up is known from its next start on.
    fs::remove_file(folder.path().join("db/SET-UP")).unwrap();
    opened(folder.path()).await.unwrap().close().await.unwrap();
    assert!(folder.path().join("db/SET-UP").exists());
    let new = tempfile::tempdir().unwrap();
    let store = opened(new.path()).await.unwrap();
    assert!(!store.control().is_set_up().await.unwrap());
}

/// Looking at a copy leaves everything as it is, a torn end too; what stands in linked files is whole in both.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_opened_and_the_database_stays_as_it_was() {
    let (folder, log) = database().await;
    let mut content = fs::read(&log).unwrap();
    content.extend([1, 2, 3]);
    fs::write(&log, content).unwrap();
    let tables = tables().await;
    for (folder, torn, count) in [(&folder, 3, FIRST), (&tables, 0, LONG)] {
        let db = folder.path().join("db");
        fs::write(db.join("LOCK"), "").unwrap();
        let all = |folder: &Path| {
            let names = files(folder).into_keys();
            names
                .map(|name| (fs::read(folder.join(&name)).unwrap(), name))
                .collect::<Vec<_>>()
        };
        let before = all(&db);
        let copy = store::Copy::of(&format!("surrealkv://{}", db.display()));
        let copy = copy.unwrap().unwrap();
        assert_eq!((copy.torn_bytes, &copy.gap), (torn, &None));
        let store = Store::open(&copy.url).await.unwrap();
        let proven = proof(&store).await.unwrap();
        assert_eq!(u128::from(proven.head.seq), count);
        set_up(&store).await;
        store.close().await.unwrap();
        drop(copy);
        assert!(all(&db) == before, "changed");
        assert!(!folder.path().join("db.copy-1").exists());
    }
}
