//! The two front ends as a browser gets them.

use crate::app::TestApp;
use api::paths::{RESPOND_PAGE, WORKSPACE_PAGES};
use axum::{
    body::Bytes,
    http::{Method, StatusCode},
};

const SCRIPT: &str = "/app/assets/boot-FBWTLIVY.js";

#[tokio::test]
async fn every_page_of_the_list_opens_its_front_end() {
    let app = TestApp::empty().await;
    let mut anyone = app.anonymous();
    for page in WORKSPACE_PAGES {
        let path = page.replace(":id", "0193c3a1-7e57-7abc-8def-0123456789ab");
        let reply = anyone.get(&path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert!(reply.text().contains("workspace"), "{path}");
        assert_eq!(reply.header("cache-control"), "no-cache");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    }
    assert!(anyone.get(RESPOND_PAGE).await.text().contains("respond"));
}

#[tokio::test]
async fn addresses_without_a_page_are_not_found_in_both_languages() {
    let app = TestApp::empty().await;
    let mut anyone = app.anonymous();
    for path in [
        "/app/nope",
        "/app/plan/7",
        "/r/anything",
        "/nope",
        "/app/assets/old-1.js",
        "/../x",
    ] {
        let reply = anyone.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        let text = reply.text();
        assert!(
            text.contains("Cette page n’existe pas") && text.contains("This page does not exist")
        );
        assert!(!text.contains("style="));
    }
    let text = anyone.get("/app/nope").await.text();
    assert!(text.contains(r#"href="/app/assets/workspace-GLGNWMXW.css""#));
}

#[tokio::test]
async fn the_short_addresses_lead_to_the_front_ends() {
    let app = TestApp::empty().await;
    let mut anyone = app.anonymous();
    for (from, to) in [("/", "/app/"), ("/app", "/app/"), ("/r", "/r/")] {
        let reply = anyone.get(from).await;
        assert_eq!(
            (reply.status, reply.header("location")),
            (StatusCode::SEE_OTHER, to)
        );
    }
}

#[tokio::test]
async fn the_smallest_form_the_browser_takes_is_sent() {
    let app = TestApp::empty().await;
    let sent = async |accepted: &str| {
        let mut browser = app.anonymous().with_header("accept-encoding", accepted);
        let reply = browser.get(SCRIPT).await;
        assert_eq!(reply.header("vary"), "accept-encoding");
        assert_eq!(
            reply.header("content-type"),
            "text/javascript; charset=utf-8"
        );
        (reply.header("content-encoding").to_owned(), reply.text())
    };
    let form = |encoding: &str, text: &str| (encoding.to_owned(), text.to_owned());
    assert_eq!(
        sent("gzip, deflate, br, zstd").await,
        form("br", "start, brotli")
    );
    assert_eq!(sent("gzip, br;q=0").await, form("gzip", "start, gzip"));
    assert_eq!(sent("identity").await, form("", "start()"));
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_the_rest_is_asked_about() {
    let app = TestApp::empty().await;
    let mut browser = app.anonymous();
    let for_ever = "public, max-age=31536000, immutable";
    for (path, cache) in [
        (SCRIPT, for_ever),
        ("/app/assets/workspace-a8f1561a3237275e.wasm", for_ever),
        ("/app/", "no-cache"),
        ("/app/sw.js", "no-cache"),
        ("/app/manifest.webmanifest", "no-cache"),
    ] {
        assert_eq!(
            browser.get(path).await.header("cache-control"),
            cache,
            "{path}"
        );
    }
    let wasm = browser
        .get("/app/assets/workspace-a8f1561a3237275e.wasm")
        .await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
}

#[tokio::test]
async fn what_the_browser_has_already_is_not_sent_again() {
    let app = TestApp::empty().await;
    let plain = app.anonymous().get("/app/").await;
    let mut again = app
        .anonymous()
        .with_header("if-none-match", plain.header("etag"));
    let reply = again.get("/app/").await;
    assert_eq!(
        (reply.status, reply.body.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );
    // Another encoding is another representation.
    let mut other = again.with_header("accept-encoding", "br");
    assert_eq!(other.get("/app/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn head_tells_the_length_and_sends_nothing() {
    let app = TestApp::empty().await;
    let mut browser = app.anonymous();
    let reply = browser.send(Method::HEAD, SCRIPT, None, Bytes::new()).await;
    assert_eq!((reply.status, reply.body.len()), (StatusCode::OK, 0));
    assert_eq!(reply.header("content-length"), "7");
}
