//! The Merkle tree of RFC 6962 over the log: its leaves are the 32 bytes of our leaf hashes. The server keeps only the
//! frontier; whoever has all leaves can prove one of them to somebody who has the root.

use crate::hash::{GENESIS, Hash, hex, unhex};
use sha2::{Digest, Sha256};

/// A compact range: the roots of the whole subtrees a tree of `size` leaves is made of, the largest first. All that is
/// needed to append and to know the root.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frontier {
    size: u64,
    /// One per bit that is set in `size`.
    peaks: Vec<Hash>,
}

impl Frontier {
    pub const EMPTY: Frontier = Frontier {
        size: 0,
        peaks: Vec::new(),
    };

    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn push(&mut self, leaf: &Hash) {
        let mut node = leaf_node(leaf);
        // Each subtree that the new one completes is as high as a bit of the size that was set from the right.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = parent(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    pub fn root(&self) -> Hash {
        let right_to_left = self.peaks.iter().rev().copied();
        right_to_left
            .reduce(|right, left| parent(&left, &right))
            .unwrap_or_else(|| Sha256::digest([]).into())
    }

    /// The peaks as hex, one after the other.
    pub fn to_text(&self) -> String {
        hex(self.peaks.as_flattened())
    }

    /// None when `text` is not the frontier of `size` leaves.
    pub fn read(size: u64, text: &str) -> Option<Frontier> {
        let parts = text.as_bytes().chunks(2 * GENESIS.len());
        let peaks: Option<Vec<Hash>> = parts
            .map(|part| std::str::from_utf8(part).ok().and_then(unhex))
            .collect();
        let peaks = peaks.filter(|peaks| peaks.len() == size.count_ones() as usize)?;
        Some(Frontier { size, peaks })
    }
}

/// Root of the tree over these leaves.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => leaf_node(leaf),
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            parent(&root(left), &root(right))
        }
    }
}

/// The audit path of leaf `index` (counted from 0), from the leaf upwards; none when there is no such leaf.
pub fn prove(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut rest, mut at, mut path) = (leaves, index, Vec::new());
    while rest.len() > 1 {
        let half = split(rest.len());
        let (left, right) = rest.split_at(half);
        if at < half {
            path.push(root(right));
            rest = left;
        } else {
            path.push(root(left));
            rest = right;
            at -= half;
        }
    }
    path.reverse();
    Some(path)
}

/// Whether `path` proves that `leaf` has number `index` (counted from 0) in the tree of `size` leaves with that root.
pub fn proves(root: &Hash, size: u64, index: u64, leaf: &Hash, path: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut node) = (index, size - 1, leaf_node(leaf));
    for sibling in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            node = parent(sibling, &node);
            // Levels at which the last node has no sibling are not in the path.
            let lone = if at & 1 == 1 { 0 } else { at.trailing_zeros() };
            (at, last) = (at >> lone, last >> lone);
        } else {
            node = parent(&node, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && node == *root
}

/// The largest power of two below `size`, which is at least 2.
fn split(size: usize) -> usize {
    1 << (usize::BITS - 1 - (size - 1).leading_zeros())
}

/// Leaves and nodes are told apart by their first byte, so that neither can pass for the other.
fn leaf_node(leaf: &Hash) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(leaf)
        .finalize()
        .into()
}

fn parent(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}
