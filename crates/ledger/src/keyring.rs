//! Keeping keys: made when there are none, made anew, taken out and brought back. None is ever removed: what was sealed
//! to an old key opens, what it signed holds.

use crate::{Error, Keys, LogError, Org, Purpose, Secret, Wanted};
use std::sync::Arc;

const PURPOSES: [Purpose; 2] = [Purpose::Seal, Purpose::Sign];

/// Why keys were not brought back; none of them was.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// Not 32 bytes of a key that can be used.
    #[error("the key {kid} cannot be used")]
    Unusable { kid: String },
    /// Another key has this name here.
    #[error("another key is named {kid} here")]
    Differs { kid: String },
    #[error(transparent)]
    Ledger(#[from] Error),
}

impl Org {
    /// The keys as they are now.
    ///
    /// # Errors
    /// `Closed`, `Log`.
    pub async fn keys(&self) -> Result<Arc<Keys>, Error> {
        Ok(self.read().await?.keys.clone())
    }

    /// Private keys, to be kept elsewhere.
    ///
    /// # Errors
    /// `Log`.
    pub async fn secrets(&self) -> Result<Vec<Secret>, Error> {
        Ok(self.log().load().await?.secrets)
    }

    /// Makes the keys an organisation lacks: a new one has none, one from before signatures none to sign with.
    pub(crate) async fn have_keys(&self) -> Result<(), LogError> {
        let made = self.make(|keys, purpose| !keys.has(purpose)).await;
        made.map_err(|error| match error {
            Error::Log(error) => error,
            other => LogError::Unknown(other.to_string()),
        })
    }

    /// New keys are used from here on.
    ///
    /// # Errors
    /// `Busy`, `Closed`.
    pub async fn rotate(&self, purposes: &[Purpose]) -> Result<(), Error> {
        self.make(|_, purpose| purposes.contains(&purpose)).await
    }

    async fn make(&self, wanted: impl Fn(&Keys, Purpose) -> bool) -> Result<(), Error> {
        let nothing = Wanted::default();
        let write = self.write(&nothing, |draft, _| {
            let keys = draft.core.keys.clone();
            if !keys.has(Purpose::Seal) && draft.core.rev > 0 {
                tracing::error!("the key that opens answers is lost: import it, until then they are kept unopened");
            }
            let now = draft.host.now().as_millisecond().max(keys.latest().saturating_add(1));
            for purpose in PURPOSES.into_iter().filter(|one| wanted(&keys, *one)) {
                let secret = Secret::fresh(draft.host, purpose, now);
                draft.keep_key(secret);
            }
            Ok(())
        });
        write.await
    }

    /// Brings back keys that are not here. In use are those that were made last, here or there.
    ///
    /// # Errors
    /// None was taken.
    pub async fn bring_keys(&self, secrets: &[Secret]) -> Result<usize, ImportError> {
        let unusable = |secret: &&Secret| secret.public().is_none();
        if let Some(secret) = secrets.iter().find(unusable) {
            let kid = secret.kid.clone();
            return Err(ImportError::Unusable { kid });
        }
        let nothing = Wanted::default();
        let write = self.write(&nothing, |draft, _| {
            let keys = draft.core.keys.clone();
            let mut brought = 0;
            for secret in secrets {
                match keys.public_of(&secret.kid) {
                    None => {
                        draft.keep_key(secret.clone());
                        brought += 1;
                    }
                    Some(public) if Some(&public) == secret.public().as_ref() => {}
                    Some(_) => {
                        let kid = secret.kid.clone();
                        return Err(ImportError::Differs { kid });
                    }
                }
            }
            Ok(brought)
        });
        write.await
    }
}
