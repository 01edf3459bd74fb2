//! A locked file in frames, so that one of many megabytes is never whole in memory: a line of JSON, then frames, each its
//! length (four bytes, the highest first) and AES-256-GCM of its content. The key is as in [`super::lock`]. A frame's
//! nonce is seven random bytes of the file, its number (four bytes), and 1 for the frame the file ends with, else 0: none
//! can be left out, moved or cut off unseen.

use super::{ITERATIONS, algorithm, bytes, key, subtle};
use crate::random;
use js_sys::{Array, ArrayBuffer, Object, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CryptoKey};

const FORMAT: &str = "boucle.locked.v2";
/// A first line is never longer.
const LINE_MAX: f64 = 1024.0;
const LENGTH: f64 = 4.0;

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    format: String,
    iterations: u32,
    #[serde(with = "domain::bytes")]
    salt: Vec<u8>,
    #[serde(with = "domain::bytes")]
    nonce: Vec<u8>,
}

/// What both ways have in common.
struct Lock {
    key: CryptoKey,
    nonce: Vec<u8>,
    frames: u32,
}

impl Lock {
    async fn of(head: &Head, passphrase: &str) -> Result<Lock, JsValue> {
        Ok(Lock {
            key: key(passphrase, head.iterations, &head.salt).await?,
            nonce: head.nonce.clone(),
            frames: 0,
        })
    }

    /// The cipher of the next frame.
    fn next(&mut self, last: bool) -> Result<Object, JsValue> {
        let number = self.frames.to_be_bytes();
        let nonce = [&self.nonce[..], &number, &[u8::from(last)]].concat();
        self.frames += 1;
        let nonce = Uint8Array::from(&nonce[..]).into();
        algorithm(&[("name", "AES-GCM".into()), ("iv", nonce)])
    }
}

pub struct Writer {
    lock: Lock,
    /// The browser holds them, in memory or on disk as it sees fit.
    parts: Array,
}

impl Writer {
    /// None where the browser has no Web Crypto (an insecure address).
    pub async fn new(passphrase: &str) -> Option<Writer> {
        let head = Head {
            format: FORMAT.to_owned(),
            iterations: ITERATIONS,
            salt: random::bytes::<16>().to_vec(),
            nonce: random::bytes::<7>().to_vec(),
        };
        let lock = Lock::of(&head, passphrase).await.ok()?;
        let line = format!("{}\n", serde_json::to_string(&head).ok()?);
        let line = Blob::new_with_str_sequence(&Array::of1(&line.into())).ok()?;
        let parts = Array::of1(&line);
        Some(Writer { lock, parts })
    }

    /// # Errors
    /// The browser would not.
    pub async fn put(&mut self, content: &ArrayBuffer) -> Result<(), JsValue> {
        self.frame(content, false).await
    }

    /// # Errors
    /// As [`Writer::put`].
    pub async fn finish(mut self) -> Result<Blob, JsValue> {
        self.frame(&ArrayBuffer::new(0), true).await?;
        Blob::new_with_blob_sequence(&self.parts)
    }

    async fn frame(&mut self, content: &ArrayBuffer, last: bool) -> Result<(), JsValue> {
        let cipher = self.lock.next(last)?;
        let sealed = subtle()?.encrypt_with_object_and_buffer_source(
            &cipher,
            &self.lock.key,
            content.unchecked_ref(),
        );
        let sealed: ArrayBuffer = JsFuture::from(sealed?).await?.unchecked_into();
        let length = sealed.byte_length().to_be_bytes();
        let frame = Array::of2(&Uint8Array::from(&length[..]), &sealed);
        self.parts
            .push(&Blob::new_with_u8_array_sequence(&frame)?.into());
        Ok(())
    }
}

pub struct Reader {
    file: Blob,
    at: f64,
    lock: Lock,
}

