//! JSON bodies, with our own refusals in place of axum's.

use super::error::Problem;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header::CONTENT_TYPE,
};
use serde::de::DeserializeOwned;

/// A JSON body of at most the route's limit.
pub(super) struct Json<T>(pub T);

/// The same, to be read by parts: some of it may be wrong.
pub(super) struct JsonBytes(Bytes);

impl JsonBytes {
    pub(super) fn read<T>(
        &self,
        read: impl Fn(&[u8]) -> Result<T, serde_json::Error>,
    ) -> Result<T, Problem> {
        read(&self.0).map_err(|error| Problem::Malformed(place(&error)))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = JsonBytes::from_request(request, state).await?;
        bytes.read(|json| serde_json::from_slice(json)).map(Json)
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBytes {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(Problem::WrongContentType("application/json"));
        }
        Ok(JsonBytes(Bytes::from_request(request, state).await?))
    }
}

/// Where and what kind of fault; serde's own sentence would quote the body.
fn place(error: &serde_json::Error) -> String {
    let fault = match error.classify() {
        serde_json::error::Category::Data => "a field is missing or of the wrong type",
        serde_json::error::Category::Eof => "the JSON ends too soon",
        _ => "not JSON",
    };
    format!("{fault}, line {} column {}", error.line(), error.column())
}
