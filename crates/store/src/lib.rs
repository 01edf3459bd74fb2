//! The only crate that names SurrealDB: engines, migrations, rows, queries, the operation log.
//!
//! One namespace; a control database for organisations, people and tablets; one database per organisation for its log,
//! so that keys carry no organisation and dropping one is dropping its database.

mod control;
mod copy;
mod db;
mod disk;
pub mod dump;
mod engine;
mod error;
pub mod files;
mod log;
mod marker;
mod migrate;
pub mod people;
mod probe;
mod rows;
mod wal;

pub use control::{Control, access, account, tablet};
pub use copy::Copy;
pub use db::backoff;
pub use disk::Stop;
pub use engine::LOG_BYTES_MAX;
pub use error::StoreError;
pub use log::{NewOrg, OrgDb, verify};
pub use wal::Gap;

use db::{Client, Db, bound};
use domain::ids::OrgId;
use std::sync::Arc;

const NAMESPACE: &str = "boucle";
const CONTROL: &str = "control";

/// An open database.
#[derive(Clone)]
pub struct Store {
    url: String,
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
    /// `Open`, `LogDamaged`, `FilesDamaged`, `NewerSchema`, `Damaged`: the server must not serve.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let client = engine::connect(url).await?;
        match control(&client).await {
            Ok(control) => Ok(Self {
                url: url.to_owned(),
                client: Arc::new(client),
                shared: engine::is_shared(url),
                control,
            }),
            Err(error) => {
                // Whoever tries again finds it closed; why it is not opened is the better answer.
                let _ = client.close().await;
                Err(error)
            }
        }
    }

    /// Ends when an embedded engine is not written any more: the program must stop.
    pub async fn stopped(&self) -> Stop {
        match &*self.client {
            Client::Embedded(_, under) => under.disk.stopped().await,
            Client::Remote(_) => std::future::pending().await,
        }
    }

    /// Opens an embedded engine anew when its log is long, for whoever writes more in one go than a log may hold. What was
    /// made of this store before must be made again.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    pub async fn shorten_log(&mut self) -> Result<bool, StoreError> {
        let long = match &*self.client {
            Client::Embedded(_, under) => under.disk.is_log_over(2),
            Client::Remote(_) => false,
        };
        if long {
            self.client.close().await?;
            *self = Self::open(&self.url).await?;
        }
        Ok(long)
    }

    /// Closes an embedded engine, whose log goes into its tables. Left out, the next start does it.
    ///
    /// # Errors
    /// `Engine`.
    pub async fn close(self) -> Result<(), StoreError> {
        self.client.close().await
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

/// The control database, migrated, on an engine that keeps concurrent writes apart.
async fn control(client: &Client) -> Result<Control, StoreError> {
    let db = client.session(CONTROL).await?;
    migrate::migrate(&db, CONTROL, migrate::CONTROL).await?;
    probe::probe(&db).await?;
    let control = Control::new(db);
    control.check_marker().await?;
    Ok(control)
}

/// Whether opening `url` would begin a new database: its folder is not there.
pub fn is_absent(url: &str) -> bool {
    engine::folder(url).is_some_and(|folder| !folder.exists())
}

/// Letters and digits only: it is the one name that must stand in a text.
fn database(org: OrgId) -> String {
    format!("org_{}", org.0.simple())
}

async fn remove(db: &Db, database: &str) -> Result<(), StoreError> {
    let text = format!("REMOVE DATABASE IF EXISTS {database}");
    db.run(&text, bound!()).await.map(|_| ())
}
