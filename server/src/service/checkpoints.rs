//! Checkpoints: where each log ends, signed every day and before a backup, kept in the database and, where a folder is
//! set, as files beside it.

use super::{App, Failure, Org};
use crate::{auth::Actor, draft};
use ::sync::wire::{Checkpoint, Checkpoints};
use ledger::instant;
use std::{io, path::Path};

impl App {
    /// Makes the checkpoints of today; answers how many. The example organisation has none.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn checkpoint_due(&self) -> Result<u32, Failure> {
        let today = instant(self.host.now());
        let mut made = 0;
        for org in self.orgs().into_iter().filter(|org| !org.info().demo) {
            let kept = org.checkpoints().await?;
            let last = kept.last().map(|last| &last.signed.at);
            if last.is_none_or(|at| at.get(..10) != today.get(..10)) {
                self.checkpoint(&org).await?;
                made += 1;
            }
        }
        Ok(made)
    }

    /// Makes a checkpoint of every organisation now.
    ///
    /// # Errors
    /// `Busy`.
    pub(super) async fn checkpoint_all(&self) -> Result<(), Failure> {
        for org in self.orgs().into_iter().filter(|org| !org.info().demo) {
            self.checkpoint(&org).await?;
        }
        Ok(())
    }

    async fn checkpoint(&self, org: &Org) -> Result<(), Failure> {
        let Some(signed) = org.signed_head().await? else {
            return Ok(());
        };
        let checkpoint = Checkpoint {
            signed,
            token: None,
        };
        org.keep_checkpoint(&checkpoint).await?;
        if let Some(folder) = &self.settings.checkpoints {
            let filed = file(folder, &checkpoint);
            filed.unwrap_or_else(|cause| {
                // It is in the database; tomorrow's goes into the folder again.
                tracing::error!(%cause, "a checkpoint was not written to its folder");
            });
        }
        Ok(())
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

fn file(folder: &Path, checkpoint: &Checkpoint) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let (org, at) = (checkpoint.signed.org, &checkpoint.signed.at);
    let name = format!("{org}-{}.json", at.replace(':', ""));
    let json = serde_json::to_vec_pretty(checkpoint)?;
    draft::write(&folder.join(name), &json)
}
