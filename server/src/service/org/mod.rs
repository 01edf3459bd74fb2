//! One organisation in memory: its records folded from the log, its counts, its key. All writes go through
//! [`Org::write`], one at a time; all reads through [`Org::read`].

mod core;
mod draft;
mod index;
mod load;
#[cfg(test)]
mod tests;

pub(crate) use self::core::Core;
pub(crate) use draft::{Draft, OwnOp};

use super::{Failure, Host, intake::Keys, results::Cache};
use domain::Day;
use jiff::tz::TimeZone;
use std::sync::{Arc, PoisonError, RwLock};
use store::{
    LogStore, StoreError, account,
    log::{Found, Wanted},
};
use tokio::sync::RwLockReadGuard;

/// Attempts of a write that finds the log elsewhere (another server of the same database) or fails.
const ATTEMPTS_MAX: u32 = 5;

pub struct Org {
    info: RwLock<Arc<account::Org>>,
    pub(crate) zone: TimeZone,
    pub(crate) keys: Arc<Keys>,
    pub(crate) results: Cache,
    host: Arc<dyn Host>,
    log: Arc<dyn LogStore>,
    core: tokio::sync::RwLock<Core>,
}

impl Org {
    /// Reads and verifies the whole log.
    ///
    /// # Errors
    /// `Damaged` when it has a hole or a hash does not fit: nothing may be served from it.
    pub(crate) async fn open(
        info: account::Org,
        log: Arc<dyn LogStore>,
        host: Arc<dyn Host>,
    ) -> Result<Self, StoreError> {
        let (core, keys) = load::load(&*log).await?;
        let zone = TimeZone::get(&info.zone)
            .map_err(|error| StoreError::Damaged(format!("time zone {}: {error}", info.zone)))?;
        Ok(Self {
            zone,
            keys: Arc::new(keys),
            results: Cache::default(),
            info: RwLock::new(Arc::new(info)),
            host,
            log,
            core: tokio::sync::RwLock::new(core),
        })
    }

    /// Its name, contact, address and time zone, as last written.
    pub(crate) fn info(&self) -> Arc<account::Org> {
        let info = self.info.read().unwrap_or_else(PoisonError::into_inner);
        info.clone()
    }

    /// The name or the contact was changed in the database.
    pub(crate) fn renamed(&self, info: account::Org) {
        let mut known = self.info.write().unwrap_or_else(PoisonError::into_inner);
        *known = Arc::new(info);
    }

    pub(crate) fn today(&self) -> Day {
        self.host.today(&self.zone)
    }

    pub(crate) fn log(&self) -> &dyn LogStore {
        &*self.log
    }

    /// The organisation as last committed.
    pub(crate) async fn read(&self) -> Result<RwLockReadGuard<'_, Core>, Failure> {
        {
            let core = self.core.read().await;
            if !core.stale && !core.closed {
                return Ok(core);
            }
        }
        let mut core = self.core.write().await;
        self.refresh(&mut core).await?;
        Ok(core.downgrade())
    }

    /// Plans with everything stored under `wanted`, then commits what was planned. When the log has moved or the outcome
    /// is unknown, what is in memory is thrown away, read again and planned anew: every plan takes what is stored
    /// already for done, so nothing is written twice.
    ///
    /// # Errors
    /// What `plan` refuses, with nothing written; `Busy` when the database cannot write.
    pub(crate) async fn write<T>(
        &self,
        wanted: &Wanted,
        plan: impl Fn(&mut Draft<'_>, &Found) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut core = self.core.write().await;
        let mut attempt = 0;
        loop {
            self.refresh(&mut core).await?;
            let found = self.log.look_up(wanted).await?;
            // Whoever drops this future half-way leaves a core that the next one reads anew.
            core.stale = true;
            let mut draft = Draft::new(&mut core, &*self.host, self.today());
            let planned = plan(&mut draft, &found);
            let (commit, touched) = draft.finish();
            if commit.is_empty() {
                core.stale = false;
                return planned;
            }
            let planned = planned?;
            match self.log.commit(&commit).await {
                Ok(()) => {
                    core.committed(&commit, &touched);
                    return Ok(planned);
                }
                Err(error) if attempt + 1 < ATTEMPTS_MAX => {
                    tracing::warn!(%error, attempt, "a write is planned again");
                    tokio::time::sleep(store::backoff(attempt)).await;
                    attempt += 1;
                }
                Err(error) => {
                    tracing::error!(%error, "a write was given up");
                    return Err(Failure::Busy);
                }
            }
        }
    }

    /// Whoever still holds this organisation finds nothing any more: its database is about to be removed.
    pub(crate) async fn close(&self) {
        self.core.write().await.closed = true;
    }

    async fn refresh(&self, core: &mut Core) -> Result<(), Failure> {
        if core.closed {
            return Err(Failure::NotFound);
        }
        if core.stale {
            let (fresh, _) = load::load(&*self.log).await?;
            *core = fresh;
        }
        Ok(())
    }
}
