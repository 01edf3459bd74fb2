//! Any change to the log shows: flipped, dropped, swapped, renumbered.

use crate::support::{Server, creation, op, set};
use domain::ids::{DeviceId, OpId, PersonId};
use proptest::prelude::*;
use sync::{
    Stored,
    hash::{self, GENESIS, hex, unhex},
    plan::Head,
};

/// A log of eight operations and the head it ends with.
fn log() -> (Vec<Stored>, Head) {
    let mut server = Server::with_action();
    let ops = (1..8).map(|n| {
        op(
            2,
            n,
            Some(creation().id),
            &set("title", format!("titre {n}")),
        )
    });
    server.push(2, ops.collect()).unwrap();
    (server.log.clone(), server.head())
}

fn holds(log: &[Stored], end: &Head) -> bool {
    log.iter()
        .try_fold(Head::EMPTY, |head, stored| head.after(stored))
        .as_ref()
        == Some(end)
}

/// As someone would who can write to the database and knows how leaves are made.
fn with_leaf_of_its_own(mut stored: Stored) -> Stored {
    stored.leaf = hex(&hash::leaf(&stored.op, &stored.stamp));
    stored
}

type Change = fn(&mut Stored);

const CHANGES: [(&str, Change); 18] = [
    ("id", |s| s.op.id = OpId(testkit::id(1))),
    ("device", |s| s.op.device = DeviceId(testkit::id(1))),
    ("cseq", |s| s.op.cseq += 1),
    ("actor", |s| s.op.actor = PersonId(testkit::id(1))),
    ("kind", |s| s.op.kind.push('x')),
    ("version", |s| s.op.v += 1),
    ("kind of record", |s| {
        s.op.entity.kind = domain::entity::EntityKind::Session
    }),
    ("record", |s| s.op.entity.id = testkit::id(1)),
    ("base", |s| s.op.base = Some(OpId(testkit::id(1)))),
    ("no base", |s| s.op.base = None),
    ("clock", |s| s.op.wall_ms += 1),
    ("body", |s| s.op.body[3] ^= 1),
    ("salt", |s| s.op.salt[15] ^= 128),
    ("algorithm", |s| s.op.alg = Some(String::new())),
    ("key", |s| s.op.kid = Some("k".to_owned())),
    ("before", |s| s.op.prev = Some("ab".repeat(32))),
    ("number", |s| s.stamp.seq += 1),
    ("arrival", |s| s.stamp.received_at.push('0')),
];

#[test]
fn every_changed_field_breaks_the_chain_even_with_a_leaf_to_match() {
    let (log, end) = log();
    assert!(holds(&log, &end));
    for (what, change) in CHANGES {
        for index in 0..log.len() {
            let mut forged = log.clone();
            change(&mut forged[index]);
            if forged[index] == log[index] {
                continue;
            }
            assert!(!holds(&forged, &end), "{what} of {index}");
            forged[index] = with_leaf_of_its_own(forged[index].clone());
            assert!(!holds(&forged, &end), "{what} of {index}, with its leaf");
        }
    }
}

#[test]
fn bytes_moved_between_salt_and_body_show() {
    let (log, _) = log();
    let mut moved = log[2].clone();
    let byte = moved.op.body.remove(0);
    moved.op.salt.push(byte);
    assert_ne!(
        hash::leaf(&moved.op, &moved.stamp),
        hash::leaf(&log[2].op, &log[2].stamp)
    );
}

proptest! {
    #[test]
    fn dropped_swapped_doubled_and_cut_logs_are_found(a in 0usize..8, b in 0usize..8) {
        let (log, end) = log();
        let renumber = |mut log: Vec<Stored>| {
            for (seq, stored) in (1..).zip(&mut log) {
                stored.stamp.seq = seq;
                *stored = with_leaf_of_its_own(stored.clone());
            }
            log
        };
        let mut dropped = log.clone();
        dropped.remove(a);
        prop_assert!(!holds(&dropped, &end));
        prop_assert!(!holds(&renumber(dropped), &end));
        if a != b {
            let mut swapped = log.clone();
            swapped.swap(a, b);
            prop_assert!(!holds(&swapped, &end));
            prop_assert!(!holds(&renumber(swapped), &end));
        }
        let mut doubled = log.clone();
        doubled.insert(a, log[b].clone());
        prop_assert!(!holds(&doubled, &end));
        prop_assert!(!holds(&renumber(doubled), &end));
        prop_assert!(!holds(&log[..a], &end));
    }

    #[test]
    fn hashes_are_written_and_read(bytes: [u8; 32]) {
        prop_assert_eq!(unhex(&hex(&bytes)), Some(bytes));
    }
}

#[test]
fn only_whole_hexadecimal_is_a_hash() {
    assert_eq!(unhex(&"0".repeat(64)), Some(GENESIS));
    for text in [
        "",
        "0",
        &"0".repeat(63),
        &"g".repeat(64),
        &"+0".repeat(32),
        &"é".repeat(32),
    ] {
        assert_eq!(unhex(text), None, "{text}");
    }
}
