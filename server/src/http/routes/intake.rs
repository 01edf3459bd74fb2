//! `/r/intake/v1`: what respondents' devices ask and send.

use crate::http::{
    body::{Json, JsonBytes},
    cookies,
    error::Problem,
    shown::shown,
    state::{AppState, Responding},
};
use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use intake::{
    incoming::Incoming,
    wire::{DELIVERED_HEADER, Enrol, Holds},
};

pub(crate) async fn kit(
    State(state): State<AppState>,
    Responding(respondent): Responding,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kit = state
        .app
        .kit(
            &respondent,
            shown(&headers, DELIVERED_HEADER, |text| text.parse().ok()),
        )
        .await?;
    Ok(axum::Json(kit).into_response())
}

pub(crate) async fn keys(
    State(state): State<AppState>,
    Responding(respondent): Responding,
) -> Result<Response, Problem> {
    let keys = state.app.keys_for(&respondent).await?;
    Ok(axum::Json(keys).into_response())
}

pub(crate) async fn items(
    State(state): State<AppState>,
    Responding(respondent): Responding,
    body: JsonBytes,
) -> Result<Response, Problem> {
    let batch = body.read(Incoming::read)?;
    let receipts = state.app.take_items(&respondent, batch).await?;
    Ok(axum::Json(receipts).into_response())
}

pub(crate) async fn custody(
    State(state): State<AppState>,
    Responding(respondent): Responding,
    Json(holds): Json<Holds>,
) -> Result<Response, Problem> {
    let counts = state.app.tablet_holds(&respondent, holds).await?;
    Ok(axum::Json(counts).into_response())
}

pub(crate) async fn enrol(
    State(state): State<AppState>,
    Json(enrol): Json<Enrol>,
) -> Result<Response, Problem> {
    let enrolled = state.app.enrol(&enrol).await?;
    let cookie = cookies::DEVICE.set(&enrolled.token, state.secure);
    let mut response = axum::Json(enrolled).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}
