//! HTTPS with a certificate and its key.

use crate::process::{Process, boucle};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, Stream,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::Arc,
};

fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn browsers_are_served_over_https_and_told_to_stay() {
    let data = tempfile::tempdir().unwrap();
    let (cert, key) = (fixture("tls_cert.pem"), fixture("tls_key.pem"));
    let server = Process::start_with(data.path(), &["--tls-cert", &cert, "--tls-key", &key]);
    let address = server
        .url
        .strip_prefix("https://")
        .unwrap()
        .trim_end_matches('/');

    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(&cert).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let mut tls = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut tcp = TcpStream::connect(address).unwrap();
    let mut stream = Stream::new(&mut tls, &mut tcp);
    let request = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.contains("strict-transport-security: max-age="),
        "{answer}"
    );
}

#[test]
fn a_key_that_is_none_stops_the_start_with_the_settings_name() {
    let data = tempfile::tempdir().unwrap();
    let cert = fixture("tls_cert.pem");
    let mut command = boucle(data.path());
    command.args([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--tls-cert",
        &cert,
        "--tls-key",
        &cert,
    ]);
    command.env("BOUCLE_DIST", crate::process::dist(data.path()));
    let output = command.output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("BOUCLE_TLS_KEY"), "{said}");
}
