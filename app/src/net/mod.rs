//! JSON over fetch, and the bytes of files. An answer that is not ours (a captive portal, a proxy's page, a redirect) counts as being offline.

pub mod pace;
mod stop;
pub mod stream;

pub use stop::{HeldStop, Stop};

use crate::clock;
use intake::wire::Failure;
use js_sys::ArrayBuffer;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Headers, RequestCache, RequestInit, RequestRedirect, Response};

/// Long enough for a batch of 500 items on a slow mobile network.
const TIMEOUT_MS: u32 = 30_000;
/// Long enough for a file of 20 MiB on a slow mobile network.
const FILE_TIMEOUT_MS: u32 = 300_000;

/// Why there is no answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NetError {
    /// Nobody we know answered in time. Normal; tried again later.
    #[error("offline")]
    Offline,
    /// The server refused, with its stable code.
    #[error("{code}")]
    Refused {
        status: u16,
        code: String,
        message: String,
        /// The answer's JSON, for the few codes that carry more.
        body: String,
    },
}

impl NetError {
    /// The server has too much to do, or too much was asked at once: asked again later.
    pub fn is_busy(&self) -> bool {
        matches!(
            self,
            NetError::Refused {
                status: 429 | 503,
                ..
            }
        )
    }
}

/// `GET url`.
///
/// # Errors
/// As [`NetError`] says.
pub async fn get<T: DeserializeOwned>(url: &str, headers: &[(&str, &str)]) -> Result<T, NetError> {
    call("GET", url, headers, None).await
}

/// `POST url` with `body` as JSON.
///
/// # Errors
/// As [`NetError`] says.
pub async fn post<B: Serialize, T: DeserializeOwned>(
    url: &str,
    headers: &[(&str, &str)],
    body: &B,
) -> Result<T, NetError> {
    let json = serde_json::to_string(body).map_err(|_| NetError::Offline)?;
    let body = Body {
        kind: "application/json",
        content: json.into(),
    };
    call("POST", url, headers, Some(body)).await
}

/// `POST url` with the bytes of a file as they are, until somebody stops it.
///
/// # Errors
/// As [`NetError`] says; `Offline` when it was stopped.
pub async fn post_file<T: DeserializeOwned>(
    url: &str,
    file: &Blob,
    stop: &Stop,
) -> Result<T, NetError> {
    let signal = stop.signal().ok_or(NetError::Offline)?;
    told(exchange("POST", url, &[], Some(bytes_of(file)), &signal).await)
}

fn bytes_of(file: &Blob) -> Body {
    Body {
        kind: "application/octet-stream",
        content: file.into(),
    }
}

/// `PUT url` with these bytes.
///
/// # Errors
/// As [`NetError`] says.
pub async fn put_bytes<T: DeserializeOwned>(
    url: &str,
    headers: &[(&str, &str)],
    bytes: &ArrayBuffer,
) -> Result<T, NetError> {
    let body = Body {
        kind: "application/octet-stream",
        content: bytes.into(),
    };
    call("PUT", url, headers, Some(body)).await
}

/// `HEAD url`: the status, and one header of the answer.
///
/// # Errors
/// `Offline`.
pub async fn head(
    url: &str,
    headers: &[(&str, &str)],
    wanted: &str,
) -> Result<(u16, Option<String>), NetError> {
    let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    let sent = send("HEAD", url, headers, None, &signal).await;
    let response = sent.map_err(|_| NetError::Offline)?;
    let header = response.headers().get(wanted).unwrap_or_default();
    Ok((response.status(), header))
}

/// `GET url`, a file and no JSON.
///
/// # Errors
/// As [`NetError`] says.
pub async fn get_file(url: &str, headers: &[(&str, &str)]) -> Result<Blob, NetError> {
    let offline = |_: JsValue| NetError::Offline;
    let signal = AbortSignal::timeout_with_u32(FILE_TIMEOUT_MS);
    let sent = send("GET", url, headers, None, &signal).await;
    let response = sent.map_err(offline)?;
    if !response.ok() {
        let text = text(&response).await.map_err(offline)?;
        return Err(refused(response.status(), text.unwrap_or_default()));
    }
    let reading = response.blob().map_err(offline)?;
    let blob = JsFuture::from(reading).await.map_err(offline)?;
    Ok(blob.unchecked_into())
}

