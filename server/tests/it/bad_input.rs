//! Input of every wrong kind: a stable code and a sentence, nothing changed, the server alive.

use crate::{
    app::{Caller, TestApp},
    team::{Team, random},
};
use axum::{
    body::Bytes,
    http::{Method, StatusCode},
};
use domain::entity::{EntityKind, fields};
use serde_json::{Value, json};

const PUSH: &str = "/app/sync/v1/push";
const ITEMS: &str = "/r/intake/v1/items";
const JSON: Option<&str> = Some("application/json");

async fn alive(app: &TestApp) {
    let health: Value = app.anonymous().get("/health").await.json();
    assert_eq!(health["status"], "ok");
}

async fn post(caller: &mut Caller, path: &str, body: impl Into<Bytes>) -> crate::app::Reply {
    caller.send(Method::POST, path, JSON, body.into()).await
}

#[tokio::test]
async fn bodies_that_are_not_what_they_should_be() {
    let (app, mut direction) = TestApp::ready().await;
    let mut tablet = app.tablet(&mut direction).await;
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{\"device\":7}",
        "\u{0}\u{1}",
        "{\"items\":[{}],\"unsent\":-1}",
    ] {
        post(&mut direction, PUSH, body)
            .await
            .refused(400, "malformed");
        post(&mut tablet, ITEMS, body)
            .await
            .refused(400, "malformed");
        post(&mut tablet, "/r/intake/v1/enrol", body)
            .await
            .refused(400, "malformed");
        post(&mut direction, "/app/api/invite", body)
            .await
            .refused(400, "malformed");
    }
    let not_utf8 = Bytes::from_static(b"{\"device\":\"\xff\"}");
    post(&mut direction, PUSH, not_utf8)
        .await
        .refused(400, "malformed");
    let deep = "[".repeat(100_000);
    post(&mut direction, PUSH, deep)
        .await
        .refused(400, "malformed");
    alive(&app).await;
}

/// A clock from before 1970, a salt that is none: the others of the batch are taken, and the queue goes on.
#[tokio::test]
async fn one_operation_that_cannot_be_read_stops_none_of_the_others() {
    let (app, mut direction) = TestApp::ready().await;
    let mut team = Team::of(&mut direction).await;
    let mut op = || {
        let op = team.op(EntityKind::Action, random(), fields(&testkit::action()));
        serde_json::to_value(op).unwrap()
    };
    let (first, mut clock, third, mut salt, fifth) = (op(), op(), op(), op(), op());
    clock["wall_ms"] = json!(-5);
    salt["salt"] = json!("not base64url!");
    let push = |ops: &[&Value]| json!({ "device": first["device"], "epoch": null, "ops": ops });
    let told = |reply: &crate::app::Reply| {
        let pushed: Value = reply.json();
        let results = pushed["results"].as_array().unwrap().iter();
        let told = results.map(|one| {
            (
                one["id"].clone(),
                one["status"].clone(),
                one["code"].clone(),
            )
        });
        told.collect::<Vec<_>>()
    };
    let one = |op: &Value, status: &str| (op["id"].clone(), json!(status), Value::Null);
    let bad = |op: &Value| (op["id"].clone(), json!("rejected"), json!("malformed"));

    let batch = push(&[&first, &clock, &third, &salt]);
    let reply = direction.post(PUSH, &batch).await;
    let expected = [
        one(&first, "stored"),
        bad(&clock),
        one(&third, "stored"),
        bad(&salt),
    ];
    assert_eq!(told(&reply), expected);
    // Whoever lost that answer sends it again; and what is made later follows.
    let reply = direction.post(PUSH, &batch).await;
    let expected = [
        one(&first, "duplicate"),
        bad(&clock),
        one(&third, "duplicate"),
        bad(&salt),
    ];
    assert_eq!(told(&reply), expected);
    let reply = direction.post(PUSH, &push(&[&fifth])).await;
    assert_eq!(told(&reply), [one(&fifth, "stored")]);
    // What has no name, or leaves a hole, is answered as before.
    let mut nameless = clock.clone();
    nameless["id"] = json!(7);
    let reply = direction.post(PUSH, &push(&[&nameless])).await;
    reply.refused(400, "malformed");
    clock["cseq"] = json!(9);
    let reply = direction.post(PUSH, &push(&[&clock])).await;
    reply.refused(409, "gap");
    alive(&app).await;
}

#[tokio::test]
async fn one_item_that_cannot_be_read_stops_none_of_the_others() {
    let (app, mut direction) = TestApp::ready().await;
    let mut tablet = app.tablet(&mut direction).await;
    let item =
        |sealed: Value| json!({ "id": random(), "alg": "none", "kid": "k1", "sealed": sealed });
    let items = [
        item(json!(7)),
        item(json!("AAAA")),
        item(json!("?")),
        item(json!("BBBB")),
    ];
    let batch = json!({ "items": items, "unsent": 0 });
    let reply = tablet.post(ITEMS, &batch).await;
    let receipts: Value = reply.json();
    let receipts = receipts["receipts"].as_array().unwrap();
    let statuses: Vec<_> = receipts.iter().map(|one| one["status"].clone()).collect();
    assert_eq!(
        statuses,
        ["rejected", "quarantined", "rejected", "quarantined"]
    );
    for (item, receipt) in items.iter().zip(receipts) {
        assert_eq!(receipt["id"], item["id"]);
    }
    assert_eq!(receipts[0]["code"], "malformed");
    let nameless = json!({ "items": [{ "sealed": "AAAA" }], "unsent": 0 });
    tablet
        .post(ITEMS, &nameless)
        .await
        .refused(400, "malformed");
}

