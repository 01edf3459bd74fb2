//! How a command reaches the data. Only one process can hold an embedded database: when the server runs, the command
//! asks it over a loopback listener that `admin.json` in the data folder names; otherwise it opens the database itself
//! and calls the same routes without a network.

use super::CliError;
use crate::{
    backup::BackupError,
    config::Config,
    draft,
    http::admin::{fresh_token, router},
};
use axum::{
    Router,
    body::{Body, Bytes},
    http::{Method, Request, StatusCode, header},
};
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};
use tower::ServiceExt as _;

/// Largest answer of an admin route, in bytes.
const ANSWER_BYTES_MAX: usize = 16 * 1024 * 1024;
const CONNECT_TIME_MAX: Duration = Duration::from_secs(2);

/// What a running server leaves in its data folder, readable by its own user only.
#[derive(Serialize, Deserialize)]
pub struct AdminNote {
    pub address: SocketAddr,
    pub token: String,
}

impl AdminNote {
    fn path(data: &Path) -> PathBuf {
        data.join("admin.json")
    }

    pub fn write(&self, data: &Path) -> io::Result<()> {
        fs::create_dir_all(data)?;
        draft::write(&Self::path(data), &serde_json::to_vec(self)?)
    }

    pub fn remove(data: &Path) {
        if let Err(cause) = fs::remove_file(Self::path(data)) {
            tracing::warn!(%cause, "admin.json is left behind; the next start replaces it");
        }
    }

    fn read(data: &Path) -> Option<AdminNote> {
        let bytes = fs::read(Self::path(data)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// The way to the data a command uses.
pub(super) enum Admin {
    Running {
        note: AdminNote,
        http: reqwest::Client,
    },
    InProcess {
        router: Router,
        token: String,
    },
}

impl Admin {
    /// Through the running server, or with the database opened here.
    pub(super) async fn open(config: &Config) -> Result<Admin, CliError> {
        if let Some(running) = Admin::running(&config.data).await {
            return Ok(running);
        }
        let app = super::serve::open(config).await?;
        let token = fresh_token().map_err(|_| CliError::Answer)?;
        Ok(Admin::InProcess {
            router: router(app, &token),
            token,
        })
    }

    /// The server that holds `data`, when it answers. A note left by a server that was killed answers nothing.
    pub(super) async fn running(data: &Path) -> Option<Admin> {
        let note = AdminNote::read(data)?;
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIME_MAX)
            .no_proxy()
            .build()
            .ok()?;
        let admin = Admin::Running { note, http };
        let (status, _) = admin
            .call(Method::GET, "/admin/v1/ping", Bytes::new())
            .await
            .ok()?;
        (status == StatusCode::OK).then_some(admin)
    }

    /// Asks the running server for a file of any size.
    pub(super) async fn download(
        &self,
        path: &str,
        out: &mut impl io::Write,
    ) -> Result<(), CliError> {
        let Admin::Running { note, http } = self else {
            return Err(CliError::Answer);
        };
        let url = format!("http://{}{path}", note.address);
        let sent = http.get(url).bearer_auth(&note.token).send().await;
        let answer = sent.and_then(reqwest::Response::error_for_status);
        let mut answer = answer.map_err(CliError::Server)?;
        while let Some(chunk) = answer.chunk().await.map_err(CliError::Server)? {
            out.write_all(&chunk).map_err(BackupError::Write)?;
        }
        Ok(())
    }

    /// Calls a route; the body is sent as it is.
    pub(super) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes), CliError> {
        match self {
            Admin::Running { note, http } => {
                let url = format!("http://{}{path}", note.address);
                let request = http
                    .request(method, url)
                    .bearer_auth(&note.token)
                    .body(body);
                let response = request.send().await.map_err(CliError::Server)?;
                let status = response.status();
                Ok((status, response.bytes().await.map_err(CliError::Server)?))
            }
            Admin::InProcess { router, token } => {
                let request = Request::builder()
                    .method(method)
                    .uri(path)
                    .header(header::AUTHORIZATION, format!("Bearer {token}"))
                    .body(Body::from(body))
                    .map_err(|_| CliError::Address(path.to_owned()))?;
                let Ok(response) = router.clone().oneshot(request).await;
                let status = response.status();
                let body = axum::body::to_bytes(response.into_body(), ANSWER_BYTES_MAX).await;
                Ok((status, body.map_err(|_| CliError::Answer)?))
            }
        }
    }

    /// Calls a route and reads its JSON.
    ///
    /// # Errors
    /// `Refused` with the server's code and message when it does not answer 200.
    pub(super) async fn json<T: for<'de> Deserialize<'de>>(
        &self,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Result<T, CliError> {
        #[derive(Deserialize)]
        struct Failure {
            code: String,
            message: String,
        }
        let (status, body) = self.call(method, path, body).await?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|_| CliError::Answer);
        }
        let failure: Failure = serde_json::from_slice(&body).map_err(|_| CliError::Answer)?;
        Err(CliError::Refused {
            code: failure.code,
            message: failure.message,
        })
    }
}
