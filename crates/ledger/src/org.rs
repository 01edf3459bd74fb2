//! One organisation in memory: its records folded from the log, its counts, its key. All writes go through
//! [`Org::write`], one at a time; all reads through [`Org::read`].

use crate::{
    Core, Draft, Error, Found, Host, LogError, LogStore, Photos, Wanted, backoff, instant, load,
    photos::Kept,
};
use domain::{Day, ids::OrgId};
use jiff::tz::TimeZone;
use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError},
};
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard, watch};

/// Attempts of a write that finds the log elsewhere (another server of the same database) or fails.
const ATTEMPTS_MAX: u32 = 5;

pub struct Org {
    pub id: OrgId,
    zone: std::sync::RwLock<TimeZone>,
    host: Arc<dyn Host>,
    log: Arc<dyn LogStore>,
    pub(crate) photos: Arc<dyn Photos>,
    core: RwLock<Core>,
    changed: watch::Sender<()>,
}

impl Org {
    /// Reads and verifies the whole log; a new organisation gets its keys.
    ///
    /// # Errors
    /// `Damaged` when it has a hole or a hash does not fit: nothing may be served from it.
    pub async fn open(
        id: OrgId,
        zone: TimeZone,
        log: Arc<dyn LogStore>,
        photos: Arc<dyn Photos>,
        host: Arc<dyn Host>,
    ) -> Result<Self, LogError> {
        let mut core = Core::empty(String::new());
        load::catch_up(&mut core, &*log).await?;
        let org = Self {
            id,
            zone: std::sync::RwLock::new(zone),
            host,
            log,
            photos,
            core: RwLock::new(core),
            changed: watch::Sender::new(()),
        };
        org.have_keys().await?;
        Ok(org)
    }

    pub fn today(&self) -> Day {
        self.host.today(&self.zone())
    }

    /// Where its days begin and end.
    pub fn zone(&self) -> TimeZone {
        let zone = self.zone.read().unwrap_or_else(PoisonError::into_inner);
        zone.clone()
    }

    /// It works elsewhere from here on; days that are written stay.
    pub fn moves(&self, to: TimeZone) {
        let mut zone = self.zone.write().unwrap_or_else(PoisonError::into_inner);
        *zone = to;
    }

    /// Now, as the log writes it.
    pub(crate) fn instant(&self) -> String {
        instant(self.host.now())
    }

    pub fn log(&self) -> &dyn LogStore {
        &*self.log
    }

    /// Changed with every change that this server makes or hears of from now on.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// Has everybody who listens ask again: something beside the log has changed, such as somebody's role.
    pub fn poke(&self) {
        self.changed.send_replace(());
    }

    /// The organisation as last committed.
    ///
    /// # Errors
    /// `Closed`; `Log` when memory must be read anew and the database does not answer.
    pub async fn read(&self) -> Result<RwLockReadGuard<'_, Core>, Error> {
        {
            let core = self.core.read().await;
            if self.is_current(&core).await? {
                return Ok(core);
            }
        }
        let mut core = self.core.write().await;
        self.refresh(&mut core).await?;
        Ok(RwLockWriteGuard::downgrade(core))
    }

    /// Plans with everything stored under `wanted`, then commits what was planned. When the log has moved or the outcome
    /// is unknown, the plan is taken back, what is new is read and it is planned anew: every plan takes what is stored
    /// already for done, so nothing is written twice.
    ///
    /// # Errors
    /// What `plan` refuses, with nothing written; `Busy` when the database cannot write.
    pub async fn write<T, E: From<Error>>(
        &self,
        wanted: &Wanted,
        plan: impl Fn(&mut Draft<'_>, &Found) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut core = self.core.write().await;
        let mut attempt = 0;
        let mut kept = BTreeSet::new();
        loop {
            self.refresh(&mut core).await?;
            let found = self.log.look_up(wanted).await.map_err(Error::from)?;
            // Whoever drops this future half-way leaves a core that the next one brings up to date.
            core.stale = true;
            let mut draft = Draft::new(&mut core, &*self.host, self.today());
            let planned = plan(&mut draft, &found);
            let (commit, mut photos) = draft.finish();
            if commit.is_empty() {
                core.unplanned();
                return planned;
            }
            let planned = planned?;
            photos.retain(|(sha, _)| !kept.contains(sha));
            let committed = if photos.is_empty() {
                self.log.commit(&commit).await
            } else {
                // They may be kept far away: others need not wait for that, and it is planned anew.
                drop(core);
                let there = self.keep(&photos).await;
                core = self.core.write().await;
                if there.is_ok() {
                    kept.extend(photos.iter().map(|(sha, _)| *sha));
                    continue;
                }
                there
            };
            match committed {
                Ok(()) => {
                    core.committed(&commit);
                    self.changed.send_replace(());
                    return Ok(planned);
                }
                Err(error) if attempt + 1 < ATTEMPTS_MAX => {
                    tracing::warn!(%error, attempt, "a write is planned again");
                    let [chance] = self.host.bytes();
                    self.host.pause(backoff(attempt, chance)).await;
                    attempt += 1;
                }
                Err(error) => {
                    tracing::error!(%error, "a write was given up");
                    return Err(Error::Busy.into());
                }
            }
        }
    }

    async fn keep(&self, photos: &[Kept]) -> Result<(), LogError> {
        for (sha, bytes) in photos {
            self.photos.keep(*sha, bytes).await?;
        }
        Ok(())
    }

    /// Whoever still holds this organisation finds nothing any more: its database is about to be removed.
    pub async fn close(&self) {
        self.core.write().await.closed = true;
    }

    /// Whether memory is what is stored; only a database that others write too has to be asked.
    async fn is_current(&self, core: &Core) -> Result<bool, Error> {
        if core.closed {
            return Err(Error::Closed);
        }
        let alone = !self.log.shared();
        Ok(!core.stale && (alone || self.log.rev().await? == core.rev))
    }

    async fn refresh(&self, core: &mut Core) -> Result<(), Error> {
        if !self.is_current(core).await? {
            load::catch_up(core, &*self.log).await?;
            self.changed.send_replace(());
        }
        Ok(())
    }
}
