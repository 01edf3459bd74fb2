//! Importing a spreadsheet: the server reads it, says what it would take, and takes it when asked to. Online only.

use crate::net::{self, NetError, Stop};
use api::{
    model::{ImportEvent, ImportReport},
    outreach::ReturnedFile,
};
use std::collections::BTreeMap;

/// Field or question key to column number, from 0.
pub type Mapping = BTreeMap<String, u32>;

/// Sends the file to `url` (a path, which may have a query of its own), for the server to say what it would take. Without a
/// mapping the server guesses one. Nothing is written.
///
/// # Errors
/// Offline or stopped, or the server's refusal.
pub async fn check(
    url: &str,
    file: &web_sys::Blob,
    mapping: Option<&Mapping>,
    stop: &Stop,
) -> Result<ImportReport, NetError> {
    net::post_file(&asked(url, mapping, &[]), file, stop).await
}

/// Has the server take the rows; `progress` hears how many of how many it did.
///
/// # Errors
/// The server's refusal, with nothing written; offline or stopped, with some rows taken, which the same file again does not
/// double.
pub async fn take(
    url: &str,
    file: &web_sys::Blob,
    mapping: &Mapping,
    stop: &Stop,
    progress: impl Fn(u32, u32),
) -> Result<ImportReport, NetError> {
    let url = asked(url, Some(mapping), &["commit=true", "progress=true"]);
    let mut ended = Err(NetError::Offline);
    let each = |event| match event {
        ImportEvent::Progress { done, of } => progress(done, of),
        ImportEvent::Done(report) => ended = Ok(report),
        ImportEvent::Failed { code } => {
            ended = Err(NetError::Refused {
                status: 422,
                code,
                message: String::new(),
                body: String::new(),
            });
        }
    };
    net::stream::post_file(&url, file, stop, each).await?;
    ended
}

fn asked(url: &str, mapping: Option<&Mapping>, more: &[&str]) -> String {
    let mut query: Vec<String> = more.iter().map(|more| (*more).to_owned()).collect();
    if let Some(json) = mapping.and_then(|mapping| serde_json::to_string(mapping).ok()) {
        let encoded = String::from(js_sys::encode_uri_component(&json));
        query.push(format!("mapping={encoded}"));
    }
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{}", query.join("&"))
}

/// What a file of returned mail says; changes nothing.
///
/// # Errors
/// As [`check`].
pub async fn returned(file: &web_sys::Blob, stop: &Stop) -> Result<ReturnedFile, NetError> {
    net::post_file("/app/import/v1/returned", file, stop).await
}
