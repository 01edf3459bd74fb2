//! "Beginning" in docs/sync-protocol.md, read by a program that knows nothing else: every request as it stands there is
//! answered as it stands there.

use crate::app::{Caller, TestApp};
use serde_json::Value;
use std::collections::BTreeSet;

const DOCUMENT: &str = include_str!("../../../docs/sync-protocol.md");

/// What the examples call things that the server names.
const PERSON: &str = "0193c3a1-7e57-7abc-8def-000000000101";
const ORGANISATION: &str = "0193c3a1-7e57-7abc-8def-000000000100";
const CODE: &str = "7K2M4QX9TB";

/// A call, the request, and the answer where one is shown.
struct Example {
    path: String,
    request: String,
    answer: Option<Value>,
}

fn section() -> &'static str {
    let (_, rest) = DOCUMENT.split_once("\n## Beginning\n").unwrap();
    rest.split_once("\n## ").unwrap().0
}

fn examples() -> Vec<Example> {
    let parts = section().split("\n### `POST ").skip(1);
    parts
        .map(|part| {
            let (path, text) = part.split_once('`').unwrap();
            let blocks = text.split("```json\n").skip(1);
            let mut blocks = blocks.map(|block| block.split_once("```").unwrap().0);
            Example {
                path: path.to_owned(),
                request: blocks.next().unwrap().to_owned(),
                answer: blocks
                    .next()
                    .map(|text| serde_json::from_str(text).unwrap()),
            }
        })
        .collect()
}

/// The fields of an answer, at every depth, with what kind of value each holds.
fn shape(value: &Value, at: &str, shape_of: &mut BTreeSet<String>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(items) => {
            for item in items {
                shape(item, &format!("{at}[]"), shape_of);
            }
            "list"
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                shape(value, &format!("{at}.{name}"), shape_of);
            }
            "object"
        }
    };
    shape_of.insert(format!("{at}: {kind}"));
}

fn shaped(value: &Value) -> BTreeSet<String> {
    let mut shape_of = BTreeSet::new();
    shape(value, "", &mut shape_of);
    shape_of
}

fn text<'a>(value: &'a Value, at: &str) -> &'a str {
    value.pointer(at).and_then(Value::as_str).unwrap()
}

/// A cookie as the section writes it, without its value.
fn cookie(set: &str) -> String {
    let (name, rest) = set.split_once('=').unwrap();
    let (_, attributes) = rest.split_once("; ").unwrap();
    format!("`{name}=<token>; {attributes}`")
}

#[tokio::test]
async fn a_client_begins_with_the_document_alone() {
    let (app, _) = TestApp::ready().await;
    let mut caller: Caller = app.anonymous();
    // What the server called the things of the examples.
    let mut names: Vec<(&str, String)> = Vec::new();
    let mut answers = Vec::new();
    for example in examples() {
        let mut request = example.request.clone();
        for (written, real) in &names {
            request = request.replace(written, real);
        }
        let request: Value = serde_json::from_str(&request).unwrap();
        let reply = caller.post(&example.path, &request).await;
        let answer: Value = reply.json();
        if let Some(shown) = &example.answer {
            assert_eq!(shaped(shown), shaped(&answer), "{}", example.path);
        }
        let set = reply.header("set-cookie");
        if !set.is_empty() {
            assert!(section().contains(&cookie(set)), "{set}");
        }
        match example.path.as_str() {
            "/app/api/sign-in" => {
                names.push((PERSON, text(&answer, "/person").to_owned()));
                names.push((ORGANISATION, text(&answer, "/organisation/id").to_owned()));
                let account = format!("{ORGANISATION}.{PERSON}");
                assert!(section().contains(&format!("`{account}`")));
                let account = names
                    .iter()
                    .fold(account, |text, (a, b)| text.replace(a, b));
                caller = caller.with_header("x-boucle-account", &account);
            }
            "/app/sync/v1/push" => assert_eq!(text(&answer, "/results/0/status"), "stored"),
            "/app/api/enrol-code" => {
                names.push((CODE, text(&answer, "/code").to_owned()));
            }
            "/r/intake/v1/enrol" => {
                let token = text(&answer, "/token");
                let mut tablet = app.anonymous().with_header("x-boucle-device", token);
                let kit: Value = tablet.get("/r/intake/v1/kit").await.json();
                assert_eq!(kit["device"], answer["device"]);
            }
            _ => {}
        }
        answers.push((example.path, answer));
    }
    let paths: Vec<&str> = answers.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/app/api/sign-in",
            "/app/api/me",
            "/app/sync/v1/push",
            "/app/api/enrol-code",
            "/r/intake/v1/enrol",
        ]
    );
    assert_eq!(answers[0].1, answers[1].1, "the same again");
}
