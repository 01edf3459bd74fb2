//! Use cases: authorise, let the domain decide, store. One file per theme, each an `impl App` block:
//! `sync` (the team's log), `intake` (what respondents send), `import`, `sheets` (what exports print), `accounts` and
//! `invitations`, `team` (whose access changes), `tablets`, `custody` (what they hold), `quarantine` (what was not taken), `organisations`, `files` (attached to records), `photos` (given as answers), `jobs`,
//! `people` (who is asked), `once` (links and strips that count once), `mailing`, `keys`, `checkpoints`. No HTTP here; `crate::http` and `crate::rpc` call these.

mod accounts;
mod checkpoints;
mod custody;
mod failure;
mod files;
mod host;
mod import;
mod intake;
mod invitations;
mod jobs;
mod keys;
mod mailing;
mod named;
mod once;
mod org;
mod organisations;
mod others;
mod people;
mod photos;
mod progress;
mod quarantine;
mod results;
mod retention;
mod sheets;
mod sync;
mod tablets;
mod team;
mod typing;

pub use accounts::SignedIn;
pub use failure::Failure;
pub use files::Chunk;
pub use host::SystemHost;
pub use import::Taken;
pub use ledger::{Host, Pull};
pub use org::Org;
pub use progress::Progress;
pub use sheets::CampaignSheet;

use crate::{
    auth::{Attempts, Passwords},
    backup::{self, BackupError, Kept, Report},
    blobs::Blobs,
    mail::Mailer,
};
use domain::ids::OrgId;
use jiff::Timestamp;
use ledger::instant;
use std::{
    collections::HashMap,
    io::Write,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};
use store::{NewOrg, Stop, Store, StoreError, account};
use tokio::runtime::Handle;

/// What the configuration tells the use cases.
#[derive(Clone, Debug)]
pub struct Settings {
    pub version: String,
    /// The public address of QR codes and links.
    pub public_url: Option<String>,
    /// The same, or the address listened on where none is set: what links in mail start with.
    pub address: String,
    /// Sends mail, where a server for it is set.
    pub mailer: Option<Mailer>,
    /// A folder for checkpoints.
    pub checkpoints: Option<PathBuf>,
    /// Where each day's checkpoint gets a time stamp.
    pub timestamp_authority: Option<String>,
}

/// The server's core, shared by all requests.
pub struct App {
    pub(crate) host: Arc<dyn Host>,
    pub(crate) store: Store,
    pub(crate) blobs: Blobs,
    pub(crate) settings: Settings,
    /// There is mail to be sent.
    pub(crate) wake: tokio::sync::Notify,
    pub(crate) passwords: Passwords,
    pub(crate) attempts: Attempts,
    orgs: RwLock<HashMap<OrgId, Arc<Org>>>,
    /// One demo is made or dropped at a time, and not while a backup is written.
    demo: tokio::sync::Mutex<()>,
    /// Which organisations there are, and their names, changes one at a time.
    changing: tokio::sync::Mutex<()>,
}

