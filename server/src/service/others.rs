//! Other servers of the same database: organisations that they made, renamed or dropped.

use super::App;
use std::sync::Arc;
use store::StoreError;

impl App {
    /// Takes over which organisations there are, where another server may have changed that. A database of this process
    /// alone is not asked.
    ///
    /// # Errors
    /// The database does not answer, or an organisation cannot be served.
    pub(crate) async fn follow_others(&self) -> Result<(), StoreError> {
        if !self.store.is_shared() {
            return Ok(());
        }
        // While this server makes or drops one itself, the list is not told apart from what another did.
        let Ok(_here) = self.changing.try_lock() else {
            return Ok(());
        };
        let there = self.store.control().orgs().await?;
        for org in self.orgs() {
            let id = org.info().id;
            if !there.iter().any(|info| info.id == id) {
                self.stop_serving(id);
                org.close().await;
            }
        }
        for info in there {
            match self.org(info.id) {
                Some(org) if *org.info() == info => {}
                Some(org) => org.renamed(info),
                None => drop::<Arc<_>>(self.open_org(info).await?),
            }
        }
        Ok(())
    }
}
