//! Every path of the server, on one page.

use super::{
    csrf,
    error::{Problem, unexpected},
    headers,
    limits::{self, CALL_BYTES_MAX, CHUNK_BYTES_MAX, ITEMS_BYTES_MAX, PUSH_BYTES_MAX},
    routes::{blobs, export, form, health, import, intake, live, photos, rpc, stop, sync},
    state::AppState,
    trace,
};
use crate::{
    files::FILE_BYTES_MAX,
    service::{App, Failure},
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{Next, from_fn, from_fn_with_state, map_response, map_response_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use std::sync::Arc;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

pub fn router(state: AppState) -> Router {
    let calls = Router::new()
        // The team's operation log
        .route(
            "/app/sync/v1/push",
            post(sync::push).layer(body(PUSH_BYTES_MAX)),
        )
        .route("/app/sync/v1/pull", get(sync::pull))
        .route("/app/sync/v1/rollups", get(sync::rollups))
        .route("/app/sync/v1/live", get(live::live))
        .route("/app/sync/v1/snapshot", get(sync::snapshot))
        .route("/app/sync/v1/keys", get(sync::keys))
        .route("/app/sync/v1/checkpoints", get(sync::checkpoints))
        // Files attached to records
        .route(
            "/app/sync/v1/blobs/{sha256}",
            get(blobs::file)
                .head(blobs::have)
                .put(blobs::chunk)
                .layer(body(CHUNK_BYTES_MAX)),
        )
        // Photos given as answers
        .route(
            "/app/sync/v1/photos/{answer}/{question}",
            get(photos::photo),
        )
        // What respondents' devices ask and send
        .route("/r/intake/v1/kit", get(intake::kit))
        .route("/r/intake/v1/keys", get(intake::keys))
        .route(
            "/r/intake/v1/items",
            post(intake::items).layer(body(ITEMS_BYTES_MAX)),
        )
        .route("/r/intake/v1/custody", post(intake::custody))
        .route("/r/intake/v1/enrol", post(intake::enrol))
        .merge(files())
        // Online-only calls: the server functions of `api`
        .route("/app/api/{call}", post(rpc::call))
        .route("/health", get(health::health))
        .layer(body(CALL_BYTES_MAX))
        .layer(CompressionLayer::new())
        .layer(map_response(headers::not_stored))
        .layer(from_fn_with_state(state.app.clone(), follow_others))
        .layer(from_fn(limits::time));

    calls
        .merge(stop_page(&state))
        // The two front ends
        .route("/", get(async || Redirect::to("/app/")))
        .route("/app", get(async || Redirect::to("/app/")))
        .route("/r", get(async || Redirect::to("/r/")))
        .fallback(page_or_file)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(from_fn_with_state(state.public_url.clone(), csrf::guard))
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(from_fn_with_state(state.secure, headers::add))
        .layer(from_fn(trace::log))
        .with_state(state)
}

/// Where a mail's last link leads.
fn stop_page(state: &AppState) -> Router<AppState> {
    let methods = get(stop::ask).post(stop::stop);
    Router::new()
        .route("/stop/{organisation}/{token}", methods)
        .layer(from_fn_with_state(state.app.clone(), follow_others))
        .layer(from_fn(limits::time))
        .layer(map_response_with_state(state.clone(), stop::failed))
        .layer(map_response(headers::not_stored))
}

/// Files in and out.
fn files() -> Router<AppState> {
    Router::new()
        .route(
            "/app/import/v1/answers",
            post(import::answers).layer(body(FILE_BYTES_MAX)),
        )
        .route(
            "/app/import/v1/sessions",
            post(import::sessions).layer(body(FILE_BYTES_MAX)),
        )
        .route(
            "/app/import/v1/contacts",
            post(import::contacts).layer(body(FILE_BYTES_MAX)),
        )
        .route(
            "/app/import/v1/returned",
            post(import::returned).layer(body(FILE_BYTES_MAX)),
        )
        .route(
            "/app/import/v1/questionnaires",
            post(form::read).layer(body(FILE_BYTES_MAX)),
        )
        .route(
            "/app/export/v1/questionnaires/{key}/{version}/form.xlsx",
            get(form::write),
        )
        .route(
            "/app/export/v1/campaigns/{id}/{file}",
            get(export::campaign),
        )
        .route("/app/export/v1/quarantine.json", get(export::quarantine))
}

/// Where only JSON is ever found: an unknown address there is answered in JSON too.
const CALLS: [&str; 5] = [
    "/app/api/",
    "/app/sync/",
    "/app/import/",
    "/app/export/",
    "/r/intake/",
];

/// What another server of the same database did is known to every call.
pub(super) async fn follow_others(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    match app.follow_others().await {
        Ok(()) => next.run(request).await,
        Err(error) => Problem::from(Failure::from(error)).into_response(),
    }
}

async fn page_or_file(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path();
    if CALLS.iter().any(|prefix| path.starts_with(prefix)) {
        return Problem::NotFound.into_response();
    }
    state
        .assets
        .respond(request.method(), path, request.headers())
}

fn body(bytes_max: usize) -> DefaultBodyLimit {
    DefaultBodyLimit::max(bytes_max)
}

/// The panic hook has logged the place.
fn panicked() -> Response {
    unexpected("a request panicked").into_response()
}
