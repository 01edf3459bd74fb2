//! What a device shows of what it has seen of the server, in a header.

use axum::http::HeaderMap;
use std::str::FromStr;

/// None where a device shows nothing, or a program of another version something else.
pub(super) fn shown<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}
