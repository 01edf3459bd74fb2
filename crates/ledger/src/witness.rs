//! A server whose database was put back to an earlier day does not know it, but its devices do: each shows what it has
//! last seen of it. What is not there any more begins another life of the database, in which devices give back what it
//! lacks.

use crate::{Error, Org, Wanted};
use domain::mark::Mark;
use intake::wire::Delivered;

impl Org {
    /// Compares the log with what a workspace has read of it.
    ///
    /// # Errors
    /// `Busy`, `Closed`.
    pub(crate) async fn witness(&self, mark: &Mark) -> Result<(), Error> {
        if self.read().await?.epoch != mark.epoch {
            return Ok(());
        }
        let held = self
            .log()
            .read(mark.seq.saturating_sub(1), mark.seq, 1)
            .await?;
        match held.first() {
            Some(stored) if stored.leaf == mark.leaf => Ok(()),
            _ => self.begin_another_life(&mark.epoch).await,
        }
    }

    /// Compares what was taken with what a tablet has a receipt for.
    ///
    /// # Errors
    /// `Busy`, `Closed`.
    pub async fn witness_delivery(&self, delivered: &Delivered) -> Result<(), Error> {
        if self.read().await?.epoch != delivered.epoch {
            return Ok(());
        }
        let wanted = Wanted {
            items: delivered.items.clone(),
            ..Wanted::default()
        };
        let found = self.log().look_up(&wanted).await?;
        let there = |item| found.items.contains_key(item);
        if delivered.items.iter().all(there) {
            Ok(())
        } else {
            self.begin_another_life(&delivered.epoch).await
        }
    }

    async fn begin_another_life(&self, epoch: &str) -> Result<(), Error> {
        tracing::warn!("the database lacks what a device has seen of it: it begins another life");
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
