//! Checkpoints: the log's end, signed and kept, so that what is changed later contradicts it.

use crate::{Error, Org, Wanted};
use sync::wire::{Checkpoint, SignedHead};

impl Org {
    /// Where the log ends now, signed; none without a key.
    ///
    /// # Errors
    /// `Closed`, `Log`.
    pub async fn signed_head(&self) -> Result<Option<SignedHead>, Error> {
        let core = self.read().await?;
        Ok(core
            .keys
            .sign_head(self.id, &core.epoch, &core.head, self.instant()))
    }

    /// # Errors
    /// `Busy`, `Closed`.
    pub async fn keep_checkpoint(&self, checkpoint: &Checkpoint) -> Result<(), Error> {
        let nothing = Wanted::default();
        let write = self.write(&nothing, |draft, _| {
            draft.keep_checkpoint(checkpoint.clone());
            Ok(())
        });
        write.await
    }

    /// All that were kept, the oldest first.
    ///
    /// # Errors
    /// `Log`.
    pub async fn checkpoints(&self) -> Result<Vec<Checkpoint>, Error> {
        Ok(self.log().checkpoints().await?)
    }
}
