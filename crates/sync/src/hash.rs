//! Leaf and chain hashes: leaf = H(meta ‖ H(salt ‖ body)). SHA-256, each part with its length before it, absent parts
//! told from empty ones, so that no two different operations have the same input.

use crate::op::{Op, Stamp};
use sha2::{Digest, Sha256};

pub type Hash = [u8; 32];

/// The chain before the first operation.
pub const GENESIS: Hash = [0; 32];

/// Hash of an operation as stored: everything but `sig`. The body goes in only as `H(salt ‖ body)`.
pub fn leaf(op: &Op, stamp: &Stamp) -> Hash {
    let absent_or = |text: &Option<String>| text.as_ref().map(|text| format!("={text}"));
    let body = of_parts(&[&op.salt, &op.body]);
    of_parts(&[
        b"boucle.leaf.v1",
        op.id.0.as_bytes(),
        op.device.0.as_bytes(),
        &op.cseq.to_be_bytes(),
        op.actor.0.as_bytes(),
        op.kind.as_bytes(),
        &op.v.to_be_bytes(),
        op.entity.kind.name().as_bytes(),
        op.entity.id.as_bytes(),
        op.base.as_ref().map_or(&[], |base| base.0.as_bytes()),
        &op.wall_ms.to_be_bytes(),
        absent_or(&op.alg).unwrap_or_default().as_bytes(),
        absent_or(&op.kid).unwrap_or_default().as_bytes(),
        &stamp.seq.to_be_bytes(),
        stamp.received_at.as_bytes(),
        &body,
    ])
}

fn of_parts(parts: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// The chain after a leaf.
pub fn chain(before: &Hash, leaf: &Hash) -> Hash {
    Sha256::new()
        .chain_update(before)
        .chain_update(leaf)
        .finalize()
        .into()
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
