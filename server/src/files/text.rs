//! From bytes to text: the encodings that spreadsheet programs and survey tools write.

use super::FileError;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::borrow::Cow;

/// A byte order mark decides; else UTF-8 when it is valid, else Windows-1252, which Excel writes in France.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, FileError> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
            .ok_or(FileError::Damaged)?,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    // No spreadsheet writes these; pictures and archives are full of them.
    let binary = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
    let strange = text.chars().take(4096).filter(|c| binary(*c)).count();
    if text.contains('\0') || strange > 8 {
        return Err(FileError::UnknownFormat);
    }
    Ok(text)
}
