//! Photos drawn anew: what a camera writes beside the picture (place, time, device) does not survive it, the picture
//! stands upright, and it is no larger than a screen shows. The browser decodes and encodes: no library, no weight.

use super::prepare::Problem;
use domain::attachment::Media;
use js_sys::{ArrayBuffer, Function, Promise};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

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
    let window = web_sys::window().ok_or(Problem::Unreadable)?;
    let decoding = window
        .create_image_bitmap_with_blob(file)
        .map_err(unreadable)?;
    let bitmap: ImageBitmap = JsFuture::from(decoding)
        .await
        .map_err(unreadable)?
        .unchecked_into();
    let drawn = async {
        let whole = drawn(&bitmap, SIDE_MAX, media.mime()).await?;
        let small = drawn(&bitmap, THUMBNAIL_SIDE, Media::Jpeg.mime()).await?;
        let small = JsFuture::from(small.array_buffer()).await?;
        Ok((whole, small.unchecked_into()))
    };
    let drawn = drawn.await.map_err(unreadable);
    bitmap.close();
    drawn
}

async fn drawn(bitmap: &ImageBitmap, side_max: f64, mime: &str) -> Result<Blob, JsValue> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (side_max / width.max(height)).min(1.0);
    let (width, height) = (
        (width * scale).round().max(1.0),
        (height * scale).round().max(1.0),
    );
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    let encoded = Promise::new(&mut |resolve: Function, _| {
        let taken = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        // Fails only on a canvas with somebody else's picture in it.
        let _ = canvas.to_blob_with_type_and_encoder_options(
            taken.unchecked_ref(),
            mime,
            &QUALITY.into(),
        );
    });
    // Null when the browser could not.
    JsFuture::from(encoded).await?.dyn_into()
}
