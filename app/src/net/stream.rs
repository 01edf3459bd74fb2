//! Event streams as answers: each event is a line of JSON, told as soon as it is there.

use super::{NetError, Stop, bytes_of, refused, send, text};
use js_sys::{Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, Response};

/// `POST url` with the bytes of a file; `each` hears the events until the stream ends or somebody stops it.
///
/// # Errors
/// As [`NetError`] says; `Offline` when it was stopped, or broke off.
pub async fn post_file<T: DeserializeOwned>(
    url: &str,
    file: &Blob,
    stop: &Stop,
    mut each: impl FnMut(T),
) -> Result<(), NetError> {
    let offline = |_: JsValue| NetError::Offline;
    let signal = stop.signal().ok_or(NetError::Offline)?;
    let sent = send("POST", url, &[], Some(bytes_of(file)), &signal).await;
    let response = sent.map_err(offline)?;
    if !response.ok() {
        let text = text(&response).await.map_err(offline)?;
        return Err(refused(response.status(), text.unwrap_or_default()));
    }
    let reader = reader(&response).ok_or(NetError::Offline)?;
    let mut lines = Lines::default();
    while let Some(bytes) = next(&reader).await.map_err(offline)? {
        for event in lines.take(&bytes) {
            each(event);
        }
    }
    Ok(())
}

fn reader(response: &Response) -> Option<ReadableStreamDefaultReader> {
    response.body()?.get_reader().dyn_into().ok()
}

/// The next bytes; none after the last.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let read = JsFuture::from(reader.read()).await?;
    if Reflect::get(&read, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    let bytes: Uint8Array = Reflect::get(&read, &"value".into())?.dyn_into()?;
    Ok(Some(bytes.to_vec()))
}

/// What came of a line that has not ended.
#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    /// The events that are whole with these bytes. What is no event of ours, such as a sign of life, is passed over.
    fn take<T: DeserializeOwned>(&mut self, bytes: &[u8]) -> Vec<T> {
        self.0.extend_from_slice(bytes);
        let Some(end) = self.0.iter().rposition(|byte| *byte == b'\n') else {
            return Vec::new();
        };
        let whole: Vec<u8> = self.0.drain(..=end).collect();
        let lines = whole.split(|byte| *byte == b'\n');
        let events = lines.filter_map(|line| line.strip_prefix(b"data:"));
        events
            .filter_map(|json| serde_json::from_slice(json).ok())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn events_are_read_wherever_the_network_cuts_them() {
        let stream = ":\n\ndata: {\"a\":\"é\"}\n\ndata: {\"a\":\"b\"}\n\ndata: 3\n\n".as_bytes();
        for at in 0..stream.len() {
            let mut lines = Lines::default();
            let mut events: Vec<serde_json::Value> = lines.take(&stream[..at]);
            events.extend(lines.take(&stream[at..]));
            let wanted = [
                serde_json::json!({"a": "é"}),
                serde_json::json!({"a": "b"}),
                3.into(),
            ];
            assert_eq!(events, wanted, "{at}");
        }
    }
}
