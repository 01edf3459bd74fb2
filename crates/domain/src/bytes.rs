//! Opaque bytes inside JSON: unpadded base64url, for `#[serde(with = "domain::bytes")]`.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&URL_SAFE_NO_PAD.encode(bytes))
}

/// # Errors
/// When the text is no base64url, or is padded.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
    URL_SAFE_NO_PAD
        .decode(text.as_bytes())
        .map_err(D::Error::custom)
}