#[tokio::test]
async fn refusals_never_quote_the_body() {
    let (_app, mut direction) = TestApp::ready().await;
    let reply = post(&mut direction, PUSH, "{\"device\":\"phrase secrète\"}").await;
    reply.refused(400, "malformed");
    assert!(!reply.text().contains("secrète"), "{}", reply.text());
}

#[tokio::test]
async fn a_body_of_another_type() {
    let (_app, mut direction) = TestApp::ready().await;
    for kind in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let reply = direction
            .send(Method::POST, PUSH, kind, Bytes::from("{}"))
            .await;
        reply.refused(415, "unsupported_media_type");
    }
}

#[tokio::test]
async fn bodies_over_the_limit_of_their_route() {
    let (app, mut direction) = TestApp::ready().await;
    let mut tablet = app.tablet(&mut direction).await;
    let mib = 1024 * 1024;
    post(&mut direction, PUSH, vec![b' '; 8 * mib + 1])
        .await
        .refused(413, "too_large");
    post(&mut tablet, ITEMS, vec![b' '; 2 * mib + 1])
        .await
        .refused(413, "too_large");
    post(&mut direction, "/app/api/me", vec![b' '; mib])
        .await
        .refused(413, "too_large");
    let file = vec![b'a'; 10 * mib + 1];
    direction
        .post_bytes("/app/import/v1/sessions", file)
        .await
        .refused(413, "too_large");
    alive(&app).await;
}

#[tokio::test]
async fn methods_an_address_does_not_take() {
    let app = TestApp::empty().await;
    let mut anyone = app.anonymous();
    for (method, path) in [
        (Method::GET, PUSH),
        (Method::DELETE, ITEMS),
        (Method::POST, "/health"),
        (Method::PUT, "/app/sync/v1/pull"),
        (Method::POST, "/app/"),
        (Method::GET, "/app/api/me"),
    ] {
        let reply = anyone.send(method, path, JSON, Bytes::from("{}")).await;
        reply.refused(405, "method_not_allowed");
    }
}

#[tokio::test]
async fn unknown_calls_are_answered_in_json() {
    let app = TestApp::empty().await;
    let mut anyone = app.anonymous();
    for path in [
        "/app/sync/v2/pull",
        "/app/api",
        "/r/intake/v1/nope",
        "/app/export/v1/all",
    ] {
        let reply = anyone.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
    anyone
        .get("/app/sync/v2/pull")
        .await
        .refused(404, "not_found");
    anyone
        .api("drop-everything", json!({}))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn headers_and_queries_that_make_no_sense() {
    let (app, mut direction) = TestApp::ready().await;
    direction
        .get("/app/sync/v1/pull")
        .await
        .refused(400, "malformed");
    direction
        .get("/app/sync/v1/pull?scope=everything")
        .await
        .refused(400, "malformed");
    direction
        .get("/app/sync/v1/pull?scope=team&after=-1")
        .await
        .refused(400, "malformed");
    direction
        .get("/app/export/v1/campaigns/7/results.csv")
        .await
        .refused(404, "not_found");

    let mut stranger = app
        .anonymous()
        .with_header("cookie", "boucle_session=\u{e9}; ;;=;a");
    stranger
        .get("/app/sync/v1/pull?scope=team")
        .await
        .refused(401, "sign_in_needed");
    for link in [
        "",
        "nope",
        "a.b.c",
        "atelier.AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "'; DROP TABLE op",
    ] {
        let mut stranger = app.link(link);
        stranger
            .get("/r/intake/v1/kit")
            .await
            .refused(401, "link_unknown");
    }
    app.anonymous()
        .get("/r/intake/v1/kit")
        .await
        .refused(401, "device_unknown");
}

#[tokio::test]
async fn a_bad_file_is_named_and_nothing_is_written() {
    let (app, mut direction) = TestApp::ready().await;
    let path = "/app/import/v1/sessions?commit=true";
    for (file, code) in [
        (&b""[..], "file_empty"),
        (b"\n\n\n", "file_empty"),
        (b"a,b\n\"open,1\n2,3\n", "file_open_quote"),
        (b"PK\x03\x04 not an archive", "file_damaged"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "file_unknown_format"),
        (b"%PDF-1.7", "file_unknown_format"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file_unknown_format"),
    ] {
        direction.post_bytes(path, file).await.refused(422, code);
    }
    let mapping = "/app/import/v1/sessions?mapping=%5B1%5D";
    direction
        .post_bytes(mapping, "a,b\n1,2\n")
        .await
        .refused(400, "malformed");
    let page: Value = direction.get("/app/sync/v1/pull?scope=team").await.json();
    assert_eq!(page["head"], 0);
    alive(&app).await;
}
