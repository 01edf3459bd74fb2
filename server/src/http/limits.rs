//! Bounds on what one caller may ask: body sizes, time per request, calls per device or account.
//!
//! Never per network address: forty tablets of one classroom share one, and all of them must get through.

use super::error::Problem;
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::Mutex, time::Duration};
use tokio::time::Instant;
use uuid::Uuid;

/// 500 operations of ordinary size; larger ones go in smaller batches.
pub(super) const PUSH_BYTES_MAX: usize = 8 * 1024 * 1024;
/// A tablet's batch is at most 512 KiB of sealed bytes.
pub(super) const ITEMS_BYTES_MAX: usize = 2 * 1024 * 1024;
/// One chunk of an attached file.
pub(super) const CHUNK_BYTES_MAX: usize = sync::blob::CHUNK_BYTES as usize;
/// Forms and small calls.
pub(super) const CALL_BYTES_MAX: usize = 64 * 1024;

/// Long enough for an import or an export; a client has given up by then.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(60);

/// Calls a device or account may make at once, and again per second after that. A tablet that comes back with five
/// minutes of backlog makes a handful; a workspace that opens makes some ten.
const CALLS_BURST: f64 = 120.0;
const CALLS_PER_SECOND: f64 = 10.0;
/// Callers remembered; above it those that have been quiet are forgotten.
const CALLERS_MAX: usize = 10_000;

/// Refuses a request that takes too long. Work that had begun either finishes or leaves nothing behind.
pub(super) async fn time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_TIME_MAX, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::Busy.into_response(),
    }
}

/// Token buckets, one per device or account.
#[derive(Default)]
pub struct Limits {
    callers: Mutex<HashMap<Uuid, Bucket>>,
}

#[derive(Clone, Copy)]
struct Bucket {
    tokens: f64,
    seen: Instant,
}

impl Bucket {
    fn refilled(self, now: Instant) -> f64 {
        let gained = now.duration_since(self.seen).as_secs_f64() * CALLS_PER_SECOND;
        (self.tokens + gained).min(CALLS_BURST)
    }
}

impl Limits {
    /// Counts one call of `caller`.
    ///
    /// # Errors
    /// `TooManyRequests` when it made too many.
    pub fn count(&self, caller: Uuid) -> Result<(), Problem> {
        self.count_at(caller, Instant::now())
    }

    /// Counts one call of whoever holds `secret`, before it is known who that is.
    ///
    /// # Errors
    /// As [`Limits::count`].
    pub fn count_secret(&self, secret: &str) -> Result<(), Problem> {
        let hash = Sha256::digest(secret);
        let mut short = [0; 16];
        short.copy_from_slice(&hash[..16]);
        self.count(Uuid::from_bytes(short))
    }

    fn count_at(&self, caller: Uuid, now: Instant) -> Result<(), Problem> {
        // A panic elsewhere while holding the lock leaves the counts usable.
        let mut callers = match self.callers.lock() {
            Ok(callers) => callers,
            Err(poisoned) => poisoned.into_inner(),
        };
        if callers.len() >= CALLERS_MAX {
            callers.retain(|_, bucket| bucket.refilled(now) < CALLS_BURST);
        }
        let full = Bucket {
            tokens: CALLS_BURST,
            seen: now,
        };
        let bucket = callers.entry(caller).or_insert(full);
        let tokens = bucket.refilled(now);
        *bucket = Bucket {
            tokens: (tokens - 1.0).max(0.0),
            seen: now,
        };
        if tokens >= 1.0 {
            Ok(())
        } else {
            Err(Problem::TooManyRequests)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_caller_is_slowed_down_and_others_are_not() {
        let limits = Limits::default();
        let (busy, calm) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let now = Instant::now();
        let calls = (0..200).map(|_| limits.count_at(busy, now));
        assert_eq!(calls.filter(Result::is_err).count(), 80);
        assert!(limits.count_at(calm, now).is_ok());
        let later = now + Duration::from_secs(1);
        assert!(limits.count_at(busy, later).is_ok());
    }
}
