//! The organisation's keys.

use super::{AdminState, Organisation, operator};
use crate::{auth::People, http::error::Problem, keyfile::Bundle};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
};
use ledger::Purpose;
use sync::wire::Keys;

type Of = Result<Query<Organisation>, QueryRejection>;

/// The body names the purposes.
pub(super) async fn rotate(
    State(state): State<AdminState>,
    query: Of,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Keys>, Problem> {
    let purposes: Vec<Purpose> = serde_json::from_slice(&body?)
        .map_err(|_| Problem::Malformed("not a list of purposes".to_owned()))?;
    let actor = operator(&state, query?.0).await?.granted::<People>()?;
    Ok(Json(state.app.rotate_keys(&actor, &purposes).await?))
}

pub(super) async fn export(
    State(state): State<AdminState>,
    query: Of,
) -> Result<Json<Bundle>, Problem> {
    let actor = operator(&state, query?.0).await?.granted::<People>()?;
    Ok(Json(state.app.private_keys(&actor).await?))
}

pub(super) async fn import(
    State(state): State<AdminState>,
    query: Of,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<usize>, Problem> {
    let bundle: Bundle = serde_json::from_slice(&body?)
        .map_err(|_| Problem::Malformed("not an organisation's keys".to_owned()))?;
    let actor = operator(&state, query?.0).await?.granted::<People>()?;
    Ok(Json(state.app.bring_keys(&actor, &bundle).await?))
}
