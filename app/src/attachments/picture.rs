//! Photos for the workspace, no larger than a screen shows.

use super::prepare::Problem;
use crate::canvas::{decoded, drawn};
use domain::attachment::Media;
use js_sys::ArrayBuffer;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Longest side of a picture, in pixels: a page of text photographed stays readable.
const SIDE_MAX: f64 = 2560.0;
/// Longest side of the small picture.
const THUMBNAIL_SIDE: f64 = 192.0;
const QUALITY: f64 = 0.85;

/// The picture and its small one, with nothing but pixels in them.
///
/// # Errors
/// `Unreadable` when the browser cannot decode it.
pub async fn redrawn(file: &Blob, media: Media) -> Result<(Blob, ArrayBuffer), Problem> {
    let unreadable = |_: JsValue| Problem::Unreadable;
    let bitmap = decoded(file).await.map_err(unreadable)?;
    let drawn = async {
        let whole = drawn(&bitmap, SIDE_MAX, media.mime(), QUALITY).await?;
        let small = drawn(&bitmap, THUMBNAIL_SIDE, Media::Jpeg.mime(), QUALITY).await?;
        let small = JsFuture::from(small.array_buffer()).await?;
        Ok((whole, small.unchecked_into()))
    };
    let drawn = drawn.await.map_err(unreadable);
    bitmap.close();
    drawn
}
