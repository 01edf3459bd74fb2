//! `boucle serve`

use super::{AdminNote, CliError, output};
use crate::{
    blobs::Blobs,
    config::Config,
    http::{
        admin,
        assets::Assets,
        router::router,
        serve::{bind, tls, until_stopped},
        state::AppState,
    },
    service::{App, Settings, SystemHost},
    supervise::again_and_again,
};
use clap::Args;
use std::{path::Path, sync::Arc, time::Duration};
use store::Store;

#[derive(Args, Debug)]
pub(super) struct Serve {
    /// Make the example organisation unless there is one
    #[arg(long)]
    demo: bool,
}

const CLOSE_DUE_EVERY: Duration = Duration::from_secs(3600);
const SEND_DUE_EVERY: Duration = Duration::from_secs(60);

pub(super) async fn run(command: Serve, config: Config) -> Result<(), CliError> {
    // All that can be wrong first: a server that cannot serve must not touch the database.
    let listener = bind(config.listen)?;
    let tls = match &config.tls {
        Some(files) => Some(tls(files).await?),
        None => None,
    };
    let assets = assets(config.dist.as_deref())?;
    let app = open(&config).await?;
    let scheme = if config.tls.is_some() {
        "https"
    } else {
        "http"
    };
    // Port 0 asks the system for one: tell the real one.
    let address = listener.local_addr().unwrap_or(config.listen);
    tracing::info!(address = %format!("{scheme}://{address}/"), "listening");

    let admin = listen_for_commands(app.clone(), &config.data).await?;
    let hourly = tokio::spawn(hourly(app.clone()));
    let mail = tokio::spawn(mail(app.clone()));
    if command.demo {
        make_demo(&app).await;
    }
    let state = AppState::new(app, assets, &config);
    let stopping = state.stopping.clone();
    let failed = state.app.clone();
    let served = tokio::select! {
        served = until_stopped(listener, tls, router(state), stopping) => served.map_err(CliError::from),
        () = failed.disk_failed() => Err(CliError::DiskFailed),
    };
    hourly.abort();
    mail.abort();
    admin.abort();
    AdminNote::remove(&config.data);
    tracing::info!("stopped");
    served
}

/// Opens the database alone, whatever it holds.
pub(super) async fn open_store(config: &Config) -> Result<Store, CliError> {
    Ok(Store::open(config.database.expose()).await?)
}

/// Opens the database and reads every organisation's log.
pub(super) async fn open(config: &Config) -> Result<Arc<App>, CliError> {
    let store = open_store(config).await?;
    let settings = Settings {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        public_url: config.public_url.clone(),
        address: config.address(),
        mailer: config.mailer.clone(),
        checkpoints: config.checkpoints.clone(),
        timestamp_authority: config.timestamp_authority.clone(),
    };
    let blobs = Blobs::open(&config.blobs)
        .await
        .map_err(|error| CliError::Store(error.to_string()))?;
    App::open(store, blobs, Arc::new(SystemHost), settings)
        .await
        .map_err(|error| CliError::Store(error.to_string()))
}

fn assets(dist: Option<&Path>) -> Result<Assets, CliError> {
    #[cfg(feature = "embed")]
    if dist.is_none() {
        return Ok(Assets::embedded());
    }
    Ok(Assets::from_folder(dist.unwrap_or(Path::new("dist")))?)
}

/// A listener for commands on this machine only, and the note that tells them where it is.
async fn listen_for_commands(
    app: Arc<App>,
    data: &Path,
) -> Result<tokio::task::JoinHandle<()>, CliError> {
    let failed = |cause| CliError::Data {
        path: data.to_owned(),
        cause,
    };
    let token = admin::fresh_token().map_err(|error| failed(std::io::Error::other(error)))?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let router = admin::router(app, &token);
    AdminNote { address, token }.write(data).map_err(failed)?;
    Ok(tokio::spawn(async move {
        if let Err(cause) = axum::serve(listener, router).await {
            tracing::error!(%cause, "commands on this machine are not answered any more");
        }
    }))
}

async fn hourly(app: Arc<App>) {
    let turn = || close_due(app.clone());
    again_and_again("hourly work", CLOSE_DUE_EVERY, std::future::pending, turn).await;
}

async fn mail(app: Arc<App>) {
    let wanted = || app.mail_wanted();
    let turn = || send_due(app.clone());
    again_and_again("mail", SEND_DUE_EVERY, wanted, turn).await;
}

async fn close_due(app: Arc<App>) {
    if let Err(cause) = app.follow_others().await {
        tracing::warn!(%cause, "which organisations there are is not known anew");
    }
    match app.close_due().await {
        Ok(0) => {}
        Ok(closed) => tracing::info!(closed, "campaigns past their last day"),
        Err(failure) => tracing::warn!(code = failure.code(), "closing campaigns failed"),
    }
    match app.checkpoint_due().await {
        0 => {}
        made => tracing::info!(made, "checkpoints"),
    }
    match app.stamp_due().await {
        0 => {}
        stamped => tracing::info!(stamped, "checkpoints time-stamped"),
    }
    match app.sweep_files().await {
        Ok(0) => {}
        Ok(swept) => tracing::info!(swept, "files begun and left"),
        Err(failure) => tracing::warn!(code = failure.code(), "sweeping files failed"),
    }
}

async fn send_due(app: Arc<App>) {
    match app.send_due().await {
        Ok(0) => {}
        Ok(sent) => tracing::info!(sent, "mails sent"),
        Err(failure) => tracing::warn!(code = failure.code(), "sending mail failed"),
    }
}

async fn make_demo(app: &App) {
    let made = async {
        let operator = app.operator(None).await?;
        app.create_demo(&operator.granted()?).await
    };
    match made.await {
        Ok(_) => tracing::info!("the example organisation is there"),
        Err(failure) => {
            tracing::warn!(code = failure.code(), "no example organisation");
            output::say("Example data: first create your organisation on the first screen.");
        }
    }
}
