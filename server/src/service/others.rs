//! Other servers of the same database: organisations that they made, renamed or dropped.

use super::App;
use store::{StoreError, account::Org as Info};

impl App {
    /// Takes over which organisations there are, where another server may have changed that. A database of this process
    /// alone is not asked. One that cannot be served is left out, and tried again.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn follow_others(&self) -> Result<(), StoreError> {
        if !self.store.is_shared() || self.serves(&self.store.control().orgs().await?) {
            return Ok(());
        }
        let _one_at_a_time = self.changing.lock().await;
        let there = self.store.control().orgs().await?;
        for org in self.orgs() {
            let id = org.info().id;
            if !there.iter().any(|info| info.id == id) {
                self.stop_serving(id);
                org.close().await;
            }
        }
        for info in there {
            if let Some(org) = self.org(info.id) {
                org.changed_to(info);
                continue;
            }
            let id = info.id;
            if let Err(cause) = self.open_org(info).await {
                tracing::error!(%id, %cause, "an organisation of another server cannot be served");
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
