//! One session in one database: the only place that sends SurrealQL. Values are always bound, never formatted into the
//! text, and a query whose statements failed is an error here, not a surprise later.

use crate::{StoreError, disk::Disk, marker::Marker};
use std::{sync::Arc, time::Duration};
use surrealdb::{
    IndexedResults, Surreal,
    engine::{any::Any, local},
    method::Transaction,
    types::{SurrealValue, Value, Variables},
};
use surrealdb_core::kvs::Datastore;

/// Attempts of a write that loses a race against another one.
const ATTEMPTS_MAX: u32 = 8;

/// What lies under the sessions of an embedded engine.
#[derive(Clone)]
pub(crate) struct Embedded {
    pub(crate) disk: Arc<Disk>,
    pub(crate) datastore: Arc<Datastore>,
    /// Of a database in a folder.
    pub(crate) marker: Option<Marker>,
}

pub(crate) enum Client {
    Embedded(Surreal<local::Db>, Embedded),
    Remote(Surreal<Any>),
}

impl Client {
    /// A session of its own: cloning the SDK's handle makes one.
    pub(crate) async fn session(&self, database: &str) -> Result<Db, StoreError> {
        let client = match self {
            Client::Embedded(db, under) => {
                let db = db.clone();
                db.use_ns(crate::NAMESPACE).use_db(database).await?;
                Client::Embedded(db, under.clone())
            }
            Client::Remote(db) => {
                let db = db.clone();
                db.use_ns(crate::NAMESPACE).use_db(database).await?;
                Client::Remote(db)
            }
        };
        Ok(Db(Arc::new(client)))
    }

    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        if let Client::Embedded(db, under) = self {
            let closed = under.datastore.shutdown().await;
            // With its last handle the SDK would close the engine once more, and report that it is closed.
            std::mem::forget(db.clone());
            closed.map_err(|error| StoreError::Engine(format!("{error:#}")))?;
        }
        Ok(())
    }
}

/// A session in one database. Cheap to clone: the session itself is shared.
#[derive(Clone)]
pub(crate) struct Db(Arc<Client>);

/// Values for the parameters of a query.
pub(crate) struct Bound(Variables);

/// `bound! { "name" = value, … }`
macro_rules! bound {
    ($($name:literal = $value:expr),* $(,)?) => {
        $crate::db::Bound::from([
            $(($name.to_owned(), ::surrealdb::types::SurrealValue::into_value($value))),*
        ])
    };
}
pub(crate) use bound;

impl<const N: usize> From<[(String, Value); N]> for Bound {
    fn from(values: [(String, Value); N]) -> Self {
        Self(values.into_iter().collect())
    }
}

impl From<Variables> for Bound {
    fn from(variables: Variables) -> Self {
        Self(variables)
    }
}

impl Db {
    /// Runs one text. A transaction is one text, `BEGIN; …; COMMIT;`: then a conflict keeps its kind.
    pub(crate) async fn run(&self, text: &str, bound: Bound) -> Result<Rows, StoreError> {
        match &*self.0 {
            Client::Embedded(db, Embedded { disk, .. }) => {
                disk.ready()?;
                let answered = db.query(text).bind(bound.0).await;
                disk.watch(answered.map_err(StoreError::from).and_then(Rows::of))
            }
            Client::Remote(db) => Rows::of(db.query(text).bind(bound.0).await?),
        }
    }

    /// What the folder says of whether an organisation was set up.
    pub(crate) fn marker(&self) -> Option<&Marker> {
        match &*self.0 {
            Client::Embedded(_, under) => under.marker.as_ref(),
            Client::Remote(_) => None,
        }
    }

    /// The database as it is now, to be read with as many queries as it takes.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Ok(match &*self.0 {
            Client::Embedded(db, _) => Snapshot::Embedded(db.clone().begin().await?),
            Client::Remote(db) => Snapshot::Remote(db.clone().begin().await?),
        })
    }

    /// Runs a write again while it loses races, a bounded number of times. Only for texts that may run twice.
    pub(crate) async fn run_again(
        &self,
        text: &str,
        bound: impl Fn() -> Bound,
    ) -> Result<Rows, StoreError> {
        for attempt in 0..ATTEMPTS_MAX {
            match self.run(text, bound()).await {
                Err(StoreError::Conflict) => tokio::time::sleep(backoff(attempt)).await,
                other => return other,
            }
        }
        Err(StoreError::Conflict)
    }
}

/// [`ledger::backoff`] by chance.
pub fn backoff(attempt: u32) -> Duration {
    let chance = uuid::Uuid::from(surrealdb::types::Uuid::new_v4());
    ledger::backoff(attempt, chance.as_bytes()[0])
}

/// One moment of a database: a transaction that only reads.
pub(crate) enum Snapshot {
    Embedded(Transaction<local::Db>),
    Remote(Transaction<Any>),
}

impl Snapshot {
    pub(crate) async fn run(&self, text: &str, bound: Bound) -> Result<Rows, StoreError> {
        Rows::of(match self {
            Snapshot::Embedded(at) => at.query(text).bind(bound.0).await,
            Snapshot::Remote(at) => at.query(text).bind(bound.0).await,
        }?)
    }

    /// The engine keeps old versions for as long as a snapshot is open.
    pub(crate) async fn end(self) -> Result<(), StoreError> {
        match self {
            Snapshot::Embedded(at) => at.cancel().await.map(|_| ()),
            Snapshot::Remote(at) => at.cancel().await.map(|_| ()),
        }?;
        Ok(())
    }
}

/// What the statements of a text returned, by their number.
pub(crate) struct Rows(IndexedResults);

impl Rows {
    fn of(mut results: IndexedResults) -> Result<Self, StoreError> {
        let errors = results.take_errors();
        if errors.is_empty() {
            Ok(Rows(results))
        } else {
            Err(StoreError::of_statements(errors.into_values()))
        }
    }

    pub(crate) fn all<T: SurrealValue>(&mut self, statement: usize) -> Result<Vec<T>, StoreError> {
        Ok(self.0.take(statement)?)
    }

    pub(crate) fn first<T: SurrealValue>(
        &mut self,
        statement: usize,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.0.take(statement)?)
    }
}
