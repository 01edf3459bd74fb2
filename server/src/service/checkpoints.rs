//! Checkpoints: where each log ends, signed every day and before a backup, kept in the database and, where a folder is
//! set, as files beside it.

use super::{App, Failure, Org};
use crate::{auth::Actor, draft};
use ::sync::wire::{Checkpoint, Checkpoints};
use ledger::instant;
use std::{io, path::Path};

impl App {
    /// Makes the checkpoints of today; answers how many. The example organisation has none.
    pub async fn checkpoint_due(&self) -> u32 {
        let today = instant(self.host.now());
        let day = |at: &str| at.get(..10) == today.get(..10);
        self.checkpoint_each(|last| !last.is_some_and(|last| day(&last.signed.at)))
            .await
    }

    /// Makes a checkpoint of every organisation now.
    pub(super) async fn checkpoint_all(&self) {
        self.checkpoint_each(|_| true).await;
    }

    /// Makes a checkpoint of every organisation of whose last one `due` says so. One that fails does not stop the others.
    async fn checkpoint_each(&self, due: impl Fn(Option<&Checkpoint>) -> bool) -> u32 {
        let mut made = 0;
        for org in self.orgs().into_iter().filter(|org| !org.info().demo) {
            let done = async {
                let kept = org.checkpoints().await?;
                let due = due(kept.last());
                Ok::<_, Failure>(due && self.checkpoint(&org).await?)
            };
            match done.await {
                Ok(done) => made += u32::from(done),
                Err(failure) => {
                    let (code, org) = (failure.code(), org.info().id);
                    tracing::error!(code, %org, "a checkpoint was not made");
                }
            }
        }
        made
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
        org.keep_checkpoint(&checkpoint).await?;
        if let Some(folder) = self.settings.checkpoints.clone() {
            let filed = tokio::task::spawn_blocking(move || file(&folder, &checkpoint));
            let filed = filed.await.map_err(Failure::unexpected)?;
            filed.unwrap_or_else(|cause| {
                // It is in the database; tomorrow's goes into the folder again.
                tracing::error!(%cause, "a checkpoint was not written to its folder");
            });
        }
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

fn file(folder: &Path, checkpoint: &Checkpoint) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let (org, at) = (checkpoint.signed.org, &checkpoint.signed.at);
    let name = format!("{org}-{}.json", at.replace(':', ""));
    let json = serde_json::to_vec_pretty(checkpoint)?;
    draft::write(&folder.join(name), &json)
}
