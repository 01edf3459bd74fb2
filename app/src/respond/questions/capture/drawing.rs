//! A photo as it is kept: drawn anew, so that only its pixels are left, upright, no larger than a screen shows.

use crate::canvas::{decoded, drawn};
use domain::{
    attachment::{FileHash, Media},
    photo::{BYTES_MAX, Photo, SIDE_MAX, bare},
};
use intake::outbox::sha256_hex;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Longest sides and qualities, the best first, until the file is small enough.
const SIDES: [u32; 3] = [SIDE_MAX, 1024, 768];
const QUALITIES: [f64; 3] = [0.85, 0.7, 0.5];

/// The photo that somebody took or chose, with its bytes.
///
/// # Errors
/// When the browser cannot decode it, or it stays too large.
pub(super) async fn photo(file: &Blob) -> Result<(Photo, Vec<u8>), JsValue> {
    let bitmap = decoded(file).await?;
    let mut tries = SIDES
        .iter()
        .flat_map(|side| QUALITIES.map(|quality| (*side, quality)));
    let found = loop {
        let Some((side, quality)) = tries.next() else {
            break Err(JsValue::NULL);
        };
        let jpeg = drawn(&bitmap, f64::from(side), Media::Jpeg.mime(), quality).await;
        match jpeg {
            Err(error) => break Err(error),
            Ok(jpeg) if jpeg.size() > f64::from(BYTES_MAX) => {}
            Ok(jpeg) => break Ok(jpeg),
        }
    };
    bitmap.close();
    let buffer = JsFuture::from(found?.array_buffer()).await?;
    let (bytes, width, height) = bare(&Uint8Array::new(&buffer).to_vec()).ok_or(JsValue::NULL)?;
    let sha256: FileHash = sha256_hex(&bytes).parse().map_err(|_| JsValue::NULL)?;
    let photo = Photo {
        sha256,
        bytes: u32::try_from(bytes.len()).map_err(|_| JsValue::NULL)?,
        width,
        height,
        about: String::new(),
    };
    Ok((photo, bytes))
}
