//! Hashes of operations, leaves and the chain: H(meta ‖ H(salt ‖ body)). SHA-256, each part with its length before it, absent parts
//! told from empty ones, so that no two different operations have the same input.

use crate::op::{Op, Stamp};
use serde_json::Value;
use sha2::{Digest, Sha256};

pub type Hash = [u8; 32];

/// The chain before the first operation.
pub const GENESIS: Hash = [0; 32];

/// Hash of an operation as its device made it, without `sig`: what the device's next one names as `prev`.
pub fn operation(op: &Op) -> Hash {
    let prev = absent_or(&op.prev);
    of_meta("boucle.op.v1", op, &content(op), &[prev.as_bytes()])
}

/// Hash of an operation as stored: everything but `sig`. One without `prev` has the leaf it had before that field was.
pub fn leaf(op: &Op, stamp: &Stamp) -> Hash {
    leaf_over(op, stamp, &content(op))
}

/// What of an operation's body goes into its hashes: `H(salt ‖ body)`. Without the salt, which is random, it tells nothing of
/// the body.
pub fn content(op: &Op) -> Hash {
    of_parts([&*op.salt, &op.body])
}

/// The leaf of an operation whose body had this [`content`], whatever stands there now.
pub(crate) fn leaf_over(op: &Op, stamp: &Stamp, content: &Hash) -> Hash {
    let seq = stamp.seq.to_be_bytes();
    let received_at = stamp.received_at.as_bytes();
    match &op.prev {
        None => of_meta("boucle.leaf.v1", op, content, &[&seq, received_at]),
        Some(prev) => {
            let more: [&[u8]; 3] = [prev.as_bytes(), &seq, received_at];
            of_meta("boucle.leaf.v2", op, content, &more)
        }
    }
}

/// The parts all hashes of an operation share, with `more` before the last. The body goes in only as [`content`].
fn of_meta(tag: &str, op: &Op, content: &Hash, more: &[&[u8]]) -> Hash {
    let (cseq, v, wall_ms) = (
        op.cseq.to_be_bytes(),
        op.v.to_be_bytes(),
        op.wall_ms.to_be_bytes(),
    );
    let (alg, kid) = (absent_or(&op.alg), absent_or(&op.kid));
    let meta: [&[u8]; 13] = [
        tag.as_bytes(),
        op.id.0.as_bytes(),
        op.device.0.as_bytes(),
        &cseq,
        op.actor.0.as_bytes(),
        op.kind.as_bytes(),
        &v,
        op.entity.kind.name().as_bytes(),
        op.entity.id.as_bytes(),
        op.base.as_ref().map_or(&[], |base| base.0.as_bytes()),
        &wall_ms,
        alg.as_bytes(),
        kid.as_bytes(),
    ];
    let parts = meta.into_iter().chain(more.iter().copied());
    of_parts(parts.chain([&content[..]]))
}

fn absent_or(text: &Option<String>) -> String {
    text.as_ref()
        .map_or_else(String::new, |text| format!("={text}"))
}

fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Hash {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// SHA-256 of bytes as they stand.
pub fn bytes(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Of a document's canonical JSON: members in the order of their names, no blanks.
pub fn document(document: &Value) -> Hash {
    Sha256::digest(document.to_string()).into()
}

/// The chain after a leaf.
pub fn chain(before: &Hash, leaf: &Hash) -> Hash {
    Sha256::new()
        .chain_update(before)
        .chain_update(leaf)
        .finalize()
        .into()
}

/// Tells a set of records apart from any other; their ids in order.
pub fn part<'a>(ids: impl IntoIterator<Item = &'a uuid::Uuid>) -> Hash {
    let ids = ids.into_iter();
    let hashed = ids.fold(Sha256::new(), |sha, id| sha.chain_update(id.as_bytes()));
    hashed.finalize().into()
}

pub fn hex(hash: &[u8]) -> String {
    use std::fmt::Write as _;
    hash.iter()
        .fold(String::with_capacity(hash.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

pub fn unhex(text: &str) -> Option<Hash> {
    let mut hash = GENESIS;
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (index, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(hash)
}
