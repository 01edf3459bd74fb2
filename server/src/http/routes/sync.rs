//! `/app/sync/v1`: the team's operation log.

use crate::{
    http::{
        body::JsonBytes,
        error::Problem,
        shown::shown,
        state::{AppState, Leaving, SignedIn},
    },
    service::Pull,
};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sync::{
    incoming::Incoming,
    op::Scope,
    wire::{MARK_HEADER, PULL_OPS_MAX},
};

pub(crate) async fn push(
    State(state): State<AppState>,
    Leaving(actor): Leaving,
    body: JsonBytes,
) -> Result<Response, Problem> {
    let push = body.read(Incoming::read)?;
    let pushed = state.app.push(&actor, push).await?;
    Ok(axum::Json(pushed).into_response())
}

#[derive(Deserialize)]
pub(crate) struct PullQuery {
    scope: Scope,
    #[serde(default)]
    after: u64,
    epoch: Option<String>,
    limit: Option<u32>,
}

pub(crate) async fn pull(
    State(state): State<AppState>,
    Leaving(actor): Leaving,
    headers: HeaderMap,
    query: Result<Query<PullQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let pull = Pull {
        scope: query.scope,
        after: query.after,
        epoch: query.epoch,
        mark: shown(&headers, MARK_HEADER, |text| {
            serde_json::from_str(text).ok()
        }),
        limit: query.limit.unwrap_or(PULL_OPS_MAX).clamp(1, PULL_OPS_MAX),
    };
    let page = state.app.pull(&actor, &pull).await?;
    Ok(axum::Json(page).into_response())
}

#[derive(Deserialize)]
pub(crate) struct SnapshotQuery {
    scope: Scope,
}

pub(crate) async fn snapshot(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    query: Result<Query<SnapshotQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let snapshot = state.app.snapshot(&actor, query.scope).await?;
    Ok(axum::Json(snapshot).into_response())
}

pub(crate) async fn keys(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<Response, Problem> {
    let keys = state.app.keys(&actor).await?;
    Ok(axum::Json(keys).into_response())
}

pub(crate) async fn checkpoints(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<Response, Problem> {
    let checkpoints = state.app.checkpoints(&actor).await?;
    Ok(axum::Json(checkpoints).into_response())
}

#[derive(Deserialize)]
pub(crate) struct RollupsQuery {
    #[serde(default)]
    after: u64,
}

pub(crate) async fn rollups(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    query: Result<Query<RollupsQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let rollups = state.app.rollups(&actor, query.after).await?;
    Ok(axum::Json(rollups).into_response())
}
