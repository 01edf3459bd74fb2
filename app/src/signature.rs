//! Signatures, checked by the browser (WebCrypto): nothing of it is in our own program.

use crate::locked::subtle;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

const ALGORITHM: &str = "Ed25519";

/// Whether `sig` is the Ed25519 signature of `text`; none in a browser that does not know the algorithm, or on an address
/// without HTTPS.
pub async fn verifies(public: &[u8], text: &str, sig: &[u8]) -> Option<bool> {
    checked(public, text, sig).await.ok()?.as_bool()
}

async fn checked(public: &[u8], text: &str, sig: &[u8]) -> Result<JsValue, JsValue> {
    let subtle = subtle()?;
    let (public, uses) = (Uint8Array::from(public), Array::of1(&"verify".into()));
    let key = subtle.import_key_with_str("raw", &public, ALGORITHM, false, &uses)?;
    let key: CryptoKey = JsFuture::from(key).await?.unchecked_into();
    let checked =
        subtle.verify_with_str_and_u8_array_and_u8_array(ALGORITHM, &key, sig, text.as_bytes())?;
    JsFuture::from(checked).await
}
