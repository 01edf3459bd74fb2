//! The only crate that names SurrealDB: engines, migrations, rows, queries, the operation log.
//!
//! One namespace; a control database for organisations, people and tablets; one database per organisation for its log,
//! so that keys carry no organisation and dropping one is dropping its database.

mod control;
mod db;
mod disk;
pub mod dump;
mod engine;
mod error;
mod log;
mod migrate;
pub mod people;
mod probe;
mod rows;
mod wal;

pub use control::{Control, access, account, tablet};
pub use db::backoff;
pub use error::StoreError;
pub use log::{NewOrg, OrgDb, verify};
pub use wal::Gap;

use db::{Client, Db, bound};
use domain::ids::OrgId;
use std::{path::PathBuf, sync::Arc};

const NAMESPACE: &str = "boucle";
const CONTROL: &str = "control";

/// An open database.
#[derive(Clone)]
pub struct Store {
    client: Arc<Client>,
    /// Several servers may write it.
    shared: bool,
    control: Control,
}

impl Store {
    /// Opens `url`: `mem://`, `surrealkv://./data`, `ws(s)://[user:password@]host`, with the cargo features also
    /// `rocksdb://…` and `tikv://…`; migrates the control database and proves that the engine keeps concurrent writes
    /// apart. Parameters of an embedded URL are ignored: every commit is synced.
    ///
    /// # Errors
    /// `Open`, `NewerSchema`, `Damaged`: the server must not serve.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let client = engine::connect(url).await?;
        let db = client.session(CONTROL).await?;
        migrate::migrate(&db, CONTROL, migrate::CONTROL).await?;
        probe::probe(&db).await?;
        Ok(Self {
            client: Arc::new(client),
            shared: engine::is_shared(url),
            control: Control::new(db),
        })
    }

    /// Ends when the disk under an embedded engine has failed: nothing more is written, and the program must stop.
    pub async fn disk_failed(&self) {
        match &*self.client {
            Client::Embedded(_, disk) => disk.failed().await,
            Client::Remote(_) => std::future::pending().await,
        }
    }

    /// Whether other servers may write this database too.
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    pub fn control(&self) -> &Control {
        &self.control
    }

    /// Opens an organisation's database; a new one gets what `new` holds.
    ///
    /// # Errors
    /// `NewerSchema`, `Damaged`, `Engine`.
    pub async fn org(&self, org: OrgId, new: &NewOrg) -> Result<OrgDb, StoreError> {
        let name = database(org);
        let db = self.client.session(&name).await?;
        OrgDb::open(db, self.shared, &name, new).await
    }

    /// Another life of an organisation's database begins, named by `epoch`: devices give back what it lacks.
    ///
    /// # Errors
    /// `Damaged` when it has no head.
    pub async fn begin_another_life(&self, org: OrgId, epoch: &str) -> Result<(), StoreError> {
        let db = self.client.session(&database(org)).await?;
        dump::name_life(&db, epoch).await
    }

    /// Removes an organisation's database with everything in it.
    ///
    /// # Errors
    /// `Engine`.
    pub async fn remove_org(&self, org: OrgId) -> Result<(), StoreError> {
        let db = self.client.session(CONTROL).await?;
        remove(&db, &database(org)).await
    }
}

/// Takes away all of an embedded database's log from the first damage on that whole entries follow ([`StoreError::LogDamaged`]),
/// and keeps it in a new folder beside the database, which is answered. None when there is no such damage.
///
/// # Errors
/// `Open` when the files cannot be read or written, or another program has the database.
pub fn cut_damaged_log(url: &str) -> Result<Option<(Gap, PathBuf)>, StoreError> {
    match engine::folder(url) {
        Some(folder) => wal::take_away(folder).map_err(|cause| cause.of(url)),
        None => Ok(None),
    }
}

/// Letters and digits only: it is the one name that must stand in a text.
fn database(org: OrgId) -> String {
    format!("org_{}", org.0.simple())
}

async fn remove(db: &Db, database: &str) -> Result<(), StoreError> {
    let text = format!("REMOVE DATABASE IF EXISTS {database}");
    db.run(&text, bound!()).await.map(|_| ())
}
