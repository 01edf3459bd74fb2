//! Checkpoints: where each log ends, signed every day and before a backup, kept in the database and, where a folder is
//! set, as files beside it. An authority outside puts its time under the last one, where one is configured.

use super::{App, Failure, Org};
use crate::{auth::Actor, draft, timestamp};
use ::sync::wire::{Checkpoint, Checkpoints};
use ledger::instant;
use std::{io, path::Path, sync::Arc};

impl App {
    /// Makes the checkpoints of today; answers how many. The example organisation has none. One that fails does not stop
    /// the others.
    pub async fn checkpoint_due(&self) -> u32 {
        let today = instant(self.host.now());
        let mut made = 0;
        for org in self.proved() {
            let done = async {
                let last = org.checkpoints().await?.pop();
                let is_made = last.is_some_and(|last| last.signed.at.get(..10) == today.get(..10));
                Ok(!is_made && self.checkpoint(&org).await?)
            };
            made += u32::from(told(&org, done.await));
        }
        made
    }

    /// Makes a checkpoint of every organisation now.
    pub(super) async fn checkpoint_all(&self) {
        for org in self.proved() {
            told(&org, self.checkpoint(&org).await);
        }
    }

    /// Organisations that have checkpoints.
    fn proved(&self) -> impl Iterator<Item = Arc<Org>> {
        self.orgs().into_iter().filter(|org| !org.info().demo)
    }

    /// False without a key to sign with.
    async fn checkpoint(&self, org: &Org) -> Result<bool, Failure> {
        let Some(signed) = org.signed_head().await? else {
            return Ok(false);
        };
        let checkpoint = Checkpoint {
            signed,
            token: None,
        };
        self.keep(org, checkpoint).await?;
        Ok(true)
    }

    async fn keep(&self, org: &Org, checkpoint: Checkpoint) -> Result<(), Failure> {
        org.keep_checkpoint(&checkpoint).await?;
        if let Some(folder) = self.settings.checkpoints.clone() {
            let filed = tokio::task::spawn_blocking(move || file(&folder, &checkpoint));
            let filed = filed.await.map_err(Failure::unexpected)?;
            filed.unwrap_or_else(|cause| {
                // It is in the database; tomorrow's goes into the folder again.
                tracing::error!(%cause, "a checkpoint was not written to its folder");
            });
        }
        Ok(())
    }

    /// Asks the authority, where there is one, for its time under each organisation's last checkpoint; answers how many got
    /// it. One that did not is asked for again.
    pub async fn stamp_due(&self) -> u32 {
        let Some(authority) = &self.settings.timestamp_authority else {
            return 0;
        };
        let mut stamped = 0;
        for org in self.proved() {
            stamped += u32::from(told(&org, self.stamp(&org, authority).await));
        }
        stamped
    }

    async fn stamp(&self, org: &Org, authority: &str) -> Result<bool, Failure> {
        let last = org.checkpoints().await?.pop();
        let Some(mut last) = last.filter(|last| last.token.is_none()) else {
            return Ok(false);
        };
        match timestamp::ask(authority, &last, &*self.host).await {
            Ok(token) => last.token = Some(token),
            Err(error) => {
                let (code, org) = (error.code(), org.info().id);
                tracing::error!(code, %error, %org, "a checkpoint has no time stamp yet");
                return Ok(false);
            }
        }
        self.keep(org, last).await?;
        Ok(true)
    }

    /// All that were kept, for whoever works in the organisation: they tell nothing but hashes.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn checkpoints(&self, actor: &Actor) -> Result<Checkpoints, Failure> {
        let checkpoints = actor.org.checkpoints().await?;
        Ok(Checkpoints { checkpoints })
    }
}

/// Whether it was done; a failure is said to the operator.
fn told(org: &Org, done: Result<bool, Failure>) -> bool {
    done.unwrap_or_else(|failure| {
        let (code, org) = (failure.code(), org.info().id);
        tracing::error!(code, %org, "a checkpoint or its time stamp was not kept");
        false
    })
}

/// The checkpoint; and with a time stamp, as `openssl` reads them, the token and what it is of.
fn file(folder: &Path, checkpoint: &Checkpoint) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let (org, at) = (checkpoint.signed.org, &checkpoint.signed.at);
    let named = |ending| folder.join(format!("{org}-{}.{ending}", at.replace(':', "")));
    if let Some(token) = &checkpoint.token {
        draft::write(&named("signed"), &checkpoint.stamped())?;
        draft::write(&named("tst"), token)?;
    }
    let json = serde_json::to_vec_pretty(checkpoint)?;
    draft::write(&named("json"), &json)
}
