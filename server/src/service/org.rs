//! An organisation that is served: its ledger, what the control database says of it, and the results computed so far.

use super::{photos::PhotosOf, results::Cache, retention::LastRemoval};
use crate::blobs::Blobs;
use jiff::tz::TimeZone;
use ledger::Host;
use std::{
    ops::Deref,
    sync::{Arc, PoisonError, RwLock},
};
use store::{OrgDb, StoreError, account, files::Files, people::People};

pub struct Org {
    info: RwLock<Arc<account::Org>>,
    pub(crate) results: Cache,
    /// Who is asked.
    pub(crate) people: People,
    /// Which attached files came.
    pub(crate) files: Files,
    pub(super) removed: LastRemoval,
    ledger: ledger::Org,
}

impl Org {
    /// Reads and verifies the whole log.
    ///
    /// # Errors
    /// `Damaged`: nothing may be served from it.
    pub(crate) async fn open(
        info: account::Org,
        database: OrgDb,
        blobs: Blobs,
        host: Arc<dyn Host>,
    ) -> Result<Self, StoreError> {
        let zone = zone_of(&info)?;
        let photos = Arc::new(PhotosOf {
            org: info.id,
            blobs,
        });
        Ok(Self {
            people: database.people(),
            files: database.files(),
            ledger: ledger::Org::open(info.id, zone, Arc::new(database), photos, host).await?,
            results: Cache::default(),
            removed: LastRemoval::default(),
            info: RwLock::new(Arc::new(info)),
        })
    }

    /// What people decided of it, as last written.
    pub(crate) fn info(&self) -> Arc<account::Org> {
        let info = self.info.read().unwrap_or_else(PoisonError::into_inner);
        info.clone()
    }

    /// It was changed in the database.
    pub(crate) fn changed_to(&self, info: account::Org) {
        match zone_of(&info) {
            Ok(zone) => self.ledger.moves(zone),
            Err(cause) => tracing::error!(%cause, "an organisation keeps its time zone"),
        }
        let mut known = self.info.write().unwrap_or_else(PoisonError::into_inner);
        *known = Arc::new(info);
    }
}

impl Deref for Org {
    type Target = ledger::Org;
    fn deref(&self) -> &ledger::Org {
        &self.ledger
    }
}

fn zone_of(info: &account::Org) -> Result<TimeZone, StoreError> {
    TimeZone::get(&info.zone)
        .map_err(|error| StoreError::Damaged(format!("time zone {}: {error}", info.zone)))
}
