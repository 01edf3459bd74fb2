//! The team's operation log: push, pull, results.

use super::{App, Failure, results};
use crate::auth::Actor;
use ::sync::{
    Scope,
    incoming::Incoming,
    wire::{Keys, Page, Pushed, Reader, Rollups, Snapshot},
};
use domain::role::Permission;
use ledger::{Pull, Undecided};

impl App {
    /// # Errors
    /// `Gap`, `NumberTaken`, `TooLarge`, `Busy`.
    pub async fn push(
        &self,
        actor: &Actor,
        push: impl Into<Incoming> + Send,
    ) -> Result<Pushed, Failure> {
        Ok(actor.org.push(actor.who(), push.into()).await?)
    }

    /// A page of the log.
    ///
    /// # Errors
    /// `ScopeGone` for a scope the role does not hold.
    pub async fn pull(&self, actor: &Actor, pull: &Pull) -> Result<Page, Failure> {
        Ok(actor.org.pull(actor.who(), pull).await?)
    }

    /// The records of a scope as they are now.
    ///
    /// # Errors
    /// `ScopeGone` for a scope the role does not hold.
    pub async fn snapshot(&self, actor: &Actor, scope: Scope) -> Result<Snapshot, Failure> {
        Ok(actor.org.snapshot(actor.who(), scope).await?)
    }

    /// The organisation's public keys.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn keys(&self, actor: &Actor) -> Result<Keys, Failure> {
        let keys = actor.org.keys().await?.public();
        Ok(Keys { keys })
    }

    /// Results that changed after `after` (0: all), as the role may see them. What `after` counts are commits, not
    /// operations: a waiting answer changes a count without a line in the log.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn rollups(&self, actor: &Actor, after: u64) -> Result<Rollups, Failure> {
        let undecided = if actor.role.may(Permission::Answers) {
            actor.org.undecided(actor.who()).await?
        } else {
            Undecided::default()
        };
        let reader = Reader {
            role: actor.role,
            reports: actor.org.has_reports(actor.who()).await?,
            held: undecided.count,
            unopened: undecided.unopened,
        };
        let core = actor.org.read().await?;
        // A cursor from the future is from another life of the database.
        let after = if after > core.rev { 0 } else { after };
        let (mut campaigns, mut pools) = results::changed(&core, &actor.org.results, after);
        if !actor.role.may(Permission::Answers) {
            let campaigns = campaigns
                .iter_mut()
                .map(|one| (&mut one.detail, &mut one.excluded));
            let pools = pools
                .iter_mut()
                .map(|one| (&mut one.detail, &mut one.excluded));
            for (detail, excluded) in campaigns.chain(pools) {
                excluded.clear();
                if let Some(detail) = detail {
                    detail.answers.clear();
                    detail.photos.clear();
                }
            }
        }
        Ok(Rollups {
            head: core.rev,
            seq: core.head.seq,
            campaigns,
            pools,
            reader: Some(reader),
        })
    }
}
