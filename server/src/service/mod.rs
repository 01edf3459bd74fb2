//! Use cases: authorise, let the domain decide, store. One file per theme, each an `impl App` block:
//! `sync` (the team's log), `intake` (what respondents send), `import`, `sheets` (what exports print), `accounts`,
//! `tablets`, `organisations`, `jobs`. No HTTP here; `crate::http` and `crate::rpc` call these.

mod accounts;
mod failure;
mod host;
mod import;
mod intake;
mod jobs;
mod organisations;
mod sheets;
mod sync;
mod tablets;

pub use accounts::SignedIn;
pub use failure::Failure;
pub use host::{Host, SystemHost};
pub use import::Taken;
pub use sheets::CampaignSheet;
pub use sync::Pull;

use std::sync::Arc;
use store::Store;

/// What the configuration tells the use cases.
#[derive(Clone, Debug)]
pub struct Settings {
    pub version: String,
    /// The public address of QR codes and links.
    pub public_url: Option<String>,
}

/// The server's core, shared by all requests.
pub struct App {
    pub(crate) host: Arc<dyn Host>,
    pub(crate) store: Store,
    pub(crate) settings: Settings,
}

/// One organisation in memory.
pub struct Org {}

impl App {
    /// Reads every organisation's log, verifies it and is then ready to serve.
    ///
    /// # Errors
    /// Why the server must not serve, in words for the operator.
    pub async fn open(
        store: Store,
        host: Arc<dyn Host>,
        settings: Settings,
    ) -> Result<Arc<App>, OpenError> {
        Ok(Arc::new(App {
            host,
            store,
            settings,
        }))
    }

    /// Whether the database answers, for `/health`.
    ///
    /// # Errors
    /// `Busy` when it does not.
    pub async fn health(&self) -> Result<(), Failure> {
        Ok(())
    }
}

/// Why the server refuses to serve.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct OpenError(String);
