//! Importing a spreadsheet: the server reads it, says what it would take, and takes it when asked to. Online only.

use crate::net::{self, NetError};
use api::model::ImportReport;
use std::collections::BTreeMap;

/// Field or question key to column number, from 0.
pub type Mapping = BTreeMap<String, u32>;

/// Sends the file to `url` (a path, which may have a query of its own). Without a mapping the server guesses one;
/// without `commit` nothing is written.
///
/// # Errors
/// Offline, or the server's refusal; nothing was written.
pub async fn import(
    url: &str,
    file: &web_sys::Blob,
    mapping: Option<&Mapping>,
    commit: bool,
) -> Result<ImportReport, NetError> {
    let mut query = Vec::new();
    if let Some(json) = mapping.and_then(|mapping| serde_json::to_string(mapping).ok()) {
        let encoded = String::from(js_sys::encode_uri_component(&json));
        query.push(format!("mapping={encoded}"));
    }
    if commit {
        query.push("commit=true".to_owned());
    }
    let joint = if url.contains('?') { '&' } else { '?' };
    net::post_file(&format!("{url}{joint}{}", query.join("&")), file).await
}
