//! `/app/sync/v1/photos/{answer}/{question}`: photos given as answers.

use super::blobs::SANDBOX;
use crate::{
    auth::Answers,
    http::{
        error::Problem,
        state::{AppState, SignedIn},
    },
};
use axum::{
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{attachment::Media, ids::AnswerId};

pub(crate) async fn photo(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    path: Result<Path<(AnswerId, String)>, PathRejection>,
) -> Result<Response, Problem> {
    let Path((answer, question)) = path?;
    let actor = actor.granted::<Answers>()?;
    let file = state.app.photo(&actor, answer, &question).await?;
    let headers = [
        (header::CONTENT_TYPE, Media::Jpeg.mime().to_owned()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, "inline".to_owned()),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
    ];
    Ok((headers, Body::from_stream(file.bytes)).into_response())
}
