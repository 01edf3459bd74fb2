//! One error the screens can tell apart. Causes are logged by the server and never sent.

use domain::Refusal;
use serde::{Deserialize, Serialize};
use server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ApiError {
    /// The server could not be reached, or something between answered in its place (a captive portal).
    #[error("offline")]
    Offline,
    #[error("sign_in_needed")]
    SignInNeeded,
    /// Wrong address or password; which of the two is not told.
    #[error("wrong_credentials")]
    WrongCredentials,
    #[error("too_many_attempts")]
    TooManyAttempts,
    #[error("forbidden")]
    Forbidden,
    #[error("not_found")]
    NotFound,
    /// A link or code that was used or has expired.
    #[error("expired")]
    Expired,
    /// `field` is the form field, empty for the whole.
    #[error("refused: {field} {refusal}")]
    Refused { field: String, refusal: Refusal },
    /// The server cannot read the call: this page is of another version.
    #[error("malformed")]
    Malformed,
    #[error("too_large")]
    TooLarge,
    /// The server cannot do it now: the same call again later.
    #[error("busy")]
    Busy,
    /// The server failed; it logged why under this id.
    #[error("unexpected {id}")]
    Unexpected { id: String },
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => ApiError::Offline,
            // An answer that is not ours: a captive portal, or another version of the server.
            ServerFnErrorErr::Deserialization(_) => ApiError::Offline,
            // Made by the server when a call's arguments do not fit.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => ApiError::Malformed,
            _ => ApiError::Unexpected { id: String::new() },
        }
    }
}
