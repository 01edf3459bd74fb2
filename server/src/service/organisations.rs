//! The demo organisation: made and dropped in one call.

use super::{App, Failure};
use crate::auth::{Actor, Granted, People};
use domain::ids::OrgId;

impl App {
    /// Makes the demo organisation unless there is one, and lets the actor in.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn create_demo(&self, _actor: &Granted<People>) -> Result<OrgId, Failure> {
        Err(Failure::Busy)
    }

    /// Removes the demo organisation, its database and everybody's membership; sessions move back. Answers the
    /// organisation the actor is in afterwards.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub async fn drop_demo(&self, _actor: &Actor) -> Result<OrgId, Failure> {
        Err(Failure::NotFound)
    }
}
