//! Headers of every answer, cross-site calls, cookies.

use crate::app::{PASSWORD, TestApp};
use axum::http::StatusCode;
use serde_json::json;
use server::config::Settings;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::empty().await;
    let mut anyone = app.anonymous();
    for path in [
        "/app/",
        "/r/",
        "/",
        "/nope",
        "/health",
        "/app/sync/v1/pull",
        "/app/api/nope",
    ] {
        let reply = anyone.get(path).await;
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains("http"));
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"));
        // Only the workspace frames anything: bytes that it holds, no address.
        let frames = policy
            .split("; ")
            .find(|part| part.starts_with("frame-src"));
        let workspace = path.starts_with("/app/");
        assert_eq!(frames, workspace.then_some("frame-src blob:"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
        assert!(
            reply
                .header("permissions-policy")
                .contains("geolocation=()")
        );
        assert_eq!(reply.header("strict-transport-security"), "", "plain HTTP");
    }
}

#[tokio::test]
async fn behind_https_browsers_are_told_to_stay_there_and_cookies_are_secure() {
    let app = TestApp::with(Settings {
        public_url: Some("https://boucle.example.org".to_owned()),
        ..Settings::default()
    })
    .await;
    let mut anyone = app.anonymous();
    let reply = anyone.get("/app/").await;
    assert!(
        reply
            .header("strict-transport-security")
            .starts_with("max-age=")
    );
    let reply = anyone.api("sign-out", json!({})).await;
    assert!(
        reply.header("set-cookie").ends_with("; Secure"),
        "{}",
        reply.header("set-cookie")
    );
}

#[tokio::test]
async fn other_sites_cannot_change_anything() {
    let (app, _) = TestApp::ready().await;
    let sign_in = json!({ "email": "direction@example.org", "password": PASSWORD });
    let browser = || app.anonymous().without_header("sec-fetch-site");
    for mut forged in [
        browser(),
        browser().with_header("origin", "https://evil.example"),
        browser().with_header("origin", "null"),
        browser().with_header("sec-fetch-site", "cross-site"),
        browser().with_header("sec-fetch-site", "same-site"),
    ] {
        forged
            .api("sign-in", sign_in.clone())
            .await
            .refused(403, "cross_site");
        forged
            .post("/app/sync/v1/push", &json!({}))
            .await
            .refused(403, "cross_site");
        forged
            .post("/r/intake/v1/items", &json!({}))
            .await
            .refused(403, "cross_site");
        forged
            .post_bytes("/app/import/v1/sessions", "a,b")
            .await
            .refused(403, "cross_site");
    }
    let mut own = browser().with_header("origin", "http://127.0.0.1:3000");
    own.api("sign-in", sign_in).await.ok();
}

#[tokio::test]
async fn a_persons_cookie_stays_in_the_workspace() {
    let (app, _) = TestApp::ready().await;
    let mut person = app.anonymous();
    let sign_in = json!({ "email": "direction@example.org", "password": PASSWORD });
    let reply = person.api("sign-in", sign_in).await;
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("boucle_session="), "{cookie}");
    assert!(cookie.contains("; Path=/app;") && cookie.contains("; HttpOnly; SameSite=Lax"));
    assert_eq!(reply.header("cache-control"), "no-store");

    person.api("me", json!({})).await.ok();
    person.api("sign-out", json!({})).await.ok();
    person
        .api("me", json!({}))
        .await
        .refused(401, "sign_in_needed");
}

#[tokio::test]
async fn a_tablets_cookie_stays_in_the_respondents_place() {
    let (app, mut direction) = TestApp::ready().await;
    let code: serde_json::Value = direction
        .api("enrol-code", json!({ "name": "Salle 2" }))
        .await
        .json();
    let mut tablet = app.anonymous();
    let reply = tablet
        .post("/r/intake/v1/enrol", &json!({ "code": code["code"] }))
        .await;
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("boucle_device="), "{cookie}");
    assert!(cookie.contains("; Path=/r;") && cookie.contains("; HttpOnly; SameSite=Strict"));
    assert_eq!(tablet.get("/r/intake/v1/kit").await.status, StatusCode::OK);
    // A browser that died before it wrote the cookie to disk comes back with the token alone.
    let enrolled: serde_json::Value = reply.json();
    let token = enrolled["token"].as_str().unwrap();
    let mut again = app.anonymous().with_header("x-boucle-device", token);
    assert_eq!(again.get("/r/intake/v1/kit").await.status, StatusCode::OK);
    let mut forged = app.anonymous().with_header("x-boucle-device", "forged");
    let reply = forged.get("/r/intake/v1/kit").await;
    reply.refused(401, "device_unknown");
    tablet
        .api("me", json!({}))
        .await
        .refused(401, "sign_in_needed");
}
