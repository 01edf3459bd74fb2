//! The team's operation log: push, pull, results.

use super::{App, Failure};
use crate::auth::Actor;
use ::sync::{
    op::Scope,
    wire::{Page, Push, Pushed, Rollups},
};

/// The query of a pull.
#[derive(Clone, Debug)]
pub struct Pull {
    pub scope: Scope,
    pub after: u64,
    pub epoch: Option<String>,
    pub limit: u32,
}

impl App {
    /// # Errors
    /// `Gap`, `TooLarge`, `Busy`.
    pub async fn push(&self, _actor: &Actor, _push: Push) -> Result<Pushed, Failure> {
        Err(Failure::Busy)
    }

    /// A page of the log. With another epoch than the server's, the page starts at the beginning of the log and carries
    /// the server's epoch: the reader starts afresh.
    ///
    /// # Errors
    /// `Forbidden` for a scope the role does not hold.
    pub async fn pull(&self, _actor: &Actor, _pull: &Pull) -> Result<Page, Failure> {
        Err(Failure::Busy)
    }

    /// Results that changed after `after` (0: all), as the role may see them.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn rollups(&self, _actor: &Actor, _after: u64) -> Result<Rollups, Failure> {
        Err(Failure::Busy)
    }
}
