//! A server whose database was put back to an earlier day does not know it, but its devices do: each shows what it has
//! last seen of it, with our own signature. What we signed and is not there any more begins another life of the database,
//! in which devices give back what it lacks. What we did not sign is not believed.

use crate::{Error, Org, Wanted};
use intake::wire::Delivered;
use sync::wire::SignedHead;

impl Org {
    /// Compares the log with a head that somebody was given.
    ///
    /// # Errors
    /// `Busy`, `Closed`.
    pub(crate) async fn witness(&self, head: &SignedHead) -> Result<(), Error> {
        let keys = {
            let core = self.read().await?;
            if core.epoch != head.epoch || core.passed(head) {
                return Ok(());
            }
            core.keys.clone()
        };
        if head.org == self.id && keys.signed_head(head) {
            return self.begin_another_life(&head.epoch).await;
        }
        Ok(())
    }

    /// Compares what was taken with what a tablet has receipts for.
    ///
    /// # Errors
    /// `Busy`, `Closed`.
    pub async fn witness_delivery(&self, delivered: &Delivered) -> Result<(), Error> {
        let keys = {
            let core = self.read().await?;
            if core.epoch != delivered.epoch {
                return Ok(());
            }
            core.keys.clone()
        };
        let shown = delivered.receipts.iter();
        let wanted = Wanted {
            items: shown.clone().map(|shown| shown.id).collect(),
            ..Wanted::default()
        };
        let found = self.log().look_up(&wanted).await?;
        let mut missing = shown.filter(|shown| !found.items.contains_key(&shown.id));
        if missing.any(|shown| keys.signed_receipt(self.id, &delivered.epoch, shown)) {
            return self.begin_another_life(&delivered.epoch).await;
        }
        Ok(())
    }

    async fn begin_another_life(&self, epoch: &str) -> Result<(), Error> {
        tracing::error!("the database lacks what it has signed: it begins another life");
        let nothing = Wanted::default();
        let write = self.write(&nothing, |draft, _| {
            // Another device may have shown as much.
            if draft.core.epoch == epoch {
                draft.begin_another_life();
            }
            Ok(())
        });
        write.await
    }
}
