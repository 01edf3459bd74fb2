//! Passwords: argon2id (19 MiB, 2 passes, OWASP's first choice), off the threads that serve, a few at a time.

use crate::service::{Failure, Host};
use api::model::PASSWORD_MIN;
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::SaltString,
};
use domain::Refusal;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Longest one, in bytes: hashing must not be a way to keep the server busy.
const BYTES_MAX: usize = 1_024;
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Hashes computed at the same time.
const AT_ONCE_MAX: usize = 2;

/// Whether a password may be chosen by the person with this address.
///
/// # Errors
/// `Refused` with field `password`.
pub(crate) fn check_password(password: &str, email: &str) -> Result<(), Failure> {
    let refuse = |refusal| Err(Failure::refused("password", refusal));
    if password.chars().count() < PASSWORD_MIN {
        return refuse(Refusal::TooShort);
    }
    if password.len() > BYTES_MAX {
        return refuse(Refusal::TooLong);
    }
    if password.trim().to_lowercase() == email.trim().to_lowercase() {
        return refuse(Refusal::TooEasy);
    }
    Ok(())
}

pub(crate) struct Passwords {
    permits: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(AT_ONCE_MAX)),
        }
    }
}

impl Passwords {
    /// The PHC form to store.
    pub(crate) async fn hash(&self, host: &dyn Host, password: &str) -> Result<String, Failure> {
        let salt = SaltString::encode_b64(&host.bytes::<16>()).map_err(Failure::unexpected)?;
        let password = password.to_owned();
        self.work(move || {
            let hash = hasher()?.hash_password(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string())
        })
        .await?
        .map_err(Failure::unexpected)
    }

    /// Whether `password` is the one of `stored`. Without a stored one the same work is done, so that the time taken
    /// does not tell whether there is an account.
    pub(crate) async fn verify(
        &self,
        password: &str,
        stored: Option<&str>,
    ) -> Result<bool, Failure> {
        if password.len() > BYTES_MAX {
            return Ok(false);
        }
        let password = password.to_owned();
        let stored = stored.map(str::to_owned);
        self.work(move || {
            let Some(stored) = stored else {
                let mut out = [0; 32];
                let hasher = hasher()?;
                hasher.hash_password_into(password.as_bytes(), b"no such account.", &mut out)?;
                return Ok(false);
            };
            let hash = PasswordHash::new(&stored)?;
            match hasher()?.verify_password(password.as_bytes(), &hash) {
                Ok(()) => Ok(true),
                Err(argon2::password_hash::Error::Password) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await?
        .map_err(Failure::unexpected)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let permits = self.permits.clone();
        let permit = permits.acquire_owned().await.map_err(Failure::unexpected)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        })
        .await
        .map_err(Failure::unexpected)
    }
}

fn hasher() -> Result<Argon2<'static>, argon2::password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