impl Reader {
    /// None for a file that is not in frames.
    pub async fn open(passphrase: &str, file: &Blob) -> Option<Reader> {
        let start = part(file, 0.0, LINE_MAX.min(file.size())).await.ok()?;
        let start = bytes(start.into());
        let line = start.split(|byte| *byte == b'\n').next()?;
        let head: Head = serde_json::from_slice(line).ok()?;
        // A file that asks for a million times the work is none of ours.
        if head.format != FORMAT || head.iterations > 10 * ITERATIONS {
            return None;
        }
        Some(Reader {
            file: file.clone(),
            at: (line.len() + 1) as f64,
            lock: Lock::of(&head, passphrase).await.ok()?,
        })
    }

    /// The next frame's content.
    ///
    /// # Errors
    /// Another passphrase, or a damaged file; also at its end.
    pub async fn next(&mut self) -> Result<ArrayBuffer, JsValue> {
        let from = self.at + LENGTH;
        let length = bytes(part(&self.file, self.at, from).await?.into());
        let length = <[u8; 4]>::try_from(length).map_err(|_| JsValue::UNDEFINED)?;
        let to = from + f64::from(u32::from_be_bytes(length));
        let sealed = part(&self.file, from, to).await?;
        self.at = to;
        let cipher = self.lock.next(to == self.file.size())?;
        let opened = subtle()?.decrypt_with_object_and_buffer_source(
            &cipher,
            &self.lock.key,
            sealed.unchecked_ref(),
        );
        Ok(JsFuture::from(opened?).await?.unchecked_into())
    }

    /// # Errors
    /// The file does not end here, or not as it was written.
    pub async fn end(mut self) -> Result<(), JsValue> {
        match self.next().await?.byte_length() {
            0 if self.at == self.file.size() => Ok(()),
            _ => Err(JsValue::UNDEFINED),
        }
    }
}

async fn part(file: &Blob, from: f64, to: f64) -> Result<ArrayBuffer, JsValue> {
    let part = file.slice_with_f64_and_f64(from, to)?;
    Ok(JsFuture::from(part.array_buffer()).await?.unchecked_into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const PASSPHRASE: &str = "quatre mots au hasard";

    async fn written(frames: &[&[u8]]) -> Blob {
        let mut writer = Writer::new(PASSPHRASE).await.unwrap();
        for frame in frames {
            writer
                .put(&Uint8Array::from(*frame).buffer())
                .await
                .unwrap();
        }
        writer.finish().await.unwrap()
    }

    async fn read(passphrase: &str, file: &Blob, frames: usize) -> Option<Vec<Vec<u8>>> {
        let mut reader = Reader::open(passphrase, file).await?;
        let mut all = Vec::new();
        for _ in 0..frames {
            all.push(bytes(reader.next().await.ok()?.into()));
        }
        reader.end().await.ok()?;
        Some(all)
    }

    #[wasm_bindgen_test]
    async fn what_was_written_is_read_with_its_passphrase_only() {
        let file = written(&[b"un", b"", b"deux"]).await;
        let all = read(PASSPHRASE, &file, 3).await.unwrap();
        assert_eq!(all, [&b"un"[..], b"", b"deux"]);
        assert_eq!(read("quatre mots au hazard", &file, 3).await, None);
        assert_eq!(read(PASSPHRASE, &file, 2).await, None);
    }

    #[wasm_bindgen_test]
    async fn no_frame_can_be_left_out_or_cut_off() {
        let file = written(&[b"un", b"deux"]).await;
        // The last frame is empty: a length and a tag.
        let cut = file
            .slice_with_f64_and_f64(0.0, file.size() - 20.0)
            .unwrap();
        assert_eq!(read(PASSPHRASE, &cut, 2).await, None);
        assert_eq!(read(PASSPHRASE, &cut, 1).await, None);
        let longer = Blob::new_with_blob_sequence(&Array::of2(&file, &file)).unwrap();
        assert_eq!(read(PASSPHRASE, &longer, 2).await, None);
    }
}
