//! Opaque bytes inside JSON: unpadded base64url, for `#[serde(with = "domain::bytes")]`.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

/// As text, for what is no JSON.
pub fn to_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// None when the text is no base64url, or is padded.
pub fn of_text(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// The same where there may be none, for `#[serde(with = "domain::bytes::maybe")]`.
pub mod maybe {
    use serde::{Deserialize, Deserializer, Serialize as _, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
        bytes.as_deref().map(super::to_text).serialize(to)
    }

    /// # Errors
    /// As [`super::deserialize`].
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let bytes = text.map(|text| {
            super::of_text(&text).ok_or_else(|| D::Error::custom("not unpadded base64url"))
        });
        bytes.transpose()
    }
}

pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&to_text(bytes))
}

/// # Errors
/// When the text is no base64url, or is padded.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
    URL_SAFE_NO_PAD
        .decode(text.as_bytes())
        .map_err(D::Error::custom)
}
