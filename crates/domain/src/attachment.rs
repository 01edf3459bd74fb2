//! Files attached to records. The log holds a reference; the bytes travel beside it, named by their SHA-256.

#[cfg(test)]
mod tests;

use crate::Refusal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// Largest file, in bytes.
pub const BYTES_MAX: u64 = 20 * 1024 * 1024;
/// Longest name, in characters.
const NAME_MAX: usize = 120;

/// What a record says of a file attached to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attachment {
    pub sha256: FileHash,
    pub name: String,
    pub size: u64,
    pub media: Media,
}

impl Attachment {
    /// Name of the set on a record.
    pub const FIELD: &'static str = "attachments";

    /// The item of the record's set: JSON, its fields in this order.
    pub fn item(&self) -> String {
        // A plain struct always has a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Back from [`Attachment::item`].
    ///
    /// # Errors
    /// `Malformed` for what is no reference, also one of a kind that only newer programs know; otherwise as
    /// [`Attachment::check`].
    pub fn of_item(item: &str) -> Result<Attachment, Refusal> {
        let attachment: Attachment = serde_json::from_str(item).map_err(|_| Refusal::Malformed)?;
        attachment.check()?;
        Ok(attachment)
    }

    /// Whether others may be shown it as it is.
    ///
    /// # Errors
    /// `OutOfRange` for an impossible size, `Malformed` for a name that [`file_name`] would not give.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.size == 0 || self.size > BYTES_MAX {
            return Err(Refusal::OutOfRange);
        }
        if file_name(&self.name, self.media) == self.name {
            Ok(())
        } else {
            Err(Refusal::Malformed)
        }
    }
}

/// SHA-256 of a whole file: 64 hexadecimal digits, small letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileHash(pub [u8; 32]);

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        f.write_str(&text)
    }
}

impl FromStr for FileHash {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(Refusal::Malformed),
        };
        if text.len() != 64 {
            return Err(Refusal::Malformed);
        }
        let mut hash = [0; 32];
        for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(digits[0])? << 4 | digit(digits[1])?;
        }
        Ok(FileHash(hash))
    }
}

impl Serialize for FileHash {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for FileHash {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// The kinds of files taken. What a file is, its first bytes say; its name is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Media {
    #[serde(rename = "image/jpeg")]
    Jpeg,
    #[serde(rename = "image/png")]
    Png,
    #[serde(rename = "image/webp")]
    Webp,
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl Media {
    /// So many first bytes are enough for [`Media::sniff`].
    pub const SNIFFED: usize = 12;

    /// The kind of a file by its first bytes.
    pub fn sniff(start: &[u8]) -> Option<Media> {
        let webp = start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP");
        match start {
            [0xff, 0xd8, 0xff, ..] => Some(Media::Jpeg),
            _ if start.starts_with(b"\x89PNG\r\n\x1a\n") => Some(Media::Png),
            _ if webp => Some(Media::Webp),
            _ if start.starts_with(b"%PDF-") => Some(Media::Pdf),
            _ => None,
        }
    }

    pub fn mime(self) -> &'static str {
        match self {
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
            Media::Webp => "image/webp",
            Media::Pdf => "application/pdf",
        }
    }

    pub fn is_image(self) -> bool {
        self != Media::Pdf
    }

    /// Ends of names that say this kind; the first is the one given.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Media::Jpeg => &["jpg", "jpeg"],
            Media::Png => &["png"],
            Media::Webp => &["webp"],
            Media::Pdf => &["pdf"],
        }
    }
}

/// A name that is safe to show, to put in a header and to save under: no folder, no control or direction character,
/// nothing that file systems refuse, not too long, and an ending that says what the file is.
pub fn file_name(given: &str, media: Media) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().map(harmless).collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    let name = words.join(" ");
    let stem = match name.rsplit_once('.') {
        // An ending of another kind goes: the file was made over, or says what it is not.
        Some((stem, ending)) if (1..=5).contains(&ending.len()) && !ending.contains(' ') => stem,
        _ => &name,
    };
    let ending = ending(&name, media);
    let room = NAME_MAX - ending.len() - 1;
    let stem: String = stem.chars().take(room).collect();
    let stem = stem.trim_matches([' ', '.']);
    let stem = match (stem, media) {
        ("", Media::Pdf) => "document",
        ("", _) => "photo",
        (stem, _) => stem,
    };
    format!("{stem}.{ending}")
}

/// The name's own ending, when it says the kind.
fn ending(name: &str, media: Media) -> String {
    let own = name.rsplit_once('.').map(|(_, own)| own);
    let own = own.filter(|own| {
        let mut endings = media.endings().iter();
        endings.any(|ending| own.eq_ignore_ascii_case(ending))
    });
    own.unwrap_or(media.endings()[0]).to_ascii_lowercase()
}

/// Control characters, those that turn the direction of text and those that mean something to a file system become
/// spaces.
fn harmless(letter: char) -> char {
    let turns = matches!(letter,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let means = matches!(
        letter,
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%'
    );
    if letter.is_control() || turns || means {
        ' '
    } else {
        letter
    }
}
