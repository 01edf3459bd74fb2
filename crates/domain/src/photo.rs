//! Photos given as answers. The log holds what a photo is; its bytes travel beside the answer, named by their SHA-256.
//! A device draws a photo anew before it keeps it, so that a camera's notes (place, time, device) are not in it; the
//! server takes no other.

#[cfg(test)]
mod tests;

use crate::{Refusal, attachment::FileHash};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Longest side, in pixels.
pub const SIDE_MAX: u32 = 1280;
/// Largest photo, in bytes.
pub const BYTES_MAX: u32 = 300 * 1024;
/// Longest description, in characters.
pub const ABOUT_MAX: usize = 300;

/// One text on the wire, `<sha256> <bytes> <width> <height> <about>`: a text is read with far less code than an object, and
/// every phone that opens a link loads that code.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Photo {
    pub sha256: FileHash,
    pub bytes: u32,
    pub width: u32,
    pub height: u32,
    /// What is to be seen, in the words of whoever took it; may be empty.
    pub about: String,
}

impl fmt::Display for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Photo {
            sha256,
            bytes,
            width,
            height,
            about,
        } = self;
        write!(f, "{sha256} {bytes} {width} {height} {about}")
    }
}

impl FromStr for Photo {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let mut parts = text.splitn(5, ' ');
        let mut part = || parts.next().ok_or(Refusal::Malformed);
        let sha256 = part()?.parse()?;
        let mut number = || part()?.parse().map_err(|_| Refusal::Malformed);
        Ok(Photo {
            sha256,
            bytes: number()?,
            width: number()?,
            height: number()?,
            about: part()?.to_owned(),
        })
    }
}

impl TryFrom<String> for Photo {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl From<Photo> for String {
    fn from(photo: Photo) -> Self {
        photo.to_string()
    }
}

impl Photo {
    /// # Errors
    /// `OutOfRange` for a size that no photo of ours has, `TooLong` for the description.
    pub fn check(&self) -> Result<(), Refusal> {
        let side = 1..=SIDE_MAX;
        let fits = (1..=BYTES_MAX).contains(&self.bytes)
            && side.contains(&self.width)
            && side.contains(&self.height);
        if !fits {
            return Err(Refusal::OutOfRange);
        }
        let short = self.about.chars().count() <= ABOUT_MAX;
        short.then_some(()).ok_or(Refusal::TooLong)
    }

    /// Whether `file` is a JPEG of this size that says nothing but its pixels. That it has this hash is asked by whoever
    /// can hash.
    pub fn is_of(&self, file: &[u8]) -> bool {
        u32::try_from(file.len()) == Ok(self.bytes) && size(file) == Some((self.width, self.height))
    }
}

/// The same picture without what some browsers write beside the pixels, and its width and height; none for what is no
/// JPEG.
pub fn bare(file: &[u8]) -> Option<(Vec<u8>, u32, u32)> {
    let (segments, picture) = parts(file)?;
    let kept: Vec<Segment<'_>> = segments.into_iter().filter(Segment::is_needed).collect();
    let (width, height) = kept.iter().find_map(Segment::size)?;
    let mut bare = START.to_vec();
    for segment in kept {
        bare.extend_from_slice(segment.whole);
    }
    bare.extend_from_slice(picture);
    Some((bare, width, height))
}

/// Width and height of a JPEG that has nothing beside its pixels.
fn size(file: &[u8]) -> Option<(u32, u32)> {
    let (segments, _) = parts(file)?;
    let bare = segments.iter().all(Segment::is_needed);
    bare.then(|| segments.iter().find_map(Segment::size))?
}

const START: [u8; 2] = [0xff, 0xd8];
const END: [u8; 2] = [0xff, 0xd9];
const SCAN: u8 = 0xda;

/// A part of a JPEG before its picture.
struct Segment<'a> {
    marker: u8,
    content: &'a [u8],
    /// With its marker and its length.
    whole: &'a [u8],
}

impl Segment<'_> {
    /// Whether it is needed to draw the picture: tables, the frame, how colours are meant. Exif, XMP, IPTC, comments and what
    /// nobody knows are not.
    fn is_needed(&self) -> bool {
        match self.marker {
            0xc0..=0xcf | 0xdb | 0xdd | 0xe0 | 0xee => true,
            0xe2 => self.content.starts_with(b"ICC_PROFILE\0"),
            _ => false,
        }
    }

    /// Width and height, of a start of frame.
    fn size(&self) -> Option<(u32, u32)> {
        let frame =
            matches!(self.marker, 0xc0..=0xcf) && !matches!(self.marker, 0xc4 | 0xc8 | 0xcc);
        match self.content {
            [_, y1, y0, x1, x0, ..] if frame => {
                let side = |high: u8, low: u8| u32::from(u16::from_be_bytes([high, low]));
                Some((side(*x1, *x0), side(*y1, *y0)))
            }
            _ => None,
        }
    }
}

/// What comes before the picture of a JPEG, and the picture to the end of the file.
fn parts(file: &[u8]) -> Option<(Vec<Segment<'_>>, &[u8])> {
    let mut rest = file.strip_prefix(&START)?;
    if !rest.ends_with(&END) {
        return None;
    }
    let mut segments = Vec::new();
    loop {
        let [0xff, marker, high, low, ..] = rest else {
            return None;
        };
        if *marker == SCAN {
            return Some((segments, rest));
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let (whole, after) = rest.split_at_checked(2 + length)?;
        segments.push(Segment {
            marker: *marker,
            content: whole.get(4..)?,
            whole,
        });
        rest = after;
    }
}
