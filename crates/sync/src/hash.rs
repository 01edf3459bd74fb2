//! Leaf and chain hashes (decisions: leaf = H(meta ‖ H(salt ‖ body))). SHA-256, lengths before parts, so that no two
//! different operations have the same input.

use crate::op::{Op, Stamp};
use sha2::{Digest, Sha256};

pub type Hash = [u8; 32];

/// The chain before the first operation.
pub const GENESIS: Hash = [0; 32];

/// Hash of an operation as stored: everything but `sig`. The body goes in only as `H(salt ‖ body)`.
pub fn leaf(op: &Op, stamp: &Stamp) -> Hash {
    let body = Sha256::new()
        .chain_update(&op.salt)
        .chain_update(&op.body)
        .finalize();
    let base = op.base.map(|base| *base.0.as_bytes()).unwrap_or_default();
    let kind = entity_name(op);
    let mut meta = Sha256::new();
    for part in [
        b"boucle.leaf.v1".as_slice(),
        op.id.0.as_bytes(),
        op.device.0.as_bytes(),
        &op.cseq.to_be_bytes(),
        op.actor.0.as_bytes(),
        op.kind.as_bytes(),
        &op.v.to_be_bytes(),
        kind.as_bytes(),
        op.entity.id.as_bytes(),
        &base,
        &op.wall_ms.to_be_bytes(),
        op.alg.as_deref().unwrap_or_default().as_bytes(),
        op.kid.as_deref().unwrap_or_default().as_bytes(),
        &stamp.seq.to_be_bytes(),
        stamp.received_at.as_bytes(),
        &body,
    ] {
        meta.update((part.len() as u64).to_be_bytes());
        meta.update(part);
    }
    meta.finalize().into()
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
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(hash)
}

fn entity_name(op: &Op) -> String {
    serde_json::to_string(&op.entity.kind).unwrap_or_default()
}
