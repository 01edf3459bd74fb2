//! What the clock starts.

use super::{App, Failure, retention::remove_due};

impl App {
    /// Closes campaigns whose last day is over, which releases their answers or pools them, and removes what is past its
    /// time. Called at boot and hourly; answers how many were closed.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn close_due(&self) -> Result<u32, Failure> {
        let mut closed = 0;
        for org in self.orgs() {
            closed += org.close_due().await?;
            remove_due(&org).await?;
        }
        self.store.control().forget_expired(self.now_ms()).await?;
        Ok(closed)
    }
}
