//! Other servers of the same database: organisations that they made, renamed or dropped.

use super::App;
use store::{StoreError, account::Org as Info};

impl App {
    /// Takes over which organisations there are, where another server may have changed that. A database of this process
    /// alone is not asked.
    ///
    /// # Errors
    /// The database does not answer, or an organisation cannot be served.
    pub(crate) async fn follow_others(&self) -> Result<(), StoreError> {
        if !self.store.is_shared() || self.serves(&self.store.control().orgs().await?) {
            return Ok(());
        }
        let _one_at_a_time = self.following.lock().await;
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
                Some(org) => org.renamed(info),
                None => drop(self.open_org(info).await?),
            }
        }
        Ok(())
    }

    /// Whether these are the organisations served, as they are.
    fn serves(&self, there: &[Info]) -> bool {
        let is_served = |info: &Info| self.org(info.id).is_some_and(|org| *org.info() == *info);
        self.orgs().len() == there.len() && there.iter().all(is_served)
    }
}
