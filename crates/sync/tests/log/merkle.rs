//! Our Merkle tree against another's (`ct-merkle`), and the known answers of RFC 6962's reference implementation.

use ct_merkle::{InclusionProof, RootHash, mem_backed_tree::MemoryBackedTree};
use proptest::prelude::*;
use sha2::Sha256;
use sync::{
    hash::{Hash, hex},
    merkle::{Frontier, prove, proves, root},
};

fn leaves(most: usize) -> impl Strategy<Value = Vec<Hash>> {
    proptest::collection::vec(any::<Hash>(), 0..most)
}

fn theirs(leaves: &[Hash]) -> MemoryBackedTree<Sha256, Hash> {
    let mut tree = MemoryBackedTree::new();
    leaves.iter().for_each(|leaf| tree.push(*leaf));
    tree
}

fn ours(leaves: &[Hash]) -> Frontier {
    let mut frontier = Frontier::EMPTY;
    leaves.iter().for_each(|leaf| frontier.push(leaf));
    frontier
}

#[test]
fn the_empty_tree_has_the_root_of_nothing() {
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(hex(&Frontier::EMPTY.root()), nothing);
    assert_eq!(hex(&root(&[])), nothing);
    assert_eq!(prove(&[], 0), None);
}

proptest! {
    #[test]
    fn every_length_has_their_root(leaves in leaves(70)) {
        let frontier = ours(&leaves);
        prop_assert_eq!(frontier.root(), root(&leaves));
        let theirs = theirs(&leaves).root();
        prop_assert_eq!(&frontier.root()[..], &theirs.as_bytes()[..]);
        prop_assert_eq!(frontier.size(), leaves.len() as u64);
    }

    /// A frontier that was put away and read again goes on as if it never had been.
    #[test]
    fn a_frontier_goes_on_after_a_trip_through_the_database(
        before in leaves(40),
        after in leaves(40),
    ) {
        let kept = ours(&before);
        let mut frontier = Frontier::read(kept.size(), &kept.to_text()).unwrap();
        prop_assert_eq!(&frontier, &kept);
        after.iter().for_each(|leaf| frontier.push(leaf));
        prop_assert_eq!(frontier.root(), root(&[before, after].concat()));
        prop_assert!(Frontier::read(2 * kept.size() + 1, &kept.to_text()).is_none());
    }

    #[test]
    fn a_leaf_is_proved_by_our_path_and_theirs_and_by_no_other(
        leaves in leaves(40).prop_filter("none to prove", |leaves| !leaves.is_empty()),
        index: prop::sample::Index,
        other: Hash,
        shift in 1u64..5,
    ) {
        let index = index.index(leaves.len());
        let (size, at) = (leaves.len() as u64, index as u64);
        let tree = theirs(&leaves);
        let (root, leaf) = (root(&leaves), leaves[index]);
        let path = prove(&leaves, index).unwrap();
        let theirs = tree.prove_inclusion(index);
        prop_assert_eq!(path.as_flattened(), theirs.as_bytes());
        prop_assert!(proves(&root, size, at, &leaf, &path));
        prop_assert!(!proves(&other, size, at, &leaf, &path));
        prop_assert!(!proves(&root, size, at, &other, &path));
        prop_assert!(!proves(&root, size, size, &leaf, &path));
        let elsewhere = (at + shift) % size;
        if elsewhere != at {
            prop_assert!(!proves(&root, size, elsewhere, &leaf, &path));
        }
        let mut longer = path.clone();
        longer.push(other);
        prop_assert!(!proves(&root, size, at, &leaf, &longer));
        prop_assert!(path.is_empty() || !proves(&root, size, at, &leaf, &path[1..]));
    }

    /// Whatever path somebody sends: their verdict, and no panic.
    #[test]
    fn paths_from_anywhere_are_judged_as_they_judge_them(
        leaves in leaves(20),
        at in 0u64..24,
        path in proptest::collection::vec(any::<Hash>(), 0..6),
    ) {
        let root = root(&leaves);
        let size = leaves.len() as u64;
        let proof = InclusionProof::<Sha256>::try_from_bytes(path.concat());
        let leaf = leaves.first().copied().unwrap_or_default();
        let claimed = RootHash::<Sha256>::new(root.into(), size);
        let theirs = proof.is_ok_and(|proof| claimed.verify_inclusion(&leaf, at, &proof).is_ok());
        prop_assert_eq!(proves(&root, size, at, &leaf, &path), theirs);
    }
}

#[test]
fn what_is_no_frontier_is_not_read() {
    let one = "ab".repeat(32);
    assert!(Frontier::read(1, &one).is_some());
    for text in [
        "",
        "ab",
        &one[1..],
        &format!("{one}0"),
        &"zz".repeat(32),
        &"é".repeat(32),
    ] {
        assert_eq!(Frontier::read(1, text), None, "{text}");
    }
}
