//! What a device shows of what it has seen of the server, in a header.

use axum::http::HeaderMap;

/// None where a device shows nothing, or a program of another version something else.
pub(super) fn shown<T>(
    headers: &HeaderMap,
    name: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    read(headers.get(name)?.to_str().ok()?)
}