/// Why the server refuses to serve.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the organisation {name} cannot be served: {cause}")]
    Organisation { name: String, cause: StoreError },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// Reads every organisation's log, verifies it and is then ready to serve.
    ///
    /// # Errors
    /// Why the server must not serve, in words for the operator.
    pub async fn open(
        store: Store,
        blobs: Blobs,
        host: Arc<dyn Host>,
        settings: Settings,
    ) -> Result<Arc<App>, OpenError> {
        let app = App {
            host,
            store,
            blobs,
            settings,
            wake: tokio::sync::Notify::new(),
            passwords: Passwords::default(),
            attempts: Attempts::default(),
            orgs: RwLock::default(),
            changing: tokio::sync::Mutex::default(),
            demo: tokio::sync::Mutex::default(),
        };
        for info in app.store.control().orgs().await? {
            let name = info.name.clone();
            app.open_org(info)
                .await
                .map_err(|cause| OpenError::Organisation { name, cause })?;
        }
        Ok(Arc::new(app))
    }

    /// Writes a backup to `out`, with the attached files if so wished, while everything goes on. Blocks.
    ///
    /// # Errors
    /// What was written is then no backup.
    pub fn backup(&self, out: impl Write, with_files: bool) -> Result<(), BackupError> {
        // The example organisation is not dropped half-way.
        let _demo = Handle::current().block_on(self.demo.lock());
        Handle::current().block_on(self.checkpoint_all());
        let created_at = instant(self.host.now());
        let blobs = with_files.then_some(&self.blobs);
        backup::write(&self.store, blobs, &self.settings.version, created_at, out)
    }

    /// Proves what the database holds, and that it agrees with `kept`. Blocks.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn verify(&self, kept: &[Kept], with_files: bool) -> Result<Vec<Report>, BackupError> {
        let _demo = Handle::current().block_on(self.demo.lock());
        backup::verify(&self.store, with_files.then_some(&self.blobs), kept)
    }

    /// Ends when the database is not written any more: the program must stop.
    pub async fn database_stopped(&self) -> Stop {
        self.store.stopped().await
    }

    /// Whether the database answers, for `/health`.
    ///
    /// # Errors
    /// `Busy` when it does not.
    pub async fn health(&self) -> Result<(), Failure> {
        let answer = self.store.control().ping().await;
        answer.map_err(|error| {
            tracing::error!(%error, "the database does not answer");
            Failure::Busy
        })
    }

    /// Opens an organisation's database, a new one with fresh keys, and takes it among those that are served.
    async fn open_org(&self, info: account::Org) -> Result<Arc<Org>, StoreError> {
        let org = self.load_org(info).await?;
        self.serve(&org);
        Ok(org)
    }

    async fn load_org(&self, info: account::Org) -> Result<Arc<Org>, StoreError> {
        // Written only when the database is new.
        let new = NewOrg {
            epoch: self.host.random_id().to_string(),
        };
        let database = self.store.org(info.id, &new).await?;
        let org = Org::open(info, database, self.blobs.clone(), self.host.clone()).await?;
        Ok(Arc::new(org))
    }

    fn serve(&self, org: &Arc<Org>) {
        let mut orgs = self.orgs.write().unwrap_or_else(PoisonError::into_inner);
        orgs.insert(org.info().id, org.clone());
    }

    fn stop_serving(&self, id: OrgId) -> Option<Arc<Org>> {
        let mut orgs = self.orgs.write().unwrap_or_else(PoisonError::into_inner);
        orgs.remove(&id)
    }

    pub(crate) fn orgs(&self) -> Vec<Arc<Org>> {
        let orgs = self.orgs.read().unwrap_or_else(PoisonError::into_inner);
        orgs.values().cloned().collect()
    }

    pub(crate) fn org(&self, id: OrgId) -> Option<Arc<Org>> {
        let orgs = self.orgs.read().unwrap_or_else(PoisonError::into_inner);
        orgs.get(&id).cloned()
    }

    pub(crate) fn org_of_slug(&self, slug: &str) -> Option<Arc<Org>> {
        self.orgs().into_iter().find(|org| org.info().slug == slug)
    }

    /// Unix milliseconds.
    pub(crate) fn now_ms(&self) -> i64 {
        self.host.now().as_millisecond()
    }
}

/// Work of many milliseconds, such as opening a page of what was sealed: not on the threads that serve.
async fn apart<T, E>(
    work: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Result<T, Failure>
where
    T: Send + 'static,
    E: Into<Failure> + Send + 'static,
{
    let here = Handle::current();
    let done = tokio::task::spawn_blocking(move || here.block_on(work)).await;
    done.map_err(Failure::unexpected)?.map_err(Into::into)
}

/// The instant of Unix milliseconds.
pub(crate) fn instant_of_ms(ms: i64) -> String {
    Timestamp::from_millisecond(ms)
        .map(instant)
        .unwrap_or_default()
}
