//! Listening: plain HTTP or TLS, and a graceful stop that lets running requests finish.

use crate::config::TlsFiles;
use axum::Router;
use axum_server::{Handle, tls_rustls::RustlsConfig};
use hyper_util::{
    rt::{TokioExecutor, TokioTimer},
    server::conn::auto::Builder,
};
use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tokio::sync::watch;

/// How long running requests may take after the stop signal.
const DRAIN_MAX: Duration = Duration::from_secs(20);

const HEADERS_TIME_MAX: Duration = Duration::from_secs(10);

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(
        "BOUCLE_LISTEN: cannot listen on {address}: {cause}. Another program may be there already."
    )]
    Bind {
        address: SocketAddr,
        cause: std::io::Error,
    },
    #[error("BOUCLE_TLS_CERT, BOUCLE_TLS_KEY: not a certificate chain and its key in PEM: {0}")]
    Tls(std::io::Error),
    #[error("the listener failed: {0}")]
    Listener(#[from] std::io::Error),
}

/// Takes the port, so that a second server fails before it opens the database.
pub fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    let bound = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    bound.map_err(|cause| ServeError::Bind { address, cause })
}

/// Serves until SIGTERM or Ctrl-C, which `stopping` is told, then until the last request is answered or [`DRAIN_MAX`] is over.
pub async fn until_stopped(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    router: Router,
    stopping: watch::Sender<bool>,
) -> Result<(), ServeError> {
    let handle = Handle::new();
    let stop = tokio::spawn({
        let handle = handle.clone();
        async move {
            stop_signal().await;
            tracing::info!("stopping: running requests may finish");
            stopping.send_replace(true);
            handle.graceful_shutdown(Some(DRAIN_MAX));
        }
    });
    let service = router.into_make_service();
    match tls {
        None => {
            let mut server = axum_server::from_tcp(listener)?;
            limit_headers(server.http_builder());
            server.handle(handle).serve(service).await?;
        }
        Some(config) => {
            let mut server = axum_server::from_tcp_rustls(listener, config)?;
            limit_headers(server.http_builder());
            server.handle(handle).serve(service).await?;
        }
    }
    stop.abort();
    Ok(())
}

/// A connection that never finishes its request's head is closed.
fn limit_headers(builder: &mut Builder<TokioExecutor>) {
    let mut http1 = builder.http1();
    http1
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_TIME_MAX);
}

/// Reads the certificate and its key, so that a wrong one stops the start.
pub async fn tls(files: &TlsFiles) -> Result<RustlsConfig, ServeError> {
    // A second call finds the provider in place already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_chain_file(&files.cert, &files.key)
        .await
        .map_err(ServeError::Tls)
}

/// SIGTERM from a service manager, or Ctrl-C.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
