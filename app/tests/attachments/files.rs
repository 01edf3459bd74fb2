//! Files to test with.

use js_sys::{Array, ArrayBuffer, Function, Promise, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// In every picture of these tests, where a camera writes it.
pub(super) const SECRET: &str = "GPS 48.8566 N 2.3522 E";

pub(super) fn file(name: &str, bytes: &[u8]) -> File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, name).unwrap()
}

pub(super) fn pdf(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((bytes.len()..size).map(|n| (n % 251) as u8));
    bytes
}

/// A photo as a camera makes it, with [`SECRET`] in its Exif data.
pub(super) async fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let plain = drawn(width, height, "image/jpeg").await;
    // APP1 right after the start: Exif, little endian, one directory with the place as its description (ASCII).
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x0e\x01\x02\0".to_vec();
    exif.extend((SECRET.len() as u32).to_le_bytes());
    exif.extend(26u32.to_le_bytes());
    exif.extend(0u32.to_le_bytes());
    exif.extend(SECRET.as_bytes());
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

/// A PNG with [`SECRET`] in a text chunk.
pub(super) async fn png(width: u32, height: u32) -> Vec<u8> {
    let plain = drawn(width, height, "image/png").await;
    let text = format!("Location\0{SECRET}");
    let length = u32::try_from(text.len()).unwrap().to_be_bytes();
    // After the header: signature (8), IHDR (25). A wrong check sum of an extra chunk is no reason to refuse a picture.
    let (head, rest) = plain.split_at(33);
    [head, &length, b"tEXt", text.as_bytes(), &[0; 4], rest].concat()
}

pub(super) fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

/// Width and height of a picture that a browser can show.
pub(super) async fn size_of(bytes: &[u8]) -> (u32, u32) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).unwrap();
    let window = web_sys::window().unwrap();
    let decoding = window.create_image_bitmap_with_blob(&blob).unwrap();
    let bitmap: ImageBitmap = JsFuture::from(decoding).await.unwrap().unchecked_into();
    (bitmap.width(), bitmap.height())
}

pub(super) fn join(chunks: &[ArrayBuffer]) -> Vec<u8> {
    let parts = chunks.iter().map(|chunk| Uint8Array::new(chunk).to_vec());
    parts.collect::<Vec<_>>().concat()
}

async fn drawn(width: u32, height: u32, mime: &str) -> Vec<u8> {
    let canvas: HtmlCanvasElement = document()
        .create_element("canvas")
        .unwrap()
        .unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    context.set_fill_style_str("teal");
    context.fill_rect(10.0, 10.0, f64::from(width) / 2.0, f64::from(height) / 2.0);
    let blob = Promise::new(&mut |resolve: Function, _| {
        canvas.to_blob_with_type(&resolve, mime).unwrap();
    });
    let blob: Blob = JsFuture::from(blob).await.unwrap().unchecked_into();
    let bytes: JsValue = JsFuture::from(blob.array_buffer()).await.unwrap();
    Uint8Array::new(&bytes).to_vec()
}
