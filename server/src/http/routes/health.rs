//! Whether the server can do its work, for whoever watches it.

use crate::http::{error::Problem, state::AppState};
use axum::{Json, extract::State};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Health {
    status: &'static str,
    version: &'static str,
}

/// 200 only when the database answers.
pub(crate) async fn health(State(state): State<AppState>) -> Result<Json<Health>, Problem> {
    state.app.health().await?;
    Ok(Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    }))
}
