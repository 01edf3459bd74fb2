//! Time stamps (RFC 3161) on signed heads: an authority outside says when it has seen one. Asked for once a day; what it
//! answers is checked before it is kept, and again by `boucle verify`.

mod asn1;
mod token;

pub use token::TokenError;

use asn1::{Request, Response};
use der::{Decode as _, Encode as _};
use jiff::Timestamp;
use ledger::Host;
use reqwest::{Client, header::CONTENT_TYPE};
use std::time::Duration;
use sync::wire::Checkpoint;

/// An authority that takes longer is asked again later.
const TIME_MAX: Duration = Duration::from_secs(20);
/// Longest answer read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Why there is no token; it is asked for again.
#[derive(Debug, thiserror::Error)]
pub enum StampError {
    #[error("the authority cannot be reached: {0}")]
    Unreachable(#[from] reqwest::Error),
    #[error("the authority answers HTTP {0}")]
    Http(u16),
    #[error("the authority refuses, with status {status}: {text}")]
    Refused { status: u8, text: String },
    #[error("the authority's answer cannot be used: {0}")]
    Wrong(#[from] TokenError),
}

impl StampError {
    /// Stable: operators look for it in the log.
    pub fn code(&self) -> &'static str {
        match self {
            StampError::Unreachable(_) | StampError::Http(_) => "timestamp_unreachable",
            StampError::Refused { .. } => "timestamp_refused",
            StampError::Wrong(_) => "timestamp_wrong",
        }
    }
}

/// A token for a checkpoint, in DER. The authority learns a hash.
///
/// # Errors
/// Why there is none.
pub async fn ask(
    authority: &str,
    checkpoint: &Checkpoint,
    host: &dyn Host,
) -> Result<Vec<u8>, StampError> {
    let nonce = u64::from_be_bytes(host.bytes());
    let question = question(checkpoint, nonce).map_err(TokenError::from)?;
    let client = Client::builder().timeout(TIME_MAX).build()?;
    let sent = client
        .post(authority)
        .header(CONTENT_TYPE, "application/timestamp-query")
        .body(question)
        .send();
    let mut answer = sent.await?;
    if !answer.status().is_success() {
        return Err(StampError::Http(answer.status().as_u16()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        bytes.extend(chunk);
        if bytes.len() > ANSWER_BYTES_MAX {
            return Err(TokenError::Unreadable.into());
        }
    }
    let token = granted(&bytes)?;
    let answers = token::check(&token, checkpoint, host.now())?;
    if answers == Some(nonce) {
        Ok(token)
    } else {
        Err(TokenError::OtherAnswer.into())
    }
}

/// Checks a token that was kept, at the instant `now`.
///
/// # Errors
/// Why it is not one for this checkpoint.
pub fn check(token: &[u8], checkpoint: &Checkpoint, now: Timestamp) -> Result<(), TokenError> {
    token::check(token, checkpoint, now).map(|_| ())
}

fn question(checkpoint: &Checkpoint, nonce: u64) -> Result<Vec<u8>, der::Error> {
    let question = Request {
        version: 1,
        imprint: token::imprint(checkpoint)?,
        policy: None,
        nonce: Some(nonce),
        certificate: true,
    };
    question.to_der()
}

fn granted(answer: &[u8]) -> Result<Vec<u8>, StampError> {
    let answer = Response::from_der(answer).map_err(TokenError::from)?;
    match answer.token {
        // Granted, or granted with changes.
        Some(token) if answer.status.status <= 1 => Ok(token.to_der().map_err(TokenError::from)?),
        _ => Err(StampError::Refused {
            status: answer.status.status,
            text: answer.status.text.unwrap_or_default().join("; "),
        }),
    }
}
