//! Opening a database engine from its URL, with every commit fsynced and with caches of a known size.
//!
//! The SDK's own connect gives embedded engines half of the machine's memory and ignores the settings of the server
//! binary; the datastore builder below it takes them. `unstable_from_datastore` is hidden in the SDK: the pinned version
//! keeps it where it is.

use crate::{
    StoreError,
    db::{Client, Embedded},
    disk::Disk,
    marker::Marker,
    wal,
};
use std::{path::Path, sync::Arc, time::Duration};
use surrealdb::{Surreal, engine::any, engine::local::Db, opt::auth::Root};
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::Datastore;

/// Read cache of an embedded engine.
const CACHE_BYTES: u64 = 64 * 1024 * 1024;
/// Write buffer of RocksDB; no transaction may be larger. Ours are a few MiB.
const WRITE_BUFFER_BYTES: u64 = 64 * 1024 * 1024;
/// Write buffer of SurrealKV. It must never be full: the transaction that finds it so is in the log that goes with the full
/// buffer and in the memory of the next one, and is lost when the program stops (surrealkv 0.21, `LsmCommitEnv::apply`).
/// Of this, only what is used takes memory.
const MEMTABLE_BYTES: u64 = 1024 * 1024 * 1024;
/// A log of this size is written into tables before the program serves, when nobody writes.
const LOG_TIDIED_BYTES: u64 = 16 * 1024 * 1024;
/// At this size the program stops, to be started again. All of the log is in memory too, several times its size: docs/proof.md
/// has the figures behind the choice.
pub const LOG_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// For all of opening. The longest log takes some ten seconds with a program built for debugging; what takes thirty times
/// that is no slow disk any more.
const OPEN_TIME_MAX: Duration = Duration::from_secs(300);
const QUERY_TIME_MAX: Duration = Duration::from_secs(60);

/// Opens `mem://`, `surrealkv://…`, `rocksdb://…`, `tikv://…` in this process, `ws(s)://[user:password@]…` elsewhere.
pub(crate) async fn connect(url: &str) -> Result<Client, StoreError> {
    if is_remote(url) {
        remote(url).await
    } else {
        embedded(url).await
    }
}

/// Whether other servers may write this database too.
pub(crate) fn is_shared(url: &str) -> bool {
    is_remote(url) || url.starts_with("tikv://")
}

fn is_remote(url: &str) -> bool {
    url.starts_with("ws://") || url.starts_with("wss://")
}

/// Within [`OPEN_TIME_MAX`], in a task of its own: an engine that panics over what it reads has not opened it either.
async fn embedded(url: &str) -> Result<Client, StoreError> {
    // Whatever the URL says: a commit that is not on disk must not be acknowledged.
    let (path, _parameters) = url.split_once('?').unwrap_or((url, ""));
    let path = if path == "mem://" { "memory" } else { path };
    let mut opening = tokio::spawn(open(path.to_owned()));
    match tokio::time::timeout(OPEN_TIME_MAX, &mut opening).await {
        Ok(Ok(opened)) => opened,
        Ok(Err(_)) => Err(StoreError::FilesDamaged(
            "the engine gave up over them".to_owned(),
        )),
        Err(_) => {
            opening.abort();
            Err(StoreError::FilesDamaged(format!(
                "the engine has not opened them within {} s",
                OPEN_TIME_MAX.as_secs()
            )))
        }
    }
}

async fn open(path: String) -> Result<Client, StoreError> {
    let config = settings(&path)
        .into_iter()
        .fold(ConfigMap::empty(), |map, (key, value)| {
            map.with_key_value(key, value)
        });
    let refused = |error| StoreError::opening(&path, format!("{error:#}"));
    let build = || async {
        let built = Datastore::builder()
            .with_config(config.clone())
            .with_query_timeout(Some(QUERY_TIME_MAX))
            .with_transaction_timeout(Some(QUERY_TIME_MAX))
            // Maintenance writes; it may only start once the version of the storage is stamped.
            .without_maintenance_tasks()
            .build_with_path(&path);
        built.await.map_err(refused)
    };
    let mut disk = Disk::default();
    let mut marker = None;
    if let Some(folder) = folder(&path) {
        let length = wal::prepare(folder).map_err(|cause| cause.of(&path))?;
        if length > LOG_TIDIED_BYTES {
            // Closing writes the log into tables.
            build().await?.shutdown().await.map_err(refused)?;
        }
        disk = Disk::with_log(folder.to_owned(), LOG_BYTES_MAX);
        marker = Some(Marker::of(folder));
    }
    let datastore = build().await?;
    // `check_version` asks the same, and a failing read again and again for two minutes, as of a cluster that forms.
    datastore.get_version().await.map_err(refused)?;
    datastore.check_version().await.map_err(refused)?;
    datastore.bootstrap().await.map_err(refused)?;
    datastore.start_maintenance_tasks();
    let db = Surreal::<Db>::unstable_from_datastore(datastore.clone(), None).await?;
    let under = Embedded {
        disk: Arc::new(disk),
        datastore,
        marker,
    };
    Ok(Client::Embedded(db, under))
}

/// The folder of a SurrealKV database.
pub(crate) fn folder(url: &str) -> Option<&Path> {
    let (path, _parameters) = url.split_once('?').unwrap_or((url, ""));
    path.strip_prefix("surrealkv://").map(Path::new)
}

fn settings(path: &str) -> Vec<(&'static str, String)> {
    if path == "memory" {
        return Vec::new();
    }
    vec![
        ("datastore_sync", "every".to_owned()),
        ("surrealkv_block_cache_capacity", CACHE_BYTES.to_string()),
        ("surrealkv_max_memtable_size", MEMTABLE_BYTES.to_string()),
        ("rocksdb_block_cache_size", CACHE_BYTES.to_string()),
        ("rocksdb_write_buffer_size", WRITE_BUFFER_BYTES.to_string()),
    ]
}

async fn remote(url: &str) -> Result<Client, StoreError> {
    let (address, user) = credentials(url);
    let db = any::connect(address).await?;
    if let Some((username, password)) = user {
        db.signin(Root { username, password }).await?;
    }
    Ok(Client::Remote(db))
}

/// Takes `user:password@` out of a URL.
fn credentials(url: &str) -> (String, Option<(String, String)>) {
    let split = url.split_once("://").and_then(|(scheme, rest)| {
        let (user, host) = rest.split_once('@')?;
        let (name, password) = user.split_once(':')?;
        Some((
            format!("{scheme}://{host}"),
            (name.to_owned(), password.to_owned()),
        ))
    });
    match split {
        Some((address, user)) => (address, Some(user)),
        None => (url.to_owned(), None),
    }
}
