//! A backup, sent while it is written, and the proof of what the database holds.

use super::AdminState;
use crate::{
    backup::{BackupError, Kept, Report},
    http::error::{Problem, unexpected},
};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::{
        Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
};
use futures_util::stream::poll_fn;
use serde::Deserialize;
use std::io::{self, BufWriter, Write};
use tokio::sync::mpsc;

/// Bytes of one chunk, and chunks that wait for a slow reader.
const CHUNK_BYTES: usize = 256 * 1024;
const CHUNKS: usize = 4;

/// A failure half-way breaks the connection: what came is then no backup.
pub(super) async fn backup(
    State(state): State<AdminState>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Body, Problem> {
    let with_files = !asked?.without_files;
    let (sender, mut receiver) = mpsc::channel(CHUNKS);
    tokio::task::spawn_blocking(move || {
        let out = BufWriter::with_capacity(CHUNK_BYTES, Chunks(sender.clone()));
        if let Err(error) = state.app.backup(out, with_files) {
            tracing::error!(%error, "a backup failed");
            // Nobody may be listening any more.
            let _ = sender.blocking_send(Err(io::Error::other(error)));
        }
    });
    Ok(Body::from_stream(poll_fn(move |context| {
        receiver.poll_recv(context)
    })))
}

/// What is written goes to the caller, chunk by chunk.
struct Chunks(mpsc::Sender<io::Result<Bytes>>);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Leaves the attached files out.
    #[serde(default)]
    without_files: bool,
}

/// The body names heads that somebody kept.
pub(super) async fn verify(
    State(state): State<AdminState>,
    asked: Result<Query<Asked>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Vec<Report>>, Problem> {
    let kept: Vec<Kept> = serde_json::from_slice(&body?)
        .map_err(|_| Problem::Malformed("not a list of kept heads".to_owned()))?;
    let with_files = !asked?.without_files;
    let proved = tokio::task::spawn_blocking(move || state.app.verify(&kept, with_files)).await;
    match proved.map_err(unexpected)? {
        Ok(reports) => Ok(Json(reports)),
        Err(BackupError::Empty) => Err(Problem::Failed(crate::service::Failure::SetUpNeeded)),
        Err(error) => Err(unexpected(error)),
    }
}