/// What is sent: its content type, and a string or a blob.
struct Body {
    kind: &'static str,
    content: JsValue,
}

async fn call<T: DeserializeOwned>(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<Body>,
) -> Result<T, NetError> {
    let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    told(exchange(method, url, headers, body, &signal).await)
}

fn told<T: DeserializeOwned>(answer: Result<Option<Answer>, JsValue>) -> Result<T, NetError> {
    match answer {
        Ok(Some(answer)) => {
            let told = read(answer.status, answer.text);
            if !matches!(told, Err(NetError::Offline)) {
                clock::heard(&answer.date);
            }
            told
        }
        // Nobody, a redirect, or a page.
        Ok(None) | Err(_) => Err(NetError::Offline),
    }
}

fn is_json(kind: &str) -> bool {
    kind.starts_with("application/json")
}

/// What a JSON answer says. One that is not the type asked for, or no failure of ours, is not our server's.
fn read<T: DeserializeOwned>(status: u16, text: String) -> Result<T, NetError> {
    if (200..300).contains(&status) {
        return serde_json::from_str(&text).map_err(|_| NetError::Offline);
    }
    Err(refused(status, text))
}

/// The refusal in an answer; one that is not ours is nobody's.
fn refused(status: u16, body: String) -> NetError {
    match serde_json::from_str::<Failure>(&body) {
        Ok(Failure { code, message, .. }) => NetError::Refused {
            status,
            code,
            message,
            body,
        },
        Err(_) => NetError::Offline,
    }
}

/// A JSON answer.
struct Answer {
    status: u16,
    text: String,
    /// The header of that name.
    date: String,
}

/// None when the answer is not JSON.
async fn exchange(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<Body>,
    signal: &AbortSignal,
) -> Result<Option<Answer>, JsValue> {
    let response = send(method, url, headers, body, signal).await?;
    let Some(text) = text(&response).await? else {
        return Ok(None);
    };
    Ok(Some(Answer {
        status: response.status(),
        text,
        date: response.headers().get("Date")?.unwrap_or_default(),
    }))
}

async fn send(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<Body>,
    signal: &AbortSignal,
) -> Result<Response, JsValue> {
    let sent = Headers::new()?;
    sent.set("Accept", "application/json")?;
    for (name, value) in headers {
        sent.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Error);
    init.set_signal(Some(signal));
    if let Some(body) = body {
        sent.set("Content-Type", body.kind)?;
        init.set_body(&body.content);
    }
    init.set_headers(&sent);
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?;
    Ok(response.unchecked_into())
}

/// The text of a JSON answer; none when it is not JSON.
async fn text(response: &Response) -> Result<Option<String>, JsValue> {
    let kind = response.headers().get("Content-Type")?.unwrap_or_default();
    if !is_json(&kind) {
        return Ok(None);
    }
    let text = JsFuture::from(response.text()?).await?;
    Ok(text.as_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, text: &str) -> Result<Vec<u32>, NetError> {
        read(status, text.to_owned())
    }

    #[test]
    fn an_answer_that_is_not_ours_counts_as_offline() {
        assert_eq!(told(200, "[1, 2]"), Ok(vec![1, 2]));
        let portals = [
            (200, r#"{"login": "https://portal.example"}"#),
            (200, "<html><body>Wi-Fi</body></html>"),
            (200, ""),
            (403, r#"{"error": "sign in to the network"}"#),
            (511, "Network Authentication Required"),
            (302, ""),
        ];
        for (status, text) in portals {
            assert_eq!(
                told(status, text),
                Err(NetError::Offline),
                "{status} {text}"
            );
        }
        for kind in [
            "text/html; charset=utf-8",
            "",
            "text/plain",
            "application/octet-stream",
        ] {
            assert!(!is_json(kind), "{kind}");
        }
        assert!(is_json("application/json") && is_json("application/json; charset=utf-8"));
    }

    #[test]
    fn a_failure_of_our_server_keeps_its_code() {
        let body = r#"{"code": "gap", "message": "…", "last_cseq": 4}"#;
        let refused = told(409, body).unwrap_err();
        assert!(matches!(
            refused,
            NetError::Refused { status: 409, code, body: kept, .. } if code == "gap" && kept == body
        ));
    }
}
