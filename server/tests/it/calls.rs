//! The server functions: that all are there, and that their failures have a status.

use crate::app::{PASSWORD, TestApp};
use serde_json::json;

/// The linker may drop a function nobody names: this is the list the front end counts on.
const ENDPOINTS: [&str; 43] = [
    "welcome",
    "set-up",
    "sign-in",
    "sign-out",
    "me",
    "switch-organisation",
    "edit-organisation",
    "removals",
    "would-remove",
    "set-retention",
    "people",
    "team",
    "set-role",
    "withdraw",
    "new-link",
    "end-link",
    "invite",
    "invitation",
    "accept-invitation",
    "tablets",
    "tablets-hold",
    "enrol-code",
    "edit-tablet",
    "quarantine",
    "decide",
    "left-aside",
    "revoke-tablet",
    "create-demo",
    "drop-demo",
    "contacts",
    "save-contact",
    "erase-contact",
    "contact-file",
    "named-answers",
    "note-returned",
    "undo-contacts",
    "mailing",
    "mail-preview",
    "test-mail",
    "send-mail",
    "personal-links",
    "strips",
    "typing-link",
];

#[test]
fn every_server_function_is_registered() {
    let mut registered: Vec<String> = server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.to_owned())
        .collect();
    let mut wanted: Vec<String> = ENDPOINTS.map(|name| format!("/app/api/{name}")).into();
    registered.sort();
    wanted.sort();
    assert_eq!(registered, wanted);
}

#[tokio::test]
async fn failures_have_the_status_and_code_of_their_kind() {
    let (app, _) = TestApp::ready().await;
    let mut stranger = app.anonymous();
    let wrong = json!({ "email": "direction@example.org", "password": "not this one at all" });
    stranger
        .api("sign-in", wrong)
        .await
        .refused(401, "wrong_credentials");
    stranger
        .api("people", json!({}))
        .await
        .refused(401, "sign_in_needed");
    let token = json!({ "token": "unknown" });
    stranger
        .api("invitation", token)
        .await
        .refused(410, "expired");
    let again = json!({ "setup": {
        "organisation": "Autre", "contact": "x", "name": "X", "email": "x@example.org", "password": PASSWORD,
    }});
    stranger
        .api("set-up", again)
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn a_form_post_from_a_page_is_not_redirected() {
    let app = TestApp::empty().await;
    let mut browser = app
        .anonymous()
        .with_header("accept", "text/html")
        .with_header("referer", "http://127.0.0.1:3000/app/");
    let reply = browser.api("welcome", json!({})).await;
    reply.ok();
    assert_eq!(reply.header("location"), "");
}
