//! `/app/sync/v1/blobs/{sha256}`: files attached to records.

use crate::{
    auth::Act,
    http::{
        error::Problem,
        state::{AppState, SignedIn, Uploading},
    },
    service::Chunk,
};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, PathRejection, QueryRejection},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::attachment::{FileHash, Media};
use serde::Deserialize;
use sync::blob::{HAVE_HEADER, Uploaded};

#[derive(Deserialize)]
pub(crate) struct ChunkQuery {
    size: u64,
    off: u64,
}

pub(crate) async fn chunk(
    State(state): State<AppState>,
    Uploading(actor): Uploading,
    path: Result<Path<FileHash>, PathRejection>,
    query: Result<Query<ChunkQuery>, QueryRejection>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Json<Uploaded>, Problem> {
    let Path(sha) = path?;
    let Query(ChunkQuery { size, off }) = query?;
    let actor = actor.granted::<Act>()?;
    let bytes = bytes?;
    let chunk = Chunk {
        sha,
        size,
        off,
        bytes,
    };
    Ok(Json(state.app.keep_chunk(&actor, chunk).await?))
}

/// How far the file is: 200 when it is whole, 404 before.
pub(crate) async fn have(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    path: Result<Path<FileHash>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(sha) = path?;
    let Uploaded { have, complete } = state.app.file_state(&actor, sha).await?;
    let status = if complete {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    Ok((status, [(HAVE_HEADER, have.to_string())]).into_response())
}

/// Somebody sent these bytes: even opened in a tab of its own the file runs nothing and reaches nothing.
pub(super) const SANDBOX: &str = "default-src 'none'; sandbox";

pub(crate) async fn file(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    path: Result<Path<FileHash>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(sha) = path?;
    let (media, file) = state.app.file(&actor, sha).await?;
    let disposition = match media {
        Media::Pdf => format!("attachment; filename=\"{sha}.pdf\""),
        Media::Jpeg | Media::Png | Media::Webp => "inline".to_owned(),
    };
    let headers = [
        (header::CONTENT_TYPE, media.mime().to_owned()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
    ];
    Ok((headers, Body::from_stream(file.bytes)).into_response())
}
