//! A text locked with a passphrase, as a file that any program with Web Crypto can open: PBKDF2-HMAC-SHA-256, then
//! AES-256-GCM. The browser's own, so that no cipher travels with the page. `stream` has the same for a file of any size;
//! what is written is written so, and this module's own form is read for ever.

pub mod stream;

#[cfg(test)]
use crate::random;
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// Shorter ones are guessed by whoever finds the file.
pub const PASSPHRASE_MIN: usize = 12;

/// What OWASP asks of PBKDF2-HMAC-SHA-256 (Password Storage Cheat Sheet, 2023).
const ITERATIONS: u32 = 600_000;
const FORMAT: &str = "boucle.locked.v1";

/// The file, JSON.
#[derive(Serialize, Deserialize)]
struct Locked {
    format: String,
    iterations: u32,
    #[serde(with = "domain::bytes")]
    salt: Vec<u8>,
    #[serde(with = "domain::bytes")]
    nonce: Vec<u8>,
    /// Ciphertext and tag.
    #[serde(with = "domain::bytes")]
    sealed: Vec<u8>,
}

/// As earlier versions locked. None where the browser has no Web Crypto (an insecure address).
#[cfg(test)]
async fn lock(passphrase: &str, text: &str) -> Option<String> {
    let mut locked = Locked {
        format: FORMAT.to_owned(),
        iterations: ITERATIONS,
        salt: random::bytes::<16>().to_vec(),
        nonce: random::bytes::<12>().to_vec(),
        sealed: Vec::new(),
    };
    let key = key(passphrase, locked.iterations, &locked.salt)
        .await
        .ok()?;
    let sealed = locked.cipher().and_then(|cipher| {
        let text = text.as_bytes();
        subtle()?.encrypt_with_object_and_u8_array(&cipher, &key, text)
    });
    locked.sealed = bytes(JsFuture::from(sealed.ok()?).await.ok()?);
    serde_json::to_string(&locked).ok()
}

/// None for another passphrase, another file, or a damaged one.
pub async fn unlock(passphrase: &str, file: &str) -> Option<String> {
    let locked: Locked = serde_json::from_str(file).ok()?;
    // A file that asks for a million times the work is none of ours.
    if locked.format != FORMAT || locked.iterations > 10 * ITERATIONS {
        return None;
    }
    let key = key(passphrase, locked.iterations, &locked.salt)
        .await
        .ok()?;
    let opened = locked.cipher().and_then(|cipher| {
        subtle()?.decrypt_with_object_and_u8_array(&cipher, &key, &locked.sealed)
    });
    let opened = JsFuture::from(opened.ok()?).await.ok()?;
    String::from_utf8(bytes(opened)).ok()
}

/// What a passphrase opens with.
async fn key(passphrase: &str, iterations: u32, salt: &[u8]) -> Result<CryptoKey, JsValue> {
    let subtle = subtle()?;
    let typed = Uint8Array::from(passphrase.as_bytes());
    let uses = Array::of1(&"deriveKey".into());
    let typed = subtle.import_key_with_str("raw", &typed, "PBKDF2", false, &uses)?;
    let typed: CryptoKey = JsFuture::from(typed).await?.unchecked_into();
    let stretch = algorithm(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("iterations", iterations.into()),
        ("salt", Uint8Array::from(salt).into()),
    ])?;
    let cipher = algorithm(&[("name", "AES-GCM".into()), ("length", 256.into())])?;
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let key = subtle.derive_key_with_object_and_object(&stretch, &typed, &cipher, false, &uses)?;
    Ok(JsFuture::from(key).await?.unchecked_into())
}

impl Locked {
    fn cipher(&self) -> Result<Object, JsValue> {
        let nonce = Uint8Array::from(&self.nonce[..]);
        algorithm(&[("name", "AES-GCM".into()), ("iv", nonce.into())])
    }
}

/// Web Crypto's way to name an algorithm.
fn algorithm(parts: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in parts {
        Reflect::set(&object, &(*name).into(), value)?;
    }
    Ok(object)
}

/// The browser's ciphers and signatures.
pub(crate) fn subtle() -> Result<SubtleCrypto, JsValue> {
    let crypto = web_sys::window().ok_or(JsValue::UNDEFINED)?.crypto()?;
    let subtle = crypto.subtle();
    // Absent on an insecure address.
    if subtle.is_undefined() {
        return Err(JsValue::UNDEFINED);
    }
    Ok(subtle)
}

fn bytes(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(&buffer).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_file_opens_with_its_passphrase_only() {
        let text = "{\"ops\": [\"Réécrire le module\"]}";
        let file = lock("quatre mots au hasard", text).await.unwrap();
        assert!(!file.contains("module"));
        let opened = unlock("quatre mots au hasard", &file).await;
        assert_eq!(opened.as_deref(), Some(text));
        assert_eq!(unlock("quatre mots au hazard", &file).await, None);
        for damaged in ["", "{}", &file[..file.len() - 9], &file.replace("v1", "v9")] {
            assert_eq!(unlock("quatre mots au hasard", damaged).await, None);
        }
    }
}
