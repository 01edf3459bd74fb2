//! What the clock starts.

use super::{App, Failure};

impl App {
    /// Closes campaigns whose last day is over, which releases their answers or pools them, and removes what is past its
    /// time. Called at boot and hourly; answers how many were closed.
    ///
    /// # Errors
    /// `Busy`; what could be done is done.
    pub async fn close_due(&self) -> Result<u32, Failure> {
        let (mut closed, mut failed) = (0, None);
        for org in self.orgs() {
            // What fails in one organisation keeps no other waiting.
            let done = async {
                closed += org.close_due().await?;
                self.remove_due(&org).await
            };
            failed = done.await.err().or(failed);
        }
        self.store.control().forget_expired(self.now_ms()).await?;
        failed.map_or(Ok(closed), Err)
    }
}
