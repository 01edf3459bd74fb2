//! Pictures drawn anew: what a camera writes beside the pixels (place, time, device) does not survive it, and the picture
//! stands upright. The browser decodes and encodes: no library, no weight.

use js_sys::{Function, Promise};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

/// # Errors
/// When the browser cannot decode it.
pub async fn decoded(file: &Blob) -> Result<ImageBitmap, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let decoding = window.create_image_bitmap_with_blob(file)?;
    Ok(JsFuture::from(decoding).await?.unchecked_into())
}

/// No longer than `side_max` pixels, in the kind `mime` or, where the browser cannot write that one, another.
///
/// # Errors
/// When the browser cannot draw or write it.
pub async fn drawn(
    bitmap: &ImageBitmap,
    side_max: f64,
    mime: &str,
    quality: f64,
) -> Result<Blob, JsValue> {
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
            &quality.into(),
        );
    });
    // Null when the browser could not.
    JsFuture::from(encoded).await?.dyn_into()
}
