//! One log line per request: method, route pattern, status, time. Never the query, a header or a body; the pattern
//! rather than the path, which may hold anything.

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tokio::time::Instant;

pub(super) async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let started = Instant::now();
    let response = next.run(request).await;
    let status = response.status();
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let route = route.as_ref().map_or("page or file", MatchedPath::as_str);
    if status.is_server_error() {
        tracing::warn!(%method, route, status = status.as_u16(), millis, "request");
    } else {
        tracing::info!(%method, route, status = status.as_u16(), millis, "request");
    }
    response
}
